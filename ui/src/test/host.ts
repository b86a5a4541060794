import { CommandError, useHost, type EventBatch } from '../lib/ipc';

type Answer = (params: Record<string, unknown>) => unknown;

/** A host in memory: answers by command, a record of what was asked, and events at will. */
export class MemoryHost {
  readonly asked: { method: string; params: Record<string, unknown> }[] = [];
  /** Links that were opened outside of the window. */
  readonly opened: string[] = [];
  answers: Record<string, Answer> = {};
  readonly #listeners = new Set<(batch: EventBatch) => void>();

  constructor() {
    useHost({
      call: async (method, params) => {
        const given = params as Record<string, unknown>;
        this.asked.push({ method, params: given });
        const answer = this.answers[method];
        if (!answer) throw new CommandError('unknown_command', { name: method });
        return answer(given);
      },
      onEvents: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      onNavigate: () => () => undefined,
      openLink: (url) => {
        this.opened.push(url);
        return Promise.resolve();
      },
    });
  }

  emit(batch: EventBatch): void {
    for (const listener of this.#listeners) listener(batch);
  }

  /** How often a command was asked. */
  count(method: string): number {
    return this.asked.filter((one) => one.method === method).length;
  }
}

/** An answer that the test gives when it wants to. */
export function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
