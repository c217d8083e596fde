/**
 * Words on their way: shown at once, sent first in first out per room, sent again with the same `client_id` until they
 * are acknowledged. They lie in a box that all tabs share; only the tab whose turn it is sends. Drafts are not here, and
 * neither is what the server has confirmed.
 */
import { CommandFailedError } from './commandErrors';
import {
  changeBox,
  MemoryStorage,
  type OutboxChange,
  type OutboxStorage,
  type OutgoingMessage,
} from './outboxStorage';
import { EveryonesTurn, type Turn } from './turn';

/** A storage that does not answer must not hold up the words. */
const STORAGE_WITHIN_MS = 2_000;

function orGiveUp<Value>(asked: Promise<Value>, otherwise: Value): Promise<Value> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), STORAGE_WITHIN_MS);
    const end = (value: Value) => {
      clearTimeout(timer);
      resolve(value);
    };
    asked.then(end, () => end(otherwise));
  });
}

export interface OutboxPost {
  /** Resolves when the message is committed; rejects with CommandFailedError or ConnectionLostError. */
  send(message: OutgoingMessage): Promise<void>;
  onChange(messages: readonly OutgoingMessage[]): void;
}

export class Outbox {
  private messages: readonly OutgoingMessage[] = [];
  private userId: number | null = null;
  /** Changes that are not in the box yet. */
  private unsaved: readonly OutboxChange[] = [];
  private open = false;
  /** Counts openings, so that an answer to an earlier connection's send does not touch this one's. */
  private opening = 0;
  private readonly busyRooms = new Set<number>();
  private readonly pauses = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly post: OutboxPost,
    private readonly storage: OutboxStorage = new MemoryStorage(),
    private readonly turn: Turn = new EveryonesTurn(),
  ) {
    storage.watch(() => void this.reload());
  }

  /** Opens the person's box: brings back what an earlier page could not send. */
  async restore(userId: number): Promise<void> {
    this.userId = userId;
    await this.reload();
  }

  /** The line stands: send what waits, when it is our turn. */
  resume(): void {
    this.turn.take(() => {
      this.open = true;
      this.opening += 1;
      this.busyRooms.clear();
      this.endPauses();
      this.pumpAll();
    });
  }

  /** The line is down: everything waits. */
  suspend(): void {
    this.open = false;
    this.turn.give();
    this.endPauses();
  }

  /** Forgets all of another database. @returns whether there was another */
  keepEpoch(epoch: string): Promise<boolean> {
    return orGiveUp(this.storage.keepEpoch(epoch), false);
  }

  /** How many words of another person of this browser wait here. */
  countStray(userId: number): Promise<number> {
    return orGiveUp(this.storage.countStray(userId), 0);
  }

  dropStray(userId: number): Promise<void> {
    return this.storage.dropStray(userId).catch(() => undefined);
  }

  add(message: Omit<OutgoingMessage, 'refusal'>): void {
    this.change({ kind: 'add', message: { ...message, refusal: null } });
    this.pump(message.roomId);
  }

  /** Sends a refused message again, with the same `client_id`. */
  retry(clientId: string): void {
    const message = this.find(clientId);
    if (message === undefined) return;
    this.change({ kind: 'replace', message: { ...message, refusal: null } });
    this.pump(message.roomId);
  }

  /** The message is committed (its event may come before the answer), or the person gave it up. */
  remove(clientId: string): void {
    if (this.find(clientId) !== undefined) this.change({ kind: 'remove', clientId });
  }

  /** The session is over: the box stays for whoever it belongs to. */
  close(): void {
    this.suspend();
    this.userId = null;
    this.unsaved = [];
    this.show([]);
  }

  /** Another database: nothing of this is meant for it. */
  clear(): void {
    this.endPauses();
    for (const { clientId } of this.messages) this.change({ kind: 'remove', clientId });
  }

  private async reload(): Promise<void> {
    const { userId } = this;
    if (userId === null) return;
    const kept = await orGiveUp<readonly OutgoingMessage[] | null>(this.storage.load(userId), null);
    if (kept === null || userId !== this.userId) return; // no storage: what this page holds is all there is
    this.show(this.unsaved.reduce(changeBox, kept));
    this.pumpAll();
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
      const refusal = { code: reason.code, message: reason.message };
      this.change({ kind: 'replace', message: { ...message, refusal } });
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

  private change(change: OutboxChange): void {
    this.show(changeBox(this.messages, change));
    if (this.userId === null) return;
    this.unsaved = [...this.unsaved, change];
    const saved = () => {
      this.unsaved = this.unsaved.filter((each) => each !== change);
    };
    // A full disk: the words live as long as the page, so the change must stay among the unsaved.
    this.storage.change(this.userId, change).then(saved, () => undefined);
  }

  private show(messages: readonly OutgoingMessage[]): void {
    this.messages = messages;
    this.post.onChange(messages);
  }
}
