/** Objects of the wire for tests: whole, with only what matters said. Used by tests alone. */
import type {
  AttachmentData,
  Hello,
  HistoryAnswer,
  MemberData,
  MessageChanged,
  MessageData,
  ReplyProgress,
  RoomData,
  RoomEntered,
  RoomSummary,
  SettingsData,
  UserData,
} from '@/protocol/frames.gen';

export const ALICE = 1;
export const BOB = 2;

export function person(id: number, name = id === ALICE ? 'Alice' : 'Bob'): UserData {
  return {
    id,
    name,
    is_guest: true,
    language: 'en',
    avatar: { seed: `s${id}`, image_url: null },
    is_staff: false,
  };
}

export function room(change: Partial<RoomData> = {}): RoomData {
  return {
    id: 1,
    name: 'Fireplace',
    topic: '',
    visibility: 'public',
    capacity: null,
    lily: 'called',
    slow_seconds: 0,
    history: 'all',
    archived: false,
    my_role: 'guest',
    seq: 0,
    head: 0,
    purged_before_seq: 0,
    created_at: '2026-01-01T00:00:00.000Z',
    ...change,
  };
}

export function member(userId: number, seq = 0, name = person(userId).name): MemberData {
  return {
    room_id: 1,
    user_id: userId,
    name,
    avatar: { seed: `s${userId}`, image_url: null },
    role: 'guest',
    muted_until: null,
    left: false,
    seq,
  };
}

/** A message of Bob's that was created with number `id` and not changed since. */
export function message(id: number, change: Partial<MessageData> = {}): MessageData {
  return {
    id,
    room_id: 1,
    seq: id,
    created_seq: id,
    client_id: null,
    author: { kind: 'user', user_id: BOB, name: 'Bob' },
    text: `words ${id}`,
    status: 'complete',
    error: null,
    question_id: null,
    reply_to: null,
    attachments: [],
    reactions: [],
    mentions: [],
    sources: [],
    model: null,
    pinned: false,
    edited_at: null,
    edited_by: null,
    deleted: false,
    created_at: '2026-01-01T12:00:00.000Z',
    ...change,
  };
}

/** A picture in the house's keeping. */
export function attachment(change: Partial<AttachmentData> = {}): AttachmentData {
  const id = change.id ?? '00000000-0000-4000-8000-00000000000a';
  return {
    id,
    kind: 'image',
    name: 'fire.jpg',
    media_type: 'image/jpeg',
    bytes: 21_000,
    width: 1600,
    height: 1200,
    seconds: null,
    placeholder: 'data:image/webp;base64,AAAA',
    url: `/api/attachments/${id}/file`,
    thumbnail_url: `/api/attachments/${id}/thumbnail`,
    state: 'ready',
    detail: null,
    ...change,
  };
}

export function lilyMessage(id: number, change: Partial<MessageData> = {}): MessageData {
  return message(id, { author: { kind: 'lily', user_id: null, name: 'Lily' }, ...change });
}

export function changed(data: MessageData): MessageChanged {
  return { type: 'message.changed', room_id: data.room_id, seq: data.seq, message: data };
}

export function progress(messageId: number, attempt: number, revision: number, text: string): ReplyProgress {
  return { type: 'reply.progress', room_id: 1, message_id: messageId, attempt, revision, text };
}

export function entered(change: Partial<RoomEntered> = {}): RoomEntered {
  return {
    type: 'room.entered',
    ref: 'r',
    room: room(),
    members: [member(ALICE), member(BOB)],
    member_count: 2,
    present: [
      { user_id: ALICE, state: 'seated' },
      { user_id: BOB, state: 'seated' },
    ],
    marks: [],
    head: 0,
    user_head: 0,
    favorites: [],
    read_seq: 0,
    messages: [],
    referenced: [],
    complete: true,
    ...change,
  };
}

export function history(messages: MessageData[], change: Partial<HistoryAnswer> = {}): HistoryAnswer {
  return { head: 0, messages, referenced: [], members: [], has_before: false, has_after: true, ...change };
}

export function summary(change: Partial<RoomSummary> = {}): RoomSummary {
  return {
    room: room(),
    read_seq: 0,
    unread: 0,
    mentions: 0,
    favorite: false,
    notify: 'all',
    last_message: null,
    partner: null,
    ...change,
  };
}

export function settings(change: Partial<SettingsData> = {}): SettingsData {
  return {
    name: 'Alice',
    avatar: { seed: 's1', image_url: null },
    language: 'en',
    receipts: true,
    presence: true,
    page: { theme: null, text_size: null, motion: null },
    time_zone: 'UTC',
    quiet: null,
    digest: 'never',
    blocked: [],
    client_ai_settings: {
      ai_enabled: null,
      ai_provider: null,
      lily_api_url: null,
      lily_model: null,
      gemini_model: null,
      openai_model: null,
      max_tokens: null,
      temperature: null,
    },
    ...change,
  };
}

export function hello(change: Partial<Hello> = {}): Hello {
  return {
    type: 'hello',
    protocol: 'hash',
    epoch: '00000000-0000-4000-8000-000000000001',
    connection: '00000000-0000-4000-8000-000000000002',
    user: person(ALICE),
    user_head: 0,
    rooms: [summary()],
    notifications_unread: 0,
    heartbeat_seconds: 25,
    server_time: '2026-01-01T12:00:00.000Z',
    ...change,
  };
}
