import { flushSync, mount, unmount, type Component } from 'svelte';
import { afterEach } from 'vitest';
import type { Method, Params, Result } from '../lib/ipc';
import { MemoryHost } from './host';

type Answers = { [M in Method]?: (params: Params<M>) => Result<M> | Promise<Result<M>> };

/** A host in memory whose answers are held to the command table. */
export class Stage extends MemoryHost {
  /** Answers these commands from here on. */
  give(answers: Answers): void {
    Object.assign(this.answers, answers);
  }

  /** What was asked of one command, in order. */
  params<M extends Method>(method: M): Params<M>[] {
    return this.asked.filter((one) => one.method === method).map((one) => one.params as Params<M>);
  }

  /** An event of the engine. */
  changed(kind: string, ...ids: string[]): void {
    this.emit({ events: [{ kind, ids }], overflow: false });
  }
}

const shown: Record<string, unknown>[] = [];

/** Puts a component on the page, beside others, until the end of the test. */
export function stand<P extends Record<string, unknown>>(component: Component<P>, props: P): HTMLElement {
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

/** The first element that a selector finds, or a failure that names what is missing. */
export function find<E extends Element = HTMLElement>(root: ParentNode, selector: string): E {
  const element = root.querySelector<E>(selector);
  if (!element) throw new Error(`nothing matches ${selector}`);
  return element;
}
