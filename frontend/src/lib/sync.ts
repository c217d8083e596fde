/**
 * How a room's state changes: pure functions from what is held and what was heard to what is held next. Anything may
 * come twice and in any order. Asking for what is missing is catchUp.ts, the person's own clock is me.ts.
 */
import type {
  MemberChanged,
  MemberData,
  MessageChanged,
  MessageData,
  Presence,
  PresenceChanged,
  ReadMark,
  ReceiptsChanged,
  ReplyProgress,
  RoomChanged,
  RoomData,
  RoomEntered,
  TypingChanged,
} from '@/protocol/frames.gen';
import { isUnfinished, type RoomState } from './roomState';

export type RoomEvent =
  | MessageChanged
  | RoomChanged
  | ReplyProgress
  | MemberChanged
  | PresenceChanged
  | TypingChanged
  | ReceiptsChanged;

/** A room from the start has at most this many messages; fewer means that there are no earlier ones. */
const FIRST_WINDOW = 50;

function withMessage(state: RoomState, message: MessageData): RoomState {
  const held = state.messages[message.id];
  if (held !== undefined && held.seq >= message.seq) return state;
  const next = { ...state, messages: { ...state.messages, [message.id]: message } };
  return isUnfinished(message) ? next : dropProgress(next, message.id);
}

export function withMessages(state: RoomState, messages: readonly MessageData[]): RoomState {
  return messages.reduce(withMessage, state);
}

function withMember(state: RoomState, member: MemberData): RoomState {
  const held = state.members[member.user_id];
  if (held !== undefined && held.seq >= member.seq) return state;
  return { ...state, members: { ...state.members, [member.user_id]: member } };
}

export function withMembers(state: RoomState, members: readonly MemberData[]): RoomState {
  return members.reduce(withMember, state);
}

/** Of the same row only an answer says more than is held: my role. */
function withRoom(state: RoomState, room: RoomData): RoomState {
  if (room.seq < state.room.seq || (room.seq === state.room.seq && room.my_role === null)) return state;
  return { ...state, room: { ...room, my_role: room.my_role ?? state.room.my_role } };
}

function dropProgress(state: RoomState, messageId: number): RoomState {
  if (state.progress[messageId] === undefined) return state;
  const { [messageId]: _finished, ...progress } = state.progress;
  return { ...state, progress };
}

function withProgress(state: RoomState, event: ReplyProgress): RoomState {
  const row = state.messages[event.message_id];
  const held = state.progress[event.message_id];
  const late = row !== undefined && !isUnfinished(row);
  const older =
    held !== undefined &&
    (event.attempt < held.attempt || (event.attempt === held.attempt && event.revision <= held.revision));
  if (late || older) return state;
  const { attempt, revision, text } = event;
  return { ...state, progress: { ...state.progress, [event.message_id]: { attempt, revision, text } } };
}

function withPresence(state: RoomState, changes: readonly Presence[], full: boolean): RoomState {
  const present: Record<number, 'seated' | 'away'> = full ? {} : { ...state.present };
  for (const { user_id, state: place } of changes) {
    if (place === 'gone') delete present[user_id];
    else present[user_id] = place;
  }
  return { ...state, present };
}

/** Marks only move forward, but for the full list, which also sets back. */
function withMarks(state: RoomState, marks: readonly ReadMark[], full: boolean): RoomState {
  const next: Record<number, number> = full ? {} : { ...state.marks };
  for (const { user_id, created_seq } of marks) next[user_id] = Math.max(next[user_id] ?? 0, created_seq);
  return { ...state, marks: next };
}

/** A change with this number is applied: the cursor moves as far as there is no hole. */
function noteSeq(state: RoomState, seq: number): RoomState {
  if (seq <= state.cursor) return state;
  const ahead = new Set(state.ahead).add(seq);
  let cursor = state.cursor;
  while (ahead.delete(cursor + 1)) cursor += 1;
  const knownHead = Math.max(state.knownHead, seq);
  return { ...state, cursor, knownHead, ahead: [...ahead].sort((one, other) => one - other) };
}

/** Everything up to `head` is applied at once. */
function moveCursor(state: RoomState, head: number): RoomState {
  if (head <= state.cursor) return noteHead(state, head);
  const ahead = state.ahead.filter((seq) => seq > head);
  return [...ahead].reduce(noteSeq, { ...noteHead(state, head), cursor: head, ahead: [] });
}

/** The room is known to be at least this far, from a heartbeat, a list of rooms or a window of history. */
export function noteHead(state: RoomState, head: number): RoomState {
  return head <= state.knownHead ? state : { ...state, knownHead: head };
}

export function applyEvent(state: RoomState, event: RoomEvent): RoomState {
  switch (event.type) {
    case 'message.changed':
      return noteSeq(withMessage(state, event.message), event.seq);
    case 'room.changed':
      return noteSeq(withRoom(state, event.room), event.seq);
    case 'receipts.changed':
      return withMarks(state, event.marks, event.full);
    case 'member.changed':
      return noteSeq(withMember(state, event.member), event.seq);
    case 'reply.progress':
      return withProgress(state, event);
    case 'presence.changed':
      return withPresence(state, event.changes, event.full);
    case 'typing.changed':
      return { ...state, typing: event.user_ids };
    default:
      event satisfies never;
      return state;
  }
}

/** An empty room at the answer's head, with what is held and newer than that answer. */
function startRoom(held: RoomState | undefined, answer: RoomEntered): RoomState {
  const newer = Object.values(held?.messages ?? {}).filter((message) => message.seq > answer.head);
  const whole = answer.messages.length < FIRST_WINDOW;
  const empty: RoomState = {
    room: answer.room,
    cursor: answer.head,
    ahead: [],
    knownHead: answer.head,
    messages: {},
    floor: whole ? 0 : Math.min(...answer.messages.map((message) => message.created_seq)),
    islands: [],
    start: (held?.start ?? 0) + 1,
    members: held?.members ?? {},
    present: {},
    typing: [],
    marks: {},
    progress: held?.progress ?? {},
  };
  const ahead = (held?.ahead ?? []).filter((seq) => seq > answer.head);
  return withMessages(ahead.reduce(noteSeq, noteHead(empty, held?.knownHead ?? 0)), newer);
}

/**
 * The answer to `room.enter`.
 *
 * @param since what was asked: null, or an incomplete answer, starts the room afresh
 */
export function applyEntered(
  held: RoomState | undefined,
  answer: RoomEntered,
  since: number | null,
): RoomState {
  const afresh = held === undefined || since === null || !answer.complete;
  const turnedBack = since !== null && answer.head < since; // another past: nothing that is held can be trusted
  let state = afresh ? startRoom(turnedBack ? undefined : held, answer) : held;
  state = withMessages(state, answer.messages);
  state = withMessages(state, answer.referenced);
  state = withMembers(withRoom(state, answer.room), answer.members);
  state = withMarks(withPresence(state, answer.present, true), answer.marks, true);
  return moveCursor(state, answer.head);
}
