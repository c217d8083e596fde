/** The house against a server that speaks the protocol: starting, missing, coming back, being sent away. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { session } from '@/test/session';
import { ALICE, changed, entered, hello, history, message, person, summary } from '@/test/wire';
import { Api } from './api';
import { House } from './house';
import { listMessages } from './roomState';

let house: House;
let fetched: ReturnType<typeof vi.fn>;

const server = () => FakeWebSocket.latest;
const state = () => house.store.getState();
const held = () => state().rooms[1];
const texts = () => {
  const room = held();
  return room === undefined ? [] : listMessages(room).map(({ text }) => text);
};
const settle = () => vi.advanceTimersByTimeAsync(0);

/** Answers the latest room.enter. */
async function enter(change: Parameters<typeof entered>[0] = {}): Promise<void> {
  const command = server().sentOf('room.enter').at(-1);
  server().say(entered({ ref: command?.ref ?? '', ...change }));
  await settle();
}

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeWebSocket);
  FakeWebSocket.opened = [];
  fetched = vi.fn(async () => new Response(JSON.stringify(session(person(ALICE)))));
  house = new House(new Api(fetched as unknown as typeof fetch), 'ws://hearth/ws/');
  await house.arrive();
  house.openRoom(1);
  server().say(hello());
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('hello is followed by entering the open room from the start, with a seat', async () => {
  expect(server().sentOf('room.enter')).toMatchObject([{ room_id: 1, since: null, seat: true }]);
  await enter({ head: 1, messages: [message(1)] });
  expect(texts()).toEqual(['words 1']);
});

test('an event that overtakes the first room.entered is not lost', async () => {
  server().say(changed(message(2)));
  await enter({ head: 1, messages: [message(1)] });
  expect(texts()).toEqual(['words 1', 'words 2']);
});

test('coming back asks for what changed since, and sends what waited under the same name', async () => {
  await enter({ head: 1, messages: [message(1)] });
  house.say(1, 'hello there');
  const [first] = server().sentOf('message.send');
  server().breakOff();
  await vi.advanceTimersByTimeAsync(600);
  server().say(hello());
  await settle();
  expect(server().sentOf('room.enter')).toMatchObject([{ since: 1, seat: true }]);
  expect(server().sentOf('message.send')).toMatchObject([
    { client_id: first?.client_id, text: 'hello there' },
  ]);
});

test('a sent message turns into the confirmed one without being there twice or not at all', async () => {
  await enter();
  house.say(1, 'hello there');
  const [command] = server().sentOf('message.send');
  const confirmed = message(1, { client_id: command?.client_id ?? null, text: 'hello there' });
  const seen: number[] = [];
  house.store.subscribe(({ outgoing, rooms }) => {
    const names = new Set(outgoing.map(({ clientId }) => clientId));
    for (const { client_id } of Object.values(rooms[1]?.messages ?? {}))
      if (client_id !== null) names.add(client_id);
    seen.push(names.size);
  });
  server().say(changed(confirmed));
  server().say({ type: 'command.done', ref: command?.ref, message: confirmed });
  await settle();
  expect(new Set(seen)).toEqual(new Set([1]));
  expect([texts(), state().outgoing]).toEqual([['hello there'], []]);
});

describe('holes', () => {
  beforeEach(() => enter());

  test('are asked for after a while, without a seat, and only if they stay', async () => {
    server().say(changed(message(2)));
    await vi.advanceTimersByTimeAsync(250);
    expect(server().sentOf('room.enter')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(800);
    expect(server().sentOf('room.enter')[1]).toMatchObject({ since: 0, seat: false });
    await enter({ head: 2, messages: [message(1), message(2)] });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(server().sentOf('room.enter')).toHaveLength(2);
  });

  test('that close by themselves are not asked for', async () => {
    server().say(changed(message(2)));
    server().say(changed(message(1)));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server().sentOf('room.enter')).toHaveLength(1);
  });

  test('show in a heartbeat even when nothing else was heard', async () => {
    await vi.advanceTimersByTimeAsync(25_000);
    const ref = server().sentOf('ping')[0]?.ref ?? '';
    server().say({ type: 'pong', ref, server_time: '', heads: { 1: 1 }, user_head: 0 });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(server().sentOf('room.enter')[1]).toMatchObject({ since: 0, seat: false });
  });
});

describe("the person's own clock", () => {
  const read = (userHead: number, unread: number) => ({
    type: 'me.changed',
    user_head: userHead,
    part: 'read',
    data: { room_id: 1, read_seq: 5, unread, mentions: 0 },
  });

  test('the next number is applied, an older one ignored', async () => {
    server().say(read(1, 3));
    server().say(read(1, 9));
    expect(state().me?.summaries[1]?.unread).toBe(3);
  });

  test('a hole in it loads me again', async () => {
    server().say(read(5, 3));
    const [load] = server().sentOf('me.load');
    server().say({
      ...hello({ user_head: 5, rooms: [summary({ unread: 2 })] }),
      type: 'me.loaded',
      ref: load?.ref,
    });
    await settle();
    expect([state().me?.userHead, state().me?.summaries[1]?.unread]).toEqual([5, 2]);
  });
});

test('another epoch forgets everything', async () => {
  await enter({ head: 1, messages: [message(1)] });
  house.say(1, 'to the old house');
  server().breakOff();
  await vi.advanceTimersByTimeAsync(600);
  server().say(hello({ epoch: '00000000-0000-4000-8000-00000000000f' }));
  expect([texts(), state().outgoing]).toEqual([[], []]);
  expect(server().sentOf('room.enter')).toMatchObject([{ since: null }]);
});

test('the end of the session leads back to the door', async () => {
  await enter();
  fetched.mockResolvedValue(new Response(JSON.stringify(session(null))));
  server().breakOff(4401);
  await settle();
  expect([state().phase, state().user, state().rooms]).toEqual(['entry', null, {}]);
});

test('a full room says so, and lets one knock again', async () => {
  const ref = server().sentOf('room.enter')[0]?.ref;
  server().say({ type: 'command.failed', ref, code: 'room_full', message: 'full', retry_after: null });
  await settle();
  expect(state().doors[1]?.code).toBe('room_full');
  house.knock(1);
  await enter();
  expect([state().doors[1], held()?.room.id]).toEqual([undefined, 1]);
});

test('earlier words are fetched before the oldest held message', async () => {
  const window = Array.from({ length: 50 }, (_, index) => message(101 + index));
  await enter({ head: 150, messages: window });
  fetched.mockResolvedValue(new Response(JSON.stringify(history([message(100)], { head: 150 }))));
  await house.loadEarlier(1);
  expect(fetched.mock.lastCall?.[0]).toBe('/api/rooms/1/messages?before=101&limit=50');
  expect(texts()).toHaveLength(51);
});
