/** Whether anybody looks at the house in this browser: each tab that is seen holds a shared lock as long as it is. */

const LOCK = 'hearth.looking';

export class Looking {
  private look: AbortController | null = null;

  /** Without Web Locks only this tab is known of. */
  constructor(private readonly locks: Pick<LockManager, 'request' | 'query'> | undefined = navigator.locks) {}

  start(): void {
    document.addEventListener('visibilitychange', this.change);
    this.change();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.change);
    this.look?.abort();
    this.look = null;
  }

  async isAnybody(): Promise<boolean> {
    if (document.visibilityState === 'visible') return true;
    const { held = [] } = (await this.locks?.query()) ?? {};
    return held.some(({ name }) => name === LOCK);
  }

  private readonly change = (): void => {
    if (document.visibilityState === 'hidden') {
      this.look?.abort();
      this.look = null;
    } else if (this.look === null) {
      const look = new AbortController();
      this.look = look;
      const end = new Promise<void>((resolve) => look.signal.addEventListener('abort', () => resolve()));
      this.locks?.request(LOCK, { mode: 'shared' }, () => end).catch(() => undefined);
    }
  };
}
