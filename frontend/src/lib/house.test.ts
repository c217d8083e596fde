/** The house against a server that speaks the protocol: starting, missing, coming back, being sent away. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveHouse } from '@/test/LiveHouse';
import { session } from '@/test/session';
import { changed, hello, history, message, summary } from '@/test/wire';

const live = new LiveHouse();

test('hello is followed by entering the open room from the start, with a seat', async () => {
  expect(live.server.sentOf('room.enter')).toMatchObject([{ room_id: 1, since: null, seat: true }]);
  await live.enter({ head: 1, messages: [message(1)] });
  expect(live.texts).toEqual(['words 1']);
});

test('an event that overtakes the first room.entered is not lost', async () => {
  live.server.say(changed(message(2)));
  await live.enter({ head: 1, messages: [message(1)] });
  expect(live.texts).toEqual(['words 1', 'words 2']);
});

test('coming back asks for what changed since, and sends what waited under the same name', async () => {
  await live.enter({ head: 1, messages: [message(1)] });
  live.house.say(1, 'hello there');
  const [first] = live.server.sentOf('message.send');
  live.server.breakOff();
  await vi.advanceTimersByTimeAsync(600);
  live.server.say(hello());
  await live.settle();
  expect(live.server.sentOf('room.enter')).toMatchObject([{ since: 1, seat: true }]);
  expect(live.server.sentOf('message.send')).toMatchObject([
    { client_id: first?.client_id, text: 'hello there' },
  ]);
});

test('a sent message turns into the confirmed one without being there twice or not at all', async () => {
  await live.enter();
  live.house.say(1, 'hello there');
  const [command] = live.server.sentOf('message.send');
  const confirmed = message(1, { client_id: command?.client_id ?? null, text: 'hello there' });
  const seen: number[] = [];
  live.house.store.subscribe(({ outgoing, rooms }) => {
    const names = new Set(outgoing.map(({ clientId }) => clientId));
    for (const { client_id } of Object.values(rooms[1]?.messages ?? {}))
      if (client_id !== null) names.add(client_id);
    seen.push(names.size);
  });
  live.server.say(changed(confirmed));
  live.server.say({ type: 'command.done', ref: command?.ref, message: confirmed });
  await live.settle();
  expect(new Set(seen)).toEqual(new Set([1]));
  expect([live.texts, live.state.outgoing]).toEqual([['hello there'], []]);
});

describe('holes', () => {
  beforeEach(() => live.enter());

  test('are asked for after a while, without a seat, and only if they stay', async () => {
    live.server.say(changed(message(2)));
    await vi.advanceTimersByTimeAsync(250);
    expect(live.server.sentOf('room.enter')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(800);
    expect(live.server.sentOf('room.enter')[1]).toMatchObject({ since: 0, seat: false });
    await live.enter({ head: 2, messages: [message(1), message(2)] });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(live.server.sentOf('room.enter')).toHaveLength(2);
  });

  test('that close by themselves are not asked for', async () => {
    live.server.say(changed(message(2)));
    live.server.say(changed(message(1)));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(live.server.sentOf('room.enter')).toHaveLength(1);
  });

  test('show in a heartbeat even when nothing else was heard', async () => {
    await vi.advanceTimersByTimeAsync(25_000);
    const ref = live.server.sentOf('ping')[0]?.ref ?? '';
    live.server.say({ type: 'pong', ref, server_time: '', heads: { 1: 1 }, user_head: 0 });
    await vi.advanceTimersByTimeAsync(1_100);
    expect(live.server.sentOf('room.enter')[1]).toMatchObject({ since: 0, seat: false });
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
    live.server.say(read(1, 3));
    live.server.say(read(1, 9));
    expect(live.state.me?.summaries[1]?.unread).toBe(3);
  });

  test('a hole in it loads me again', async () => {
    live.server.say(read(5, 3));
    const [load] = live.server.sentOf('me.load');
    live.server.say({
      ...hello({ user_head: 5, rooms: [summary({ unread: 2 })] }),
      type: 'me.loaded',
      ref: load?.ref,
    });
    await live.settle();
    expect([live.state.me?.userHead, live.state.me?.summaries[1]?.unread]).toEqual([5, 2]);
  });
});

test('another epoch forgets everything', async () => {
  await live.enter({ head: 1, messages: [message(1)] });
  live.house.say(1, 'to the old house');
  live.server.breakOff();
  await vi.advanceTimersByTimeAsync(600);
  live.server.say(hello({ epoch: '00000000-0000-4000-8000-00000000000f' }));
  expect([live.texts, live.state.outgoing]).toEqual([[], []]);
  expect(live.server.sentOf('room.enter')).toMatchObject([{ since: null }]);
});

test('the end of the session leads back to the door', async () => {
  await live.enter();
  live.fetched.mockResolvedValue(new Response(JSON.stringify(session(null))));
  live.server.breakOff(4401);
  await live.settle();
  expect([live.state.phase, live.state.user, live.state.rooms]).toEqual(['entry', null, {}]);
});

test('a full room says so, and lets one knock again', async () => {
  const ref = live.server.sentOf('room.enter')[0]?.ref;
  live.server.say({ type: 'command.failed', ref, code: 'room_full', message: 'full', retry_after: null });
  await live.settle();
  expect(live.state.doors[1]?.code).toBe('room_full');
  live.house.knock(1);
  await live.enter();
  expect([live.state.doors[1], live.held?.room.id]).toEqual([undefined, 1]);
});

test('earlier words are fetched before the oldest held message', async () => {
  const window = Array.from({ length: 50 }, (_, index) => message(101 + index));
  await live.enter({ head: 150, messages: window });
  live.fetched.mockResolvedValue(new Response(JSON.stringify(history([message(100)], { head: 150 }))));
  await live.house.history.loadEarlier(1, null);
  expect(live.fetched.mock.lastCall?.[0]).toBe('/api/rooms/1/messages?before=101&limit=50');
  expect(live.texts).toHaveLength(51);
});
