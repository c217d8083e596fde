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

/** A stretch of history, both ends (`created_seq`) included. */
export interface Span {
  readonly from: number;
  readonly to: number;
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
  /** `created_seq` from which the messages are without a gap up to now; 0 when everything is loaded. */
  readonly floor: number;
  /** Windows of the past below the floor, without a gap inside and apart from each other, oldest first. */
  readonly islands: readonly Span[];
  /** Counts how often the room was started afresh: a window asked for before that no longer joins what is held. */
  readonly start: number;
  /** By user id; people who left stay, for their names and faces. */
  readonly members: Readonly<Record<number, MemberData>>;
  readonly present: Readonly<Record<number, 'seated' | 'away'>>;
  readonly typing: readonly number[];
  /** By user id, the `created_seq` up to which others have read, of those who allow it. */
  readonly marks: Readonly<Record<number, number>>;
  /** By message id, of answers that are not finished. */
  readonly progress: Readonly<Record<number, Progress>>;
}

export function hasHole(state: RoomState): boolean {
  return state.cursor < state.knownHead;
}

/** The stretch that `at` lies in; null, or what lies in no window of the past, is now. */
export function spanAt(state: RoomState, at: number | null): Span {
  const island = state.islands.find(({ from, to }) => at !== null && from <= at && at <= to);
  return island ?? { from: state.floor, to: Number.POSITIVE_INFINITY };
}

export function isNow({ to }: Span): boolean {
  return to === Number.POSITIVE_INFINITY;
}

export function hasEarlier(state: RoomState, at: number | null = null): boolean {
  return spanAt(state, at).from > 0;
}

export function isUnfinished(message: Pick<MessageData, 'status'>): boolean {
  return message.status === 'queued' || message.status === 'writing';
}

/** The messages of the stretch that `at` lies in, oldest first. Rows that vanished for good are not shown. */
export function listMessages(state: RoomState, at: number | null = null): MessageData[] {
  const { from, to } = spanAt(state, at);
  const first = Math.max(from, state.room.purged_before_seq);
  return Object.values(state.messages)
    .filter(({ created_seq }) => first <= created_seq && created_seq <= to)
    .sort((one, other) => one.created_seq - other.created_seq);
}

/** What the person is here, newest word wins: the room's row in events does not say it. */
export function roleIn(state: RoomState, userId: number): RoomData['my_role'] {
  return state.members[userId]?.role ?? state.room.my_role;
}

export function isKeeperIn(state: RoomState, userId: number): boolean {
  const role = roleIn(state, userId);
  return role === 'owner' || role === 'keeper';
}

/** A message's words; while Lily writes, the newest of them. */
export function wordsOf(state: RoomState, message: MessageData): string {
  const progress = state.progress[message.id];
  return progress !== undefined && isUnfinished(message) ? progress.text : message.text;
}
