/** Signals of other people's browsers (WebRTC), handed to whoever listens. What they mean is for those who do. */
import type { SignalReceived } from '@/protocol/frames.gen';

export type SignalListener = (signal: SignalReceived) => void;

export class Signals {
  private readonly listeners = new Set<SignalListener>();

  /** @returns takes the listener off again */
  listen(listener: SignalListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  pass(signal: SignalReceived): void {
    for (const listener of this.listeners) listener(signal);
  }
}
