/** What several tabs of one browser share: a channel that reaches the others, and locks in the order of asking. */

export class FakeChannel extends EventTarget {
  private static readonly open = new Set<FakeChannel>();

  constructor(readonly name: string) {
    super();
    FakeChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.open) {
      if (other === this || other.name !== this.name) continue;
      queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })));
    }
  }

  close(): void {
    FakeChannel.open.delete(this);
  }
}

type Holder = () => Promise<void>;

export class FakeLocks {
  private readonly queue: Holder[] = [];
  private held = false;

  /** As `navigator.locks.request`: resolves when the holder lets go, rejects when given up while waiting. */
  readonly request = ((_name: string, options: { signal: AbortSignal }, hold: Holder) =>
    new Promise<void>((resolve, reject) => {
      const turn: Holder = () => hold().then(resolve);
      options.signal.addEventListener('abort', () => {
        const place = this.queue.indexOf(turn);
        if (place >= 0) this.queue.splice(place, 1);
        reject(new DOMException('given up', 'AbortError'));
      });
      this.queue.push(turn);
      queueMicrotask(() => this.next());
    })) as unknown as LockManager['request'];

  private next(): void {
    if (this.held) return;
    const turn = this.queue.shift();
    if (turn === undefined) return;
    this.held = true;
    void turn().finally(() => {
      this.held = false;
      this.next();
    });
  }
}
