import { flushSync, mount, unmount, type Component } from 'svelte';

/** Whatever any component takes. */
type AnyProps = NonNullable<Parameters<typeof mount>[1]['props']>;

/** Puts a component on the page and settles it. The function returned takes it off. */
export function show<Props extends AnyProps>(component: Component<Props>, props: NoInfer<Props>): () => void {
  document.body.replaceChildren();
  const shown = mount(component, { target: document.body, props });
  flushSync();
  return () => void unmount(shown);
}

/** The one element that a selector finds. */
export function one<E extends Element = HTMLElement>(selector: string): E {
  const found = document.querySelectorAll<E>(selector);
  const [first] = found;
  if (!first || found.length > 1) throw new Error(`${selector} finds ${String(found.length)} elements`);
  return first;
}

export function press(target: Element, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  flushSync();
  return event;
}

export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
