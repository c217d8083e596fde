/**
 * What the page holds of one room, and reading it: the shape and the questions one may ask of it. How it changes is
 * in sync.ts.
 */
import type { MemberData, MessageData, RoomData } from '@/protocol/frames.gen';

/** Lily's words so far. Newer is the higher attempt, then the higher revision. */
export interface Progress {
  readonly attempt: number;
  readonly revision: number;
  readonly text: string;
}

export interface RoomState {
  readonly room: RoomData;
  /** Every change up to and with this number is applied. */
  readonly cursor: number;
  /** Numbers above the cursor that are applied too, ascending: behind a hole. */
  readonly ahead: readonly number[];
  /** The highest number known to exist, applied or not. */
  readonly knownHead: number;
  /** By id. Some may be older than the floor: changed or quoted ones, whose neighbours are not loaded. */
  readonly messages: Readonly<Record<number, MessageData>>;
  /** `created_seq` from which the messages are without a gap; 0 when everything is loaded. */
  readonly floor: number;
  /** By user id; people who left stay, for their names and faces. */
  readonly members: Readonly<Record<number, MemberData>>;
  readonly present: Readonly<Record<number, 'seated' | 'away'>>;
  readonly typing: readonly number[];
  /** By message id, of answers that are not finished. */
  readonly progress: Readonly<Record<number, Progress>>;
}

export function hasHole(state: RoomState): boolean {
  return state.cursor < state.knownHead;
}

export function hasEarlier(state: RoomState): boolean {
  return state.floor > 0;
}

export function isUnfinished(message: Pick<MessageData, 'status'>): boolean {
  return message.status === 'queued' || message.status === 'writing';
}

/** The messages that may be shown, oldest first. */
export function listMessages(state: RoomState): MessageData[] {
  return Object.values(state.messages)
    .filter((message) => message.created_seq >= state.floor)
    .sort((one, other) => one.created_seq - other.created_seq);
}

/** A message's words; while Lily writes, the newest of them. */
export function wordsOf(state: RoomState, message: MessageData): string {
  const progress = state.progress[message.id];
  return progress !== undefined && isUnfinished(message) ? progress.text : message.text;
}
