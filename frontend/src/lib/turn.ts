/** Whose turn it is, of the tabs of one browser: the one that holds the lock sends, and a tab that closes hands it on. */

const LOCK = 'hearth.outbox';

export interface Turn {
  /** Calls back when it is this tab's turn: at once, later, or never. */
  take(onTurn: () => void): void;
  give(): void;
}

/** Without Web Locks every tab sends; the `client_id` keeps words from being said twice. */
export class EveryonesTurn implements Turn {
  take(onTurn: () => void): void {
    onTurn();
  }

  give(): void {}
}

export class LockedTurn implements Turn {
  private release: (() => void) | null = null;

  constructor(private readonly locks: Pick<LockManager, 'request'>) {}

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
      .request(LOCK, { signal: waiting.signal }, () => {
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

export function openTurn(): Turn {
  const locks: LockManager | undefined = navigator.locks; // missing on plain http
  return locks === undefined ? new EveryonesTurn() : new LockedTurn(locks);
}
