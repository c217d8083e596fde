/** What can be done with a message that stands: other words, taking it back, reactions, pins, keeping it. */
import { CommandFailedError } from './commandErrors';
import type { Request } from './frames';
import type { HearthSocket } from './socket';
import type { Composing, HouseStore } from './store';

export class MessageActs {
  constructor(
    private readonly store: HouseStore,
    private readonly socket: Pick<HearthSocket, 'request'>,
  ) {}

  startReply(roomId: number, messageId: number): void {
    this.compose({ kind: 'reply', roomId, messageId, text: null });
  }

  startEdit(roomId: number, messageId: number): void {
    this.compose({ kind: 'edit', roomId, messageId, text: null });
  }

  endComposing(): void {
    this.store.setState({ composing: null });
  }

  /** Words that could not be saved come back into the composer. */
  async edit(roomId: number, messageId: number, text: string): Promise<void> {
    const done = await this.ask({ type: 'message.edit', message_id: messageId, text });
    if (!done) this.compose({ kind: 'edit', roomId, messageId, text });
  }

  remove(messageId: number): void {
    void this.ask({ type: 'message.delete', message_id: messageId });
  }

  react(messageId: number, emoji: string, on: boolean): void {
    void this.ask({ type: 'reaction.set', message_id: messageId, emoji, on });
  }

  pin(messageId: number, on: boolean): void {
    void this.ask({ type: 'message.pin', message_id: messageId, on });
  }

  keep(messageId: number, on: boolean): void {
    void this.ask({ type: 'message.favorite', message_id: messageId, on });
  }

  private compose(composing: Composing): void {
    this.store.setState({ composing });
  }

  /** The result shows by itself, as an event. @returns whether it was done; if not, it was said why */
  private async ask(command: Request): Promise<boolean> {
    try {
      await this.socket.request(command);
      return true;
    } catch (reason) {
      const refused = reason instanceof CommandFailedError;
      this.store.setState({ notice: refused ? `actRefusal.${reason.code}` : 'error.unreachable' });
      return false;
    }
  }
}
