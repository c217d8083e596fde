/**
 * The talk as it is shown: confirmed and unsent messages in one order, with days and the turns of each person. Pure; how
 * a row looks is features/talk.
 */
import type { MemberData, MessageData } from '@/protocol/frames.gen';
import type { OutgoingMessage } from './outbox';
import { listMessages, type RoomState, wordsOf } from './roomState';
import { isSameDay } from './times';

/** Flat, so that two of them compare field by field. */
export interface SpokenMessage {
  /** Stays the same when a sent message is confirmed. */
  readonly key: string;
  readonly id: number | null;
  readonly clientId: string | null;
  readonly kind: 'user' | 'lily' | 'system';
  readonly userId: number | null;
  readonly name: string;
  readonly seed: string;
  readonly imageUrl: string | null;
  readonly mine: boolean;
  readonly text: string;
  readonly status: 'sending' | MessageData['status'];
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly deleted: boolean;
  /** Of Lily's messages: I asked, or keep the room, so I may stop her. */
  readonly stoppable: boolean;
  readonly at: number;
}

export type TalkRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  /** `opens`: the first of a person's consecutive messages, with face, name and time. */
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: SpokenMessage;
      readonly opens: boolean;
    };

/** A later word of the same person starts a new turn. */
const TURN_MS = 5 * 60_000;

function keyOf(message: MessageData): string {
  return message.client_id === null ? `m${message.id}` : `c${message.client_id}`;
}

function faceOf(member: MemberData | undefined, fallback: string): { seed: string; imageUrl: string | null } {
  return { seed: member?.avatar.seed ?? fallback, imageUrl: member?.avatar.image_url ?? null };
}

function isKeeper({ room }: RoomState): boolean {
  return room.my_role === 'owner' || room.my_role === 'keeper';
}

function speakConfirmed(room: RoomState, message: MessageData, myId: number): SpokenMessage {
  const { author } = message;
  const member = author.user_id === null ? undefined : room.members[author.user_id];
  const question = message.question_id === null ? undefined : room.messages[message.question_id];
  return {
    key: keyOf(message),
    id: message.id,
    clientId: message.client_id,
    kind: author.kind,
    userId: author.user_id,
    name: member === undefined || member.left ? author.name : member.name,
    ...faceOf(member, author.name),
    mine: author.kind === 'user' && author.user_id === myId,
    text: wordsOf(room, message),
    status: message.status,
    errorCode: message.error?.code ?? null,
    errorMessage: message.error?.message ?? null,
    deleted: message.deleted,
    stoppable: question?.author.user_id === myId || isKeeper(room),
    at: Date.parse(message.created_at),
  };
}

function speakOutgoing(room: RoomState, message: OutgoingMessage, myId: number): SpokenMessage {
  const me = room.members[myId];
  return {
    key: `c${message.clientId}`,
    id: null,
    clientId: message.clientId,
    kind: 'user',
    userId: myId,
    name: me?.name ?? '',
    ...faceOf(me, ''),
    mine: true,
    text: message.text,
    status: message.refusal === null ? 'sending' : 'failed',
    errorCode: message.refusal?.code ?? null,
    errorMessage: message.refusal?.message ?? null,
    deleted: false,
    stoppable: false,
    at: message.saidAt,
  };
}

function opensTurn(before: SpokenMessage | undefined, message: SpokenMessage): boolean {
  if (before === undefined || before.kind !== message.kind || before.userId !== message.userId) return true;
  return message.kind === 'system' || message.at - before.at > TURN_MS || !isSameDay(before.at, message.at);
}

/** Confirmed messages by their number, then what is on its way; a message that is both is confirmed. */
export function listSpoken(
  room: RoomState,
  outgoing: readonly OutgoingMessage[],
  myId: number,
): SpokenMessage[] {
  const confirmed = listMessages(room);
  const arrived = new Set(confirmed.map((message) => message.client_id));
  const waiting = outgoing.filter(
    (message) => message.roomId === room.room.id && !arrived.has(message.clientId),
  );
  return [
    ...confirmed.map((message) => speakConfirmed(room, message, myId)),
    ...waiting.map((message) => speakOutgoing(room, message, myId)),
  ];
}

export function layRows(spoken: readonly SpokenMessage[]): TalkRow[] {
  return spoken.flatMap((message, index): TalkRow[] => {
    const before = spoken[index - 1];
    const row: TalkRow = { kind: 'message', key: message.key, message, opens: opensTurn(before, message) };
    if (before !== undefined && isSameDay(before.at, message.at)) return [row];
    return [{ kind: 'day', key: `day-${message.key}`, at: message.at }, row];
  });
}

/** A finished message that is worth reading out; what still grows is not. */
export function isFinished(message: SpokenMessage): boolean {
  return message.status !== 'sending' && message.status !== 'queued' && message.status !== 'writing';
}
