import { CommandError, type Host, type Method, type Params, type Result } from './host';
import { httpHost } from './http';
import { tauriHost } from './tauri';

export { CommandError } from './host';
export type { DeskRequest, Host, Method, Params, Result, TrayWords } from './host';
export type * from './generated/bindings';

let current: Host | undefined;

/** The host of this page: the desktop window's when it is one, else the server that the page came from. */
export function host(): Host {
  current ??= '__TAURI_INTERNALS__' in window ? tauriHost() : httpHost(location.origin);
  return current;
}

/** Lets a test put its own host in place before anything calls. */
export function useHost(replacement: Host): void {
  current = replacement;
}

type Given<M extends Method> = object extends Params<M> ? [params?: Params<M>] : [params: Params<M>];

/** Runs a command of the engine. Rejects with {@link CommandError}, and with nothing else. */
export async function call<M extends Method>(method: M, ...[params]: Given<M>): Promise<Result<M>> {
  try {
    return (await host().call(method, params ?? {})) as Result<M>;
  } catch (cause) {
    throw CommandError.from(cause);
  }
}
