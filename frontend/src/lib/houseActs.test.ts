/** What a person does and keeps in the house: rooms, signals, favourites, looking back, notifications. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LiveHouse } from '@/test/LiveHouse';
import { hello, history, message, summary } from '@/test/wire';

const live = new LiveHouse();

describe('rooms', () => {
  test('one that was taken away is forgotten and its door says so', async () => {
    await live.enter({ head: 1, messages: [message(1)] });
    live.server.say({ type: 'room.removed', room_id: 1, reason: 'removed' });
    expect([live.held, live.state.me?.summaries[1], live.state.doors[1]?.code]).toEqual([
      undefined,
      undefined,
      'removed',
    ]);
    expect(live.server.sentOf('me.load')).toHaveLength(1);
  });

  test('one that hello does not name is forgotten', async () => {
    await live.enter({ head: 1, messages: [message(1)] });
    live.server.breakOff();
    await vi.advanceTimersByTimeAsync(600);
    live.server.say(hello({ rooms: [] }));
    expect(live.state.rooms).toEqual({});
  });

  test('a new name shows in the room and in the list', async () => {
    await live.enter();
    const named = { ...summary().room, name: 'Attic', seq: 1, my_role: null };
    live.server.say({ type: 'room.changed', room_id: 1, seq: 1, room: named });
    expect([live.held?.room.name, live.state.me?.summaries[1]?.room.name]).toEqual(['Attic', 'Attic']);
    expect(live.held?.room.my_role).toBe('guest');
  });
});

test('signals reach whoever listens, and nobody after', async () => {
  const heard = vi.fn();
  const signal = { type: 'signal.received', room_id: 1, from_user_id: 2, from_connection: 'c', payload: {} };
  const stop = live.house.onSignal(heard);
  live.server.say(signal);
  stop();
  live.server.say(signal);
  expect(heard.mock.calls).toEqual([[signal]]);
});

describe('what I keep', () => {
  const kept = (userHead: number, on: boolean) => ({
    type: 'me.changed',
    user_head: userHead,
    part: 'favorite',
    data: { room_id: 1, message_id: 7, on },
  });

  test('comes with the room and changes by events', async () => {
    await live.enter({ favorites: [9, 3] });
    live.server.say(kept(1, true));
    expect(live.state.me?.favorites[1]).toEqual([3, 7, 9]);
    live.server.say(kept(2, false));
    live.server.say(kept(1, true));
    expect(live.state.me?.favorites[1]).toEqual([3, 9]);
  });

  test('is asked again after a hole in my clock', async () => {
    await live.enter({ favorites: [3] });
    live.server.say(kept(3, true));
    const ref = live.server.sentOf('me.load')[0]?.ref;
    live.server.say({ ...hello({ user_head: 3 }), type: 'me.loaded', ref });
    await live.settle();
    expect(live.server.sentOf('room.enter').at(-1)).toMatchObject({ since: 0, seat: false });
    await live.enter({ favorites: [7], user_head: 3 });
    expect(live.state.me?.favorites[1]).toEqual([7]);
  });

  test('an answer that is older than what I know changes nothing', async () => {
    live.server.say(kept(1, true));
    await live.enter({ favorites: [], user_head: 0 });
    expect(live.state.me?.favorites[1]).toEqual([7]);
  });
});

describe('looking back', () => {
  const newest = Array.from({ length: 50 }, (_, index) => message(101 + index));
  const answer = (body: object) => live.fetched.mockResolvedValueOnce(new Response(JSON.stringify(body)));

  beforeEach(() => live.enter({ head: 150, messages: newest }));

  test('a message that is held is shown without asking', async () => {
    const calls = live.fetched.mock.calls.length;
    await live.house.history.jump(1, 120, 140);
    expect(live.state.view).toMatchObject({ at: 120, messageId: 120, fromId: 140 });
    expect(live.fetched.mock.calls).toHaveLength(calls);
  });

  test('an old one is fetched with what was said around it', async () => {
    answer(history([message(19), message(20), message(21)], { head: 150, has_before: true }));
    await live.house.history.jump(1, 20);
    expect(live.fetched.mock.lastCall?.[0]).toBe('/api/rooms/1/messages?around=20&limit=50');
    expect(live.state.view?.messageId).toBe(20);
    live.house.history.backToNow();
    expect([live.state.view, live.texts.length]).toEqual([null, 50]);
  });

  test('one that is not there is said kindly', async () => {
    answer(history([], { head: 150 }));
    await live.house.history.jump(1, 7);
    expect([live.state.view, live.state.notice]).toEqual([null, 'talk.gone']);
  });

  test('a day begins with its first words', async () => {
    const at = (id: number, created_at: string) => message(id, { created_at });
    const day = [at(30, '2026-01-01T12:00:00.000Z'), at(31, '2026-01-03T12:00:00.000Z')];
    answer(history(day, { head: 150, has_before: true }));
    await live.house.history.jumpToDate(1, '2026-01-02');
    expect(live.fetched.mock.lastCall?.[0]).toBe('/api/rooms/1/messages?date=2026-01-02&limit=50');
    expect(live.state.view?.messageId).toBe(31);
  });
});

test('a day that begins some windows after the one in UTC is found, too', async () => {
  await live.enter({ head: 150, messages: Array.from({ length: 50 }, (_, index) => message(101 + index)) });
  const answer = (body: object) => live.fetched.mockResolvedValueOnce(new Response(JSON.stringify(body)));
  answer(history([message(30)], { head: 150, has_before: true }));
  answer(history([message(31, { created_at: '2026-01-05T12:00:00.000Z' })], { head: 150, has_before: true }));
  await live.house.history.jumpToDate(1, '2026-01-05');
  expect(live.fetched.mock.lastCall?.[0]).toBe('/api/rooms/1/messages?after=30&limit=50');
  expect(live.state.view?.messageId).toBe(31);
  expect(live.held?.islands).toEqual([{ from: 30, to: 31 }]);
});

test('whoever speaks is back in the present', async () => {
  await live.enter({ head: 1, messages: [message(1)] });
  await live.house.history.jump(1, 1);
  live.house.say(1, 'now');
  expect(live.state.view).toBeNull();
});

test('an edit that was refused comes back into the composer and says why', async () => {
  await live.enter();
  void live.house.messages.edit(1, 5, 'better words');
  const ref = live.server.sentOf('message.edit')[0]?.ref;
  live.server.say({ type: 'command.failed', ref, code: 'muted', message: '', retry_after: null });
  await live.settle();
  expect(live.state.composing).toEqual({ kind: 'edit', roomId: 1, messageId: 5, text: 'better words' });
  expect(live.state.notice).toBe('actRefusal.muted');
});

test('a notification moves the bell and the list that is open', async () => {
  const one = {
    id: '00000000-0000-4000-8000-0000000000aa',
    kind: 'mention',
    room_id: 1,
    message_id: 3,
    from_name: 'Bob',
    excerpt: '@Alice',
    read: false,
    created_at: '2026-01-01T12:00:00.000Z',
  };
  const list = { notifications: [], unread: 0, has_before: false };
  live.fetched.mockResolvedValueOnce(new Response(JSON.stringify(list)));
  await live.house.mine.loadNotifications();
  const part = { type: 'me.changed', part: 'notification' };
  live.server.say({ ...part, user_head: 1, data: { notification: one, unread: 1 } });
  expect([live.state.me?.notificationsUnread, live.state.notifications?.list.length]).toEqual([1, 1]);
  live.server.say({ ...part, user_head: 2, data: { notification: null, unread: 0 } });
  expect([live.state.me?.notificationsUnread, live.state.notifications?.list[0]?.read]).toEqual([0, true]);
});
