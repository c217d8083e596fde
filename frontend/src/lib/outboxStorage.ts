/**
 * Where unsent words outlive the page: one box per person in IndexedDB, belonging to one database of the house. Changes
 * are small and atomic, so that several tabs may write at once. Who sends what is in it is outbox.ts.
 */
import { clear, createStore, del, get, keys, set, type UseStore, update } from 'idb-keyval';
import type { AttachmentData } from '@/protocol/frames.gen';

export interface OutgoingMessage {
  readonly clientId: string;
  readonly roomId: number;
  readonly text: string;
  readonly replyTo: number | null;
  /** Files that arrived already; a box of an earlier page has none. */
  readonly attachments?: readonly AttachmentData[];
  /** When it was said, milliseconds since 1970 by this device's clock. */
  readonly saidAt: number;
  /** Null while it is on its way; else why the server will not take it. */
  readonly refusal: { readonly code: string; readonly message: string } | null;
}

export type OutboxChange =
  | { readonly kind: 'add' | 'replace'; readonly message: OutgoingMessage }
  | { readonly kind: 'remove'; readonly clientId: string };

/** Pure. What is there already is not added, what is gone is not replaced. */
export function changeBox(
  messages: readonly OutgoingMessage[],
  change: OutboxChange,
): readonly OutgoingMessage[] {
  if (change.kind === 'remove') return messages.filter(({ clientId }) => clientId !== change.clientId);
  const { message } = change;
  const known = messages.some(({ clientId }) => clientId === message.clientId);
  if (change.kind === 'add') return known ? messages : [...messages, message];
  return messages.map((held) => (held.clientId === message.clientId ? message : held));
}

export interface OutboxStorage {
  load(userId: number): Promise<readonly OutgoingMessage[]>;
  change(userId: number, change: OutboxChange): Promise<void>;
  /** Forgets everything that belongs to another database of the house. @returns whether there was another */
  keepEpoch(epoch: string): Promise<boolean>;
  /** How many unsent words of other people lie here. */
  countStray(userId: number): Promise<number>;
  dropStray(userId: number): Promise<void>;
  /** Calls back when another tab changed something. */
  watch(tell: () => void): void;
}

/** Forgets with the page. */
export class MemoryStorage implements OutboxStorage {
  private readonly boxes = new Map<number, readonly OutgoingMessage[]>();
  private epoch: string | null = null;

  load(userId: number): Promise<readonly OutgoingMessage[]> {
    return Promise.resolve(this.boxes.get(userId) ?? []);
  }

  change(userId: number, change: OutboxChange): Promise<void> {
    this.boxes.set(userId, changeBox(this.boxes.get(userId) ?? [], change));
    return Promise.resolve();
  }

  keepEpoch(epoch: string): Promise<boolean> {
    const another = this.epoch !== null && this.epoch !== epoch;
    if (another) this.boxes.clear();
    this.epoch = epoch;
    return Promise.resolve(another);
  }

  countStray(userId: number): Promise<number> {
    const stray = [...this.boxes].filter(([id]) => id !== userId).map(([, box]) => box.length);
    return Promise.resolve(stray.reduce((sum, count) => sum + count, 0));
  }

  dropStray(userId: number): Promise<void> {
    for (const id of this.boxes.keys()) if (id !== userId) this.boxes.delete(id);
    return Promise.resolve();
  }

  watch(): void {}
}

const EPOCH = 'epoch';
const boxKey = (userId: number): string => `box.${userId}`;
type Box = readonly OutgoingMessage[];

export class BrowserStorage implements OutboxStorage {
  private readonly store: UseStore;
  private readonly channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('hearth.outbox');

  constructor(database = 'hearth-outbox') {
    this.store = createStore(database, 'boxes');
  }

  async load(userId: number): Promise<Box> {
    return (await get<Box>(boxKey(userId), this.store)) ?? [];
  }

  async change(userId: number, change: OutboxChange): Promise<void> {
    await update<Box>(boxKey(userId), (box) => changeBox(box ?? [], change), this.store);
    this.channel?.postMessage(null);
  }

  async keepEpoch(epoch: string): Promise<boolean> {
    const held = await get<string>(EPOCH, this.store);
    if (held === epoch) return false;
    if (held !== undefined) await clear(this.store);
    await set(EPOCH, epoch, this.store);
    this.channel?.postMessage(null);
    return held !== undefined;
  }

  async countStray(userId: number): Promise<number> {
    const boxes = await Promise.all((await this.strayKeys(userId)).map((key) => get<Box>(key, this.store)));
    return boxes.reduce((sum, box) => sum + (box?.length ?? 0), 0);
  }

  async dropStray(userId: number): Promise<void> {
    for (const key of await this.strayKeys(userId)) await del(key, this.store);
  }

  watch(tell: () => void): void {
    this.channel?.addEventListener('message', tell);
  }

  private async strayKeys(userId: number): Promise<IDBValidKey[]> {
    const held = await keys(this.store);
    return held.filter((key) => key !== EPOCH && key !== boxKey(userId));
  }
}

/** The browser's storage where there is one; in a private window of some browsers there is none. */
export function openOutboxStorage(): OutboxStorage {
  return typeof indexedDB === 'undefined' ? new MemoryStorage() : new BrowserStorage();
}
