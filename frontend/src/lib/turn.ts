/** Whose turn it is, of the tabs of one browser: the one that holds the lock acts, and a tab that closes hands it on. */

const OUTBOX = 'hearth.outbox';

export interface Turn {
  /** Calls back when it is this tab's turn: at once, later, or never. */
  take(onTurn: () => void): void;
  give(): void;
}

/** Without Web Locks every tab acts: a `client_id` keeps words from being said twice, a tag notices from being doubled. */
export class EveryonesTurn implements Turn {
  take(onTurn: () => void): void {
    onTurn();
  }

  give(): void {}
}

export class LockedTurn implements Turn {
  private release: (() => void) | null = null;

  constructor(
    private readonly locks: Pick<LockManager, 'request'>,
    private readonly name = OUTBOX,
  ) {}

  take(onTurn: () => void): void {
    this.give();
    const waiting = new AbortController();
    let end: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.release = () => {
      waiting.abort();
      end();
    };
    this.locks
      .request(this.name, { signal: waiting.signal }, () => {
        if (!waiting.signal.aborted) onTurn();
        return held;
      })
      .catch(() => undefined); // given back while waiting
  }

  give(): void {
    this.release?.();
    this.release = null;
  }
}

/** @param name of what is done by one tab at a time */
export function openTurn(name = OUTBOX): Turn {
  const locks: LockManager | undefined = navigator.locks; // missing on plain http
  return locks === undefined ? new EveryonesTurn() : new LockedTurn(locks, name);
}
