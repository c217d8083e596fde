/**
 * The person's own clock and list of rooms: pure functions from what is held and what was heard to what is held next.
 * What happens inside a room is sync.ts.
 */
import type {
  Hello,
  MeLoaded,
  MeReadChanged,
  MeRoomsChanged,
  RoomEntered,
  RoomSummary,
  UserData,
} from '@/protocol/frames.gen';

export interface Me {
  readonly epoch: string;
  /** Hash of the wire that the server speaks. */
  readonly protocol: string;
  readonly user: UserData;
  readonly userHead: number;
  readonly summaries: Readonly<Record<number, RoomSummary>>;
}

export type MeEvent = MeReadChanged | MeRoomsChanged;

/** The body of `hello` or `me.loaded`, unless something newer is held of the same person in the same database. */
export function applyMeState(held: Me | null, body: Hello | MeLoaded): Me {
  const same = held !== null && held.epoch === body.epoch && held.user.id === body.user.id;
  if (same && held.userHead > body.user_head) return held;
  const summaries = Object.fromEntries(body.rooms.map((summary) => [summary.room.id, summary]));
  return { epoch: body.epoch, protocol: body.protocol, user: body.user, userHead: body.user_head, summaries };
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
  const read = { ...summary, read_seq: Math.max(summary.read_seq, answer.read_seq) };
  return { ...me, summaries: { ...me.summaries, [answer.room.id]: read } };
}
