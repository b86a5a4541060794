import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach } from 'vitest';
import { useHost, type EventBatch, type Method, type Params, type Result } from '../ipc';

type Answers = { [M in Method]?: (params: Params<M>) => Result<M> | Promise<Result<M>> };

/** Answers to commands, and the commands that were asked. The page under test talks to it as to the engine. */
export class Stage {
  readonly asked: { method: Method; params: unknown }[] = [];
  answers: Answers = {};

  #listeners = new Set<(batch: EventBatch) => void>();

  constructor() {
    useHost({
      call: async (method, params) => {
        this.asked.push({ method: method as Method, params });
        const answer = this.answers[method as Method] as ((params: unknown) => unknown) | undefined;
        if (!answer) throw new Error(`no answer to ${method}`);
        return answer(params);
      },
      onEvents: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      onNavigate: () => () => undefined,
    });
  }

  /** What was asked of one command, in order. */
  params<M extends Method>(method: M): Params<M>[] {
    return this.asked.filter((one) => one.method === method).map((one) => one.params as Params<M>);
  }

  emit(kind: string, ...ids: string[]): void {
    for (const listener of this.#listeners) listener({ events: [{ kind, ids }], overflow: false });
  }
}

const shown: Record<string, unknown>[] = [];

/** Puts a component on the page until the end of the test. */
export function show<P extends Record<string, unknown>>(component: Component<P>, props: P): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  shown.push(mount(component, { target, props }));
  flushSync();
  return target;
}

afterEach(async () => {
  for (const component of shown.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

/** The element, or a failure that names what is missing. */
export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const element = root.querySelector<E>(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}

export function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
