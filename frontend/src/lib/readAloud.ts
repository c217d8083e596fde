/** Which messages a screen reader should hear: new and finished ones of others, each once. Pure but for its memory. */
import type { SpokenMessage } from './spoken';
import { isFinished } from './timeline';

function isWorthHearing(message: SpokenMessage): boolean {
  return !message.mine && !message.deleted && (message.text !== '' || message.attachments.length > 0);
}

export class ReadAloud {
  private readonly known = new Set<string>();
  private firstKey: string | undefined;
  private begun = false;

  /**
   * @param spoken the whole talk, oldest first
   * @returns what was not heard before: not what stood there at the first look, nor what history brought in above
   */
  takeNew(spoken: readonly SpokenMessage[]): SpokenMessage[] {
    const start = spoken.findIndex((message) => message.key === this.firstKey);
    const fresh = spoken.filter(
      (message, index) => isFinished(message) && !this.known.has(message.key) && index >= start,
    );
    for (const message of spoken) if (isFinished(message)) this.known.add(message.key);
    const heard = this.begun ? fresh.filter(isWorthHearing) : [];
    this.firstKey = spoken[0]?.key;
    this.begun = true;
    return heard;
  }
}
