import type { Commands, Error as WireError, ErrorCode, EventBatch } from './generated/bindings';

/** A command of the engine's table, for example `inbox.list`. */
export type Method = keyof Commands;

/** A field that the engine takes as absent may be left out here. */
type Sparse<T> = { [K in keyof T & string as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T & string as null extends T[K] ? K : never]?: T[K];
};

export type Params<M extends Method> = Sparse<Commands[M]['params']>;
export type Result<M extends Method> = Commands[M]['result'];

/** What the page asks of the desktop around it; the shell does it, the page has the words. */
export type DeskRequest =
  | { do: 'tray'; words: TrayWords }
  | { do: 'notify'; title: string; body: string; route: string }
  | { do: 'awake'; wanted: boolean }
  | { do: 'login'; on: boolean | null };

export interface TrayWords {
  counts: string;
  automatic: string;
  pause: string;
  open: string;
  quit: string;
}

/** What carries commands to the engine and events back. The rest of the window never learns which one it is. */
export interface Host {
  /** Resolves with the command's result, rejects with a {@link CommandError}. */
  call(method: string, params: unknown): Promise<unknown>;
  /** Events from now on. The function returned ends the subscription. */
  onEvents(listener: (batch: EventBatch) => void): () => void;
  /** The desktop around the page; a browser has none. */
  desk?(request: DeskRequest): Promise<unknown>;
  /** The window was closed, and works on behind its icon. */
  onHidden?(listener: () => void): () => void;
  /** Requests from outside the page, a notification or the tray, to show a route such as `inbox/42`. */
  onNavigate(listener: (route: string) => void): () => void;
  /** Opens a web address outside of the window. Rejects where nothing opens it. */
  openLink(url: string): Promise<void>;
}

/** A refusal by the engine, in the wire's codes; `errorText` puts it into words. */
export class CommandError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, params: Record<string, string> = {}) {
    super(code);
    this.name = 'CommandError';
    this.code = code;
    this.params = params;
  }

  /** Whatever a transport threw, as a refusal. */
  static from(cause: unknown): CommandError {
    if (cause instanceof CommandError) return cause;
    if (isWireError(cause)) return new CommandError(cause.code, cause.params ?? {});
    return new CommandError('stopped');
  }
}

function isWireError(value: unknown): value is WireError {
  return (
    typeof value === 'object' && value !== null && typeof (value as { code?: unknown }).code === 'string'
  );
}
