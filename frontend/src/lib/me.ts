/**
 * The person's own clock and list of rooms: pure functions from what is held and what was heard to what is held next.
 * What happens inside a room is sync.ts.
 */
import type {
  FavoritePart,
  Hello,
  MeFavoriteChanged,
  MeLoaded,
  MeNotificationChanged,
  MeReadChanged,
  MeRoomsChanged,
  MeSettingsChanged,
  MessageData,
  RoomEntered,
  RoomSummary,
  SettingsData,
  UserData,
} from '@/protocol/frames.gen';

export interface Me {
  readonly epoch: string;
  /** Hash of the wire that the server speaks. */
  readonly protocol: string;
  readonly user: UserData;
  readonly userHead: number;
  readonly summaries: Readonly<Record<number, RoomSummary>>;
  /** By room id, of the rooms that were entered: ids of the messages I keep, ascending. */
  readonly favorites: Readonly<Record<number, readonly number[]>>;
  readonly notificationsUnread: number;
  /** Null until somebody asked for them. */
  readonly settings: SettingsData | null;
}

export type MeEvent =
  | MeReadChanged
  | MeRoomsChanged
  | MeFavoriteChanged
  | MeNotificationChanged
  | MeSettingsChanged;

/** The body of `hello` or `me.loaded`, unless something newer is held of the same person in the same database. */
export function applyMeState(held: Me | null, body: Hello | MeLoaded): Me {
  const same = held !== null && held.epoch === body.epoch && held.user.id === body.user.id;
  if (same && held.userHead > body.user_head) return held;
  const summaries = Object.fromEntries(body.rooms.map((summary) => [summary.room.id, summary]));
  const { epoch, protocol, user, user_head: userHead, notifications_unread: notificationsUnread } = body;
  const kept = Object.entries(same ? held.favorites : {}).filter(
    ([id]) => summaries[Number(id)] !== undefined,
  );
  const favorites = Object.fromEntries(kept);
  const settings = same ? held.settings : null;
  return { epoch, protocol, user, userHead, summaries, favorites, notificationsUnread, settings };
}

function withFavorite(me: Me, { room_id, message_id, on }: FavoritePart): Me {
  const others = (me.favorites[room_id] ?? []).filter((id) => id !== message_id);
  const kept = on ? [...others, message_id].sort((one, other) => one - other) : others;
  return { ...me, favorites: { ...me.favorites, [room_id]: kept } };
}

function applyPart(me: Me, event: MeEvent): Me {
  switch (event.part) {
    case 'read': {
      const { room_id, ...mark } = event.data;
      const summary = me.summaries[room_id];
      if (summary === undefined) return me;
      return { ...me, summaries: { ...me.summaries, [room_id]: { ...summary, ...mark } } };
    }
    case 'rooms':
      return { ...me, summaries: { ...me.summaries, [event.data.room.id]: event.data } };
    case 'favorite':
      return withFavorite(me, event.data);
    case 'notification':
      return { ...me, notificationsUnread: event.data.unread };
    case 'settings':
      return { ...me, settings: event.data };
    default:
      event satisfies never;
      return me;
  }
}

/** `null`: the event does not follow on what is held, and `me.load` is due. An older event changes nothing. */
export function applyMeEvent(me: Me, event: MeEvent): Me | null {
  if (event.user_head <= me.userHead) return me;
  if (event.user_head > me.userHead + 1) return null;
  return { ...applyPart(me, event), userHead: event.user_head };
}

/** What `room.entered` says of one's own marks, unless something newer is held. */
export function applyOwnMarks(me: Me, answer: RoomEntered): Me {
  const summary = me.summaries[answer.room.id];
  if (summary === undefined || answer.user_head < me.userHead) return me;
  const { id } = answer.room;
  const read = { ...summary, read_seq: answer.read_seq };
  const favorites = { ...me.favorites, [id]: [...answer.favorites].sort((one, other) => one - other) };
  return { ...me, summaries: { ...me.summaries, [id]: read }, favorites };
}

const MOST_COUNTED = 100;

/** What rule 8 of the wire counts: words of others that stand, Lily's when she is done. */
function counts({ author, status, deleted }: MessageData, myId: number): boolean {
  if (deleted || author.kind === 'system' || (author.kind === 'user' && author.user_id === myId))
    return false;
  return author.kind === 'user' || status === 'complete' || status === 'stopped';
}

/** The last line of a room and what is unread there, after a message was heard; the server's own count comes with `read`. */
export function applyHeard(me: Me, message: MessageData): Me {
  const summary = me.summaries[message.room_id];
  const last = summary?.last_message ?? null;
  if (summary === undefined || message.created_seq < (last?.created_seq ?? 0)) return me;
  if (last?.id === message.id && last.seq >= message.seq) return me;
  const before = last?.id === message.id && counts(last, me.user.id);
  const step = Number(counts(message, me.user.id)) - Number(before);
  const grown = message.created_seq > summary.read_seq ? summary.unread + step : summary.unread;
  const unread = Math.min(Math.max(grown, 0), MOST_COUNTED);
  const next = { ...summary, last_message: message, unread };
  return { ...me, summaries: { ...me.summaries, [message.room_id]: next } };
}

/** A room that is mine no more. */
export function withoutRoom(me: Me, roomId: number): Me {
  const { [roomId]: _room, ...summaries } = me.summaries;
  const { [roomId]: _kept, ...favorites } = me.favorites;
  return { ...me, summaries, favorites };
}
