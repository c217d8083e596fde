/** When to ask a room what was missed: a little after a hole shows, once at a time, ever slower while it stays. */
import { backoffDelay } from './backoff';

const FIRST_WAIT_MS = 300;
const FIRST_SPREAD_MS = 700;

export interface CatchUpPost {
  hasHole(roomId: number): boolean;
  /** Asks for what changed since the cursor; resolves when the answer is applied or the attempt is over. */
  ask(roomId: number): Promise<void>;
}

export class CatchUp {
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private readonly attempts = new Map<number, number>();

  constructor(
    private readonly post: CatchUpPost,
    private readonly random: () => number = Math.random,
  ) {}

  /** Call after every change of the room. Most holes close by themselves: events overtake each other. */
  watch(roomId: number): void {
    if (!this.post.hasHole(roomId)) this.forget(roomId);
    else if (!this.timers.has(roomId)) this.schedule(roomId);
  }

  forget(roomId: number): void {
    clearTimeout(this.timers.get(roomId));
    this.timers.delete(roomId);
    this.attempts.delete(roomId);
  }

  forgetAll(): void {
    for (const roomId of [...this.timers.keys()]) this.forget(roomId);
  }

  private schedule(roomId: number): void {
    const attempts = this.attempts.get(roomId) ?? 0;
    const wait = FIRST_WAIT_MS + this.random() * FIRST_SPREAD_MS;
    const more = attempts === 0 ? 0 : backoffDelay(attempts, this.random());
    this.timers.set(
      roomId,
      setTimeout(() => void this.run(roomId), wait + more),
    );
  }

  private async run(roomId: number): Promise<void> {
    this.attempts.set(roomId, (this.attempts.get(roomId) ?? 0) + 1);
    await this.post.ask(roomId);
    if (!this.timers.delete(roomId)) return; // forgotten meanwhile
    this.watch(roomId);
  }
}
