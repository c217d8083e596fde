/** One message as it is shown: from what is held of the room to flat fields that compare one by one. Pure. */
import type { AttachmentData, MemberData, MessageData, Reaction } from '@/protocol/frames.gen';
import type { OutgoingMessage } from './outboxStorage';
import { isKeeperIn, isUnfinished, type RoomState, wordsOf } from './roomState';

export interface SpokenMessage {
  /** Stays the same when a sent message is confirmed. */
  readonly key: string;
  readonly id: number | null;
  readonly createdSeq: number | null;
  readonly clientId: string | null;
  readonly roomId: number;
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
  /** The quoted message; its name and words are null where it is not held, the words alone where it was taken back. */
  readonly quoteId: number | null;
  readonly quoteKind: 'user' | 'lily' | 'system' | null;
  readonly quoteName: string | null;
  readonly quoteText: string | null;
  readonly attachments: readonly AttachmentData[];
  readonly reactions: readonly Reaction[];
  /** Names that stand after an @ and mean somebody, one a line. */
  readonly mentionNames: string;
  readonly mentionsMe: boolean;
  readonly pinned: boolean;
  /** I keep it; nobody else knows. */
  readonly kept: boolean;
  readonly editedAt: number | null;
  /** Who changed it, where that was somebody else. */
  readonly editorName: string | null;
  /** Of Lily's messages: I asked, or keep the room, so I may stop her. */
  readonly stoppable: boolean;
  readonly editable: boolean;
  readonly deletable: boolean;
  readonly at: number;
}

const NO_REACTIONS: readonly Reaction[] = [];
const NO_FILES: readonly AttachmentData[] = [];

function keyOf(message: MessageData): string {
  return message.client_id === null ? `m${message.id}` : `c${message.client_id}`;
}

function faceOf(member: MemberData | undefined, fallback: string): { seed: string; imageUrl: string | null } {
  return { seed: member?.avatar.seed ?? fallback, imageUrl: member?.avatar.image_url ?? null };
}

/** What the wire calls the author of words whose account is gone. */
const SOMEONE = 'someone';

/** As the person was called then; empty (each language has its word) when the account is gone. */
export function nameThen({ kind, user_id, name }: MessageData['author']): string {
  return kind === 'user' && user_id === null && name === SOMEONE ? '' : name;
}

/** As the person is called now; who left, as they were called then. */
export function nameOf(room: RoomState, { author }: Pick<MessageData, 'author'>): string {
  const member = author.user_id === null ? undefined : room.members[author.user_id];
  return member === undefined || member.left ? nameThen(author) : member.name;
}

/** What stands for a message that is files and no words. */
export function fileNames(attachments: readonly AttachmentData[]): string {
  return attachments.map(({ name }) => name).join(', ');
}

function quoteOf(room: RoomState, replyTo: number | null) {
  const quoted = replyTo === null ? undefined : room.messages[replyTo];
  if (quoted === undefined) return { quoteId: replyTo, quoteKind: null, quoteName: null, quoteText: null };
  return {
    quoteId: replyTo,
    quoteKind: quoted.author.kind,
    quoteName: nameOf(room, quoted),
    quoteText: quoted.deleted ? null : wordsOf(room, quoted) || fileNames(quoted.attachments),
  };
}

function mentionsIn(room: RoomState, message: MessageData, myId: number) {
  const names = message.mentions.flatMap((id) => room.members[id]?.name ?? []);
  return { mentionNames: names.join('\n'), mentionsMe: message.mentions.includes(myId) };
}

function editOf(room: RoomState, { edited_at, edited_by, author }: MessageData) {
  if (edited_at === null) return { editedAt: null, editorName: null };
  const another = edited_by !== null && edited_by !== author.user_id;
  const editorName = another ? (room.members[edited_by]?.name ?? '') : null;
  return { editedAt: Date.parse(edited_at), editorName };
}

function rightsOf(room: RoomState, message: MessageData, myId: number) {
  const mine = message.author.kind === 'user' && message.author.user_id === myId;
  const question = message.question_id === null ? undefined : room.messages[message.question_id];
  const keeper = isKeeperIn(room, myId);
  return {
    mine,
    stoppable: question?.author.user_id === myId || keeper,
    editable: mine && !message.deleted,
    deletable: (mine || keeper) && !message.deleted && !isUnfinished(message),
  };
}

export function speakConfirmed(
  room: RoomState,
  message: MessageData,
  myId: number,
  kept: boolean,
): SpokenMessage {
  const { author } = message;
  const member = author.user_id === null ? undefined : room.members[author.user_id];
  return {
    key: keyOf(message),
    id: message.id,
    createdSeq: message.created_seq,
    clientId: message.client_id,
    roomId: message.room_id,
    kind: author.kind,
    userId: author.user_id,
    name: nameOf(room, message),
    ...faceOf(member, author.name),
    text: wordsOf(room, message),
    status: message.status,
    errorCode: message.error?.code ?? null,
    errorMessage: message.error?.message ?? null,
    deleted: message.deleted,
    attachments: message.attachments,
    reactions: message.reactions,
    pinned: message.pinned,
    kept,
    at: Date.parse(message.created_at),
    ...quoteOf(room, message.deleted ? null : message.reply_to),
    ...mentionsIn(room, message, myId),
    ...editOf(room, message),
    ...rightsOf(room, message, myId),
  };
}

export function speakOutgoing(room: RoomState, message: OutgoingMessage, myId: number): SpokenMessage {
  const me = room.members[myId];
  return {
    key: `c${message.clientId}`,
    id: null,
    createdSeq: null,
    clientId: message.clientId,
    roomId: message.roomId,
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
    ...quoteOf(room, message.replyTo),
    attachments: message.attachments ?? NO_FILES,
    reactions: NO_REACTIONS,
    mentionNames: '',
    mentionsMe: false,
    pinned: false,
    kept: false,
    editedAt: null,
    editorName: null,
    stoppable: false,
    editable: false,
    deletable: false,
    at: message.saidAt,
  };
}
