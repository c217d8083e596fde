/**
 * A small model of the server and clients that hear it badly: every event twice, in any order, some never. After a
 * catch-up each holds exactly what somebody holds who came fresh.
 */
import { describe, expect, test } from 'vitest';
import type {
  Hello,
  HistoryAnswer,
  MemberData,
  MessageData,
  RoomData,
  RoomEntered,
} from '@/protocol/frames.gen';
import { shuffle, startRandom } from '@/test/random';
import { ALICE, BOB, entered, hello, lilyMessage, member, message, room, summary } from '@/test/wire';
import { applyMeEvent, applyMeState, applyOwnMarks, type Me, type MeEvent } from './me';
import { hasHole, listMessages, type RoomState } from './roomState';
import { applyEntered, applyEvent, noteHead, type RoomEvent } from './sync';
import { applyHistory } from './windows';

/** One room and one person's own things, with both clocks. */
class ModelServer {
  head = 0;
  userHead = 0;
  readSeq = 0;
  room: RoomData = room();
  readonly rows = new Map<number, MessageData>();
  readonly members = new Map<number, MemberData>([ALICE, BOB].map((id) => [id, member(id)]));
  readonly favorites = new Set<number>();
  readonly events: RoomEvent[] = [];
  readonly mine: MeEvent[] = [];

  constructor(private readonly random: () => number) {}

  act(): void {
    const acts = [this.say, this.say, this.change, this.change, this.join, this.rename, this.read, this.keep];
    acts[Math.floor(this.random() * acts.length)]?.call(this);
  }

  /** What `room.enter` answers. */
  enter(since: number | null): RoomEntered {
    const newer = (row: { seq: number }) => since === null || row.seq > since;
    return entered({
      room: { ...this.room, my_role: 'guest' },
      head: this.head,
      user_head: this.userHead,
      members: [...this.members.values()].filter(newer),
      messages: [...this.rows.values()].filter(newer),
      favorites: [...this.favorites],
      read_seq: this.readSeq,
    });
  }

  me(): Hello {
    const summaries = [summary({ room: this.room, read_seq: this.readSeq })];
    return hello({ user_head: this.userHead, rooms: summaries, notifications_unread: this.userHead });
  }

  private put(data: MessageData): void {
    this.rows.set(data.id, data);
    this.events.push({ type: 'message.changed', room_id: 1, seq: this.head, message: data });
  }

  private say(): void {
    this.head += 1;
    const lily = this.random() < 0.3;
    this.put(lily ? lilyMessage(this.head, { status: 'writing', text: '' }) : message(this.head));
  }

  private change(): void {
    const rows = [...this.rows.values()];
    const row = rows[Math.floor(this.random() * rows.length)];
    if (row === undefined) return;
    this.head += 1;
    const changes: Partial<MessageData>[] = [
      {
        text: `words ${this.head}`,
        status: 'complete',
        edited_at: '2026-01-01T12:00:00.000Z',
        edited_by: BOB,
      },
      { deleted: true, text: '', status: 'complete', reactions: [], pinned: false },
      { pinned: !row.pinned },
      { reactions: [{ emoji: '🔥', count: 1, user_ids: [this.head % 2] }] },
    ];
    this.put({ ...row, ...changes[Math.floor(this.random() * changes.length)], seq: this.head });
  }

  private join(): void {
    this.head += 1;
    const id = BOB + Math.floor(this.random() * 4);
    const data = { ...member(id, this.head, `name ${this.head}`), left: this.random() < 0.4 };
    this.members.set(id, data);
    this.events.push({ type: 'member.changed', room_id: 1, seq: this.head, member: data });
  }

  private rename(): void {
    this.head += 1;
    this.room = { ...this.room, name: `room ${this.head}`, seq: this.head };
    const inEvents = { ...this.room, my_role: null };
    this.events.push({ type: 'room.changed', room_id: 1, seq: this.head, room: inEvents });
  }

