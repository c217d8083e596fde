/**
 * The talk as it is shown: confirmed and unsent messages in one order, with days, the turns of each person and the line
 * from which on words are new. Pure; how a row looks is features/talk.
 */
import type { MessageData } from '@/protocol/frames.gen';
import type { OutgoingMessage } from './outboxStorage';
import { isNow, listMessages, type RoomState, spanAt } from './roomState';
import { type SpokenMessage, speakConfirmed, speakOutgoing } from './spoken';
import { isSameDay } from './times';

/** Which part of the talk is shown, and what of it the person keeps. */
export interface TalkPart {
  /** A `created_seq` inside the stretch; null is now. */
  readonly at: number | null;
  readonly kept: readonly number[];
  /** Whose words the person does not want to hear. */
  readonly blocked: readonly number[];
}

/** New is what came after one number and up to another (both `created_seq`). */
export interface NewWords {
  readonly after: number;
  readonly until: number;
}

export interface TalkRow {
  readonly key: string;
  readonly message: SpokenMessage;
  /** The first of a person's consecutive messages, with face, name and time. */
  readonly opens: boolean;
  /** A day begins here: when, in milliseconds since 1970. */
  readonly day: number | null;
  /** New words begin here. */
  readonly firstNew: boolean;
}

const NOW: TalkPart = { at: null, kept: [], blocked: [] };
/** A later word of the same person starts a new turn. */
const TURN_MS = 5 * 60_000;

function opensTurn(before: SpokenMessage | undefined, message: SpokenMessage): boolean {
  if (before === undefined || before.kind !== message.kind || before.userId !== message.userId) return true;
  if (message.quoteId !== null) return true;
  return message.kind === 'system' || message.at - before.at > TURN_MS || !isSameDay(before.at, message.at);
}

/** Confirmed messages by their number, then what is on its way; a message that is both is confirmed. */
export function listSpoken(
  room: RoomState,
  outgoing: readonly OutgoingMessage[],
  myId: number,
  { at, kept, blocked }: TalkPart = NOW,
): SpokenMessage[] {
  const confirmed: readonly MessageData[] = listMessages(room, at);
  const keeps = new Set(kept);
  const spoken = confirmed.map((message) => {
    return speakConfirmed(room, message, myId, { kept: keeps.has(message.id), blocked });
  });
  if (!isNow(spanAt(room, at))) return spoken;
  const arrived = new Set(confirmed.map((message) => message.client_id));
  const waiting = outgoing.filter(
    (message) => message.roomId === room.room.id && !arrived.has(message.clientId),
  );
  return [...spoken, ...waiting.map((message) => speakOutgoing(room, message, myId))];
}

/**
 * Rows as they stay: whether one opens a day or a turn depends on what was said before it, so where that is not loaded
 * the first message is held back, or it would change its height when earlier words come in, and all below would jump.
 *
 * @param whole nothing was said before the first message
 * @param wantedId a message that is shown in any case
 */
export function layRows(
  spoken: readonly SpokenMessage[],
  news: NewWords | null,
  whole: boolean,
  wantedId: number | null = null,
): TalkRow[] {
  const isNew = ({ createdSeq, mine, kind }: SpokenMessage): boolean =>
    news !== null &&
    createdSeq !== null &&
    createdSeq > news.after &&
    createdSeq <= news.until &&
    !mine &&
    kind !== 'system';
  const first = spoken.findIndex(isNew);
  const rows = spoken.map((message, index): TalkRow => {
    const before = spoken[index - 1];
    const sameDay = before !== undefined && isSameDay(before.at, message.at);
    const firstNew = index === first && (whole || index > 0);
    const opens = firstNew || opensTurn(before, message);
    return { key: message.key, message, opens, day: sameDay ? null : message.at, firstNew };
  });
  const all = whole || rows.length < 2 || rows[0]?.message.id === wantedId;
  return all ? rows : rows.slice(1);
}

/** A finished message that is worth reading out; what still grows is not. */
export function isFinished(message: SpokenMessage): boolean {
  return message.status !== 'sending' && message.status !== 'queued' && message.status !== 'writing';
}
