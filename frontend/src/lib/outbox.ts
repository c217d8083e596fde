/**
 * Words on their way: shown at once, sent first in first out per room, sent again with the same `client_id` until they
 * are acknowledged. Drafts are not here, and neither is what the server has confirmed.
 */
import { CommandFailedError } from './commandErrors';

export interface OutgoingMessage {
  readonly clientId: string;
  readonly roomId: number;
  readonly text: string;
  readonly replyTo: number | null;
  /** When it was said, milliseconds since 1970 by this device's clock. */
  readonly saidAt: number;
  /** Null while it is on its way; else why the server will not take it. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

/** Where unsent words outlive the page. */
export interface OutboxStorage {
  load(): Promise<readonly OutgoingMessage[]>;
  save(messages: readonly OutgoingMessage[]): Promise<void>;
}

/** Forgets with the page. */
export class MemoryStorage implements OutboxStorage {
  private messages: readonly OutgoingMessage[] = [];

  load(): Promise<readonly OutgoingMessage[]> {
    return Promise.resolve(this.messages);
  }

  save(messages: readonly OutgoingMessage[]): Promise<void> {
    this.messages = messages;
    return Promise.resolve();
  }
}

export interface OutboxPost {
  /** Resolves when the message is committed; rejects with CommandFailedError or ConnectionLostError. */
  send(message: OutgoingMessage): Promise<void>;
  onChange(messages: readonly OutgoingMessage[]): void;
}

export class Outbox {
  private messages: readonly OutgoingMessage[] = [];
  private open = false;
  /** Counts openings, so that an answer to an earlier connection's send does not touch this one's. */
  private opening = 0;
  private readonly busyRooms = new Set<number>();
  private readonly pauses = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly post: OutboxPost,
    private readonly storage: OutboxStorage = new MemoryStorage(),
  ) {}

  /** Brings back what an earlier page could not send. */
  async restore(): Promise<void> {
    const kept = await this.storage.load();
    const known = new Set(this.messages.map((message) => message.clientId));
    this.change([...kept.filter((message) => !known.has(message.clientId)), ...this.messages]);
    this.pumpAll();
  }

  /** The line stands: send what waits. */
  resume(): void {
    this.open = true;
    this.opening += 1;
    this.busyRooms.clear();
    this.endPauses();
    this.pumpAll();
  }

  /** The line is down: everything waits. */
  suspend(): void {
    this.open = false;
    this.endPauses();
  }

  add(message: Omit<OutgoingMessage, 'refusal'>): void {
    this.change([...this.messages, { ...message, refusal: null }]);
    this.pump(message.roomId);
  }

  /** Sends a refused message again, with the same `client_id`. */
  retry(clientId: string): void {
    const message = this.find(clientId);
    if (message === undefined) return;
    this.replace({ ...message, refusal: null });
    this.pump(message.roomId);
  }

  /** The message is committed (its event may come before the answer), or the person gave it up. */
  remove(clientId: string): void {
    if (this.find(clientId) !== undefined) {
      this.change(this.messages.filter((message) => message.clientId !== clientId));
    }
  }

  clear(): void {
    this.endPauses();
    this.change([]);
  }

  private find(clientId: string): OutgoingMessage | undefined {
    return this.messages.find((message) => message.clientId === clientId);
  }

  private pumpAll(): void {
    for (const roomId of new Set(this.messages.map((message) => message.roomId))) this.pump(roomId);
  }

  private pump(roomId: number): void {
    if (!this.open || this.busyRooms.has(roomId) || this.pauses.has(roomId)) return;
    const first = this.messages.find((message) => message.roomId === roomId && message.refusal === null);
    if (first !== undefined) void this.sendOne(first);
  }

  private async sendOne(message: OutgoingMessage): Promise<void> {
    const { opening } = this;
    this.busyRooms.add(message.roomId);
    try {
      await this.post.send(message);
      this.remove(message.clientId);
    } catch (reason) {
      // Cut off: it keeps its place until `resume`.
      if (!(reason instanceof CommandFailedError)) return;
      if (opening !== this.opening) return;
      this.takeRefusal(message, reason);
    }
    if (opening !== this.opening) return;
    this.busyRooms.delete(message.roomId);
    this.pump(message.roomId);
  }

  private takeRefusal(message: OutgoingMessage, reason: CommandFailedError): void {
    if (reason.retryAfterMs !== null) this.pause(message.roomId, reason.retryAfterMs);
    else if (this.find(message.clientId) !== undefined) {
      this.replace({ ...message, refusal: { code: reason.code, message: reason.message } });
    }
  }

  private pause(roomId: number, milliseconds: number): void {
    const wake = () => {
      this.pauses.delete(roomId);
      this.pump(roomId);
    };
    this.pauses.set(roomId, setTimeout(wake, milliseconds));
  }

  private endPauses(): void {
    for (const timer of this.pauses.values()) clearTimeout(timer);
    this.pauses.clear();
  }

  private replace(message: OutgoingMessage): void {
    this.change(this.messages.map((held) => (held.clientId === message.clientId ? message : held)));
  }

  private change(messages: readonly OutgoingMessage[]): void {
    this.messages = messages;
    void this.storage.save(messages);
    this.post.onChange(messages);
  }
}