  private read(): void {
    this.userHead += 1;
    this.readSeq = Math.floor(this.random() * (this.head + 1));
    const data = { room_id: 1, read_seq: this.readSeq, unread: 0, mentions: 0 };
    this.mine.push({ type: 'me.changed', user_head: this.userHead, part: 'read', data });
  }

  private keep(): void {
    this.userHead += 1;
    const id = 1 + Math.floor(this.random() * 5);
    const on = !this.favorites.delete(id);
    if (on) this.favorites.add(id);
    const data = { room_id: 1, message_id: id, on };
    this.mine.push({ type: 'me.changed', user_head: this.userHead, part: 'favorite', data });
  }
}

/** What can be compared: who is present and who types are leases, not rows; the number of starts is one's own past. */
function essence(state: RoomState) {
  const { cursor, ahead, messages, members, floor } = state;
  const { head: _head, ...row } = state.room;
  return { cursor, ahead, messages, members, floor, row };
}

const ownThings = ({ userHead, summaries, favorites }: Me) => ({
  userHead,
  readSeq: summaries[1]?.read_seq,
  kept: favorites[1] ?? [],
});

const SEEDS = Array.from({ length: 150 }, (_, index) => index + 1);

function playedServer(seed: number, early: number, late: number) {
  const random = startRandom(seed);
  const server = new ModelServer(random);
  for (let step = 0; step < early; step += 1) server.act();
  const held = applyEntered(undefined, server.enter(null), null);
  const from = server.events.length;
  for (let step = 0; step < late; step += 1) server.act();
  return { random, server, held, heard: server.events.slice(from) };
}

describe('a room', () => {
  test.each(SEEDS)('twice and shuffled, ends like fresh (seed %i)', (seed) => {
    const { server, held, heard } = playedServer(seed, 10, 30);
    const state = shuffle([...heard, ...heard], seed).reduce(applyEvent, held);
    expect(hasHole(state)).toBe(false);
    expect(essence(state)).toEqual(essence(applyEntered(undefined, server.enter(null), null)));
  });

  test.each(SEEDS)('with a third of the events lost, ends like fresh after a catch-up (seed %i)', (seed) => {
    const { random, server, held, heard } = playedServer(seed, 10, 30);
    const some = shuffle([...heard, ...heard], seed).filter(() => random() < 0.45);
    const half = Math.floor(some.length / 2);
    const behind = noteHead(some.slice(0, half).reduce(applyEvent, held), server.head);
    const caught = applyEntered(behind, server.enter(behind.cursor), behind.cursor);
    const state = some.slice(half).reduce(applyEvent, caught); // stragglers after the answer
    expect(hasHole(state)).toBe(false);
    expect(essence(state)).toEqual(essence(applyEntered(undefined, server.enter(null), null)));
  });

  test.each(SEEDS.slice(0, 40))('looked back on late, shows the words as they are now (seed %i)', (seed) => {
    const { server, held, heard } = playedServer(seed, 20, 20);
    const old = { head: held.cursor, messages: Object.values(held.messages), referenced: [], members: [] };
    const window: HistoryAnswer = { ...old, has_before: false, has_after: false };
    const state = heard.reduce(applyEvent, held);
    const late = applyHistory(state, window, { side: 'apart' }, state.start);
    expect(listMessages(late)).toEqual(listMessages(applyEntered(undefined, server.enter(null), null)));
  });
});

describe('my own things', () => {
  test.each(SEEDS)('end like fresh, asked again wherever a number is missing (seed %i)', (seed) => {
    const random = startRandom(seed);
    const server = new ModelServer(random);
    const load = (held: Me | null) => applyOwnMarks(applyMeState(held, server.me()), server.enter(null));
    let me = load(null);
    let heard = 0;
    for (let step = 0; step < 60; step += 1) {
      server.act();
      const events = server.mine.slice(heard).filter(() => random() < 0.8);
      heard = server.mine.length;
      for (const event of [...events, ...events]) me = applyMeEvent(me, event) ?? load(me);
    }
    me = me.userHead === server.userHead ? me : load(me); // the heartbeat's word
    expect(ownThings(me)).toEqual(ownThings(load(null)));
  });
});
