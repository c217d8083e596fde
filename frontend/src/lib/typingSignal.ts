/** Tells the others that somebody writes: at most once in three seconds, and honestly when it stops. */

const RENEW_AFTER_MS = 3_000;

export class TypingSignal {
  private toldAt = Number.NEGATIVE_INFINITY;
  private on = false;

  constructor(
    private readonly tell: (on: boolean) => void,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** After every change of the draft. */
  note(text: string): void {
    if (text.trim() === '') {
      this.end();
      return;
    }
    if (this.now() - this.toldAt < RENEW_AFTER_MS) return;
    this.toldAt = this.now();
    this.on = true;
    this.tell(true);
  }

  /** Sent, emptied, or looked away. */
  end(): void {
    if (!this.on) return;
    this.on = false;
    this.tell(false);
  }
}
