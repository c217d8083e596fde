/** A WebSocket whose other end is the test: what the page sent is in `sent`, what the server says goes in by `say`. */
import type { Command, ServerFrame } from '@/protocol/frames.gen';

export class FakeWebSocket {
  /** Every socket that was opened, oldest first. */
  static opened: FakeWebSocket[] = [];

  static get latest(): FakeWebSocket {
    const socket = FakeWebSocket.opened.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  }

  readonly sent: Command[] = [];
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor(readonly url: string) {
    FakeWebSocket.opened.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Command);
  }

  close(): void {
    this.closed = true;
  }

  say(frame: ServerFrame | Record<string, unknown>): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  /** The line ends from the other side. */
  breakOff(code = 1006): void {
    this.onclose?.({ code });
  }

  sentOf<T extends Command['type']>(type: T): Extract<Command, { type: T }>[] {
    return this.sent.filter((command): command is Extract<Command, { type: T }> => command.type === type);
  }
}
