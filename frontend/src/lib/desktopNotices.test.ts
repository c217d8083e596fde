/** Desktop notices: which news ring, and which do not. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type {
  MeNotificationChanged,
  NotificationData,
  RoomSummary,
  SettingsData,
} from '@/protocol/frames.gen';
import { ALICE, BOB, changed, hello, message, settings as saved, summary } from '@/test/wire';
import { DesktopNotices, noticesState, overheard, turnOffNotices, turnOnNotices } from './desktopNotices';
import { Looking } from './looking';
import { applyMeState } from './me';
import { createHouseStore, type HouseStore } from './store';
import { EveryonesTurn, type Turn } from './turn';

class FakeNotification {
  static permission: NotificationPermission = 'granted';
  static answer: NotificationPermission = 'granted';
  static shown: FakeNotification[] = [];
  static async requestPermission(): Promise<NotificationPermission> {
    FakeNotification.permission = FakeNotification.answer;
    return FakeNotification.answer;
  }
  onclick: (() => void) | null = null;
  closed = false;
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    FakeNotification.shown.push(this);
  }
  close(): void {
    this.closed = true;
  }
}

let store: HouseStore;
let notices: DesktopNotices;
let isPushed: boolean;
let lookers: { name: string }[];
const open = vi.fn();

function hold(change: Partial<RoomSummary> = {}, settings: Partial<SettingsData> = {}): void {
  const me = applyMeState(null, hello({ rooms: [summary(change)] }));
  store.setState({ me: { ...me, settings: saved(settings) } });
}

function build(turn: Turn = new EveryonesTurn()): DesktopNotices {
  const post = {
    nameRoom: (_: number, stored: string) => stored,
    open,
    isPushed: async () => isPushed,
    loadSettings: async () => hold({}, { blocked: [BOB] }),
  };
  const locks = {
    query: async () => ({ held: lookers, pending: [] }),
    request: async () => undefined,
  } as unknown as LockManager;
  return new DesktopNotices(store, post, turn, new Looking(locks));
}

function call(change: Partial<NotificationData> = {}): MeNotificationChanged {
  const notification: NotificationData = {
    id: 'n1',
    kind: 'mention',
    room_id: 1,
    message_id: 5,
    from_name: 'Bob',
    excerpt: '@Alice hi',
    read: false,
    created_at: '2026-01-01T12:00:00.000Z',
    ...change,
  };
  return { type: 'me.changed', user_head: 1, part: 'notification', data: { notification, unread: 1 } };
}

function titles(): string[] {
  return FakeNotification.shown.map(({ title }) => title);
}

beforeEach(() => {
  localStorage.setItem('hearth.notices', 'on');
  FakeNotification.permission = 'granted';
  FakeNotification.shown = [];
  vi.stubGlobal('Notification', FakeNotification);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  vi.spyOn(window, 'focus').mockReturnValue();
  [isPushed, lookers] = [false, []];
  open.mockClear();
  store = createHouseStore();
  hold();
  notices = build();
  notices.start();
});
afterEach(() => {
  notices.stop();
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('new words of others ring while nobody looks, and a click leads there', async () => {
  await notices.hear(changed(message(5, { text: 'hello' })));
  expect(titles()).toEqual(['Bob · Fireplace']);
  expect(FakeNotification.shown[0]?.options).toMatchObject({ body: 'hello', tag: 'room-1', silent: false });
  FakeNotification.shown[0]?.onclick?.();
  expect(open.mock.calls).toEqual([['/rooms/1/messages/5']]);
});

test('a call rings in a room of mentions only, and once with the words that brought it', async () => {
  hold({ notify: 'mentions' });
  await notices.hear(changed(message(5)));
  await notices.hear(call());
  expect(titles()).toEqual(['Bob · Fireplace']);
  hold();
  await notices.hear(changed(message(6)));
  await notices.hear(call({ message_id: 6 }));
  expect(FakeNotification.shown.map(({ options }) => options.silent)).toEqual([false, false, true]);
});

test.each([
  ['my own words', changed(message(5, { author: { kind: 'user', user_id: ALICE, name: 'Alice' } }))],
  ['what Lily says', changed(message(5, { author: { kind: 'lily', user_id: null, name: 'Lily' } }))],
  ['a change of older words', changed(message(5, { seq: 9 }))],
  ['words of a room that is not mine', changed(message(5, { room_id: 7 }))],
  ['a notification that was read', call({ read: true })],
] as const)('%s do not ring', async (_, frame) => {
  await notices.hear(frame);
  expect(titles()).toEqual([]);
});

test.each([
  ['a room of none', () => hold({ notify: 'none' })],
  ['words that were read', () => hold({ read_seq: 5 })],
  ['somebody who is blocked', () => hold({}, { blocked: [BOB] })],
  ['quiet hours', () => hold({}, { quiet: { begin: 0, end: 1440 } })],
  ['the switch off', () => turnOffNotices()],
  ['no permission', () => Object.assign(FakeNotification, { permission: 'denied' })],
  ['another tab that is looked at', () => lookers.push({ name: 'hearth.looking' })],
  ['this tab looked at', () => vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('visible')],
] as const)('%s keeps it quiet', async (_, prepare) => {
  prepare();
  await notices.hear(changed(message(5)));
  expect(titles()).toEqual([]);
});

test('what web push tells is not told twice, the rest is', async () => {
  isPushed = true;
  await notices.hear(call());
  await notices.hear(changed(message(6)));
  expect(FakeNotification.shown.map(({ options }) => options.body)).toEqual(['words 6']);
});

test('whom one does not want to hear is asked for first', async () => {
  const me = store.getState().me;
  if (me !== null) store.setState({ me: { ...me, settings: null } });
  await notices.hear(changed(message(5)));
  expect(titles()).toEqual([]);
});

test('only one tab shows them', async () => {
  notices.stop();
  notices = build({ take: () => undefined, give: () => undefined });
  notices.start();
  await notices.hear(changed(message(5)));
  expect(titles()).toEqual([]);
});

test('a notice closes when the room is read somewhere, and all with the session', async () => {
  await notices.hear(changed(message(5)));
  hold({ read_seq: 0, unread: 2 });
  expect(FakeNotification.shown[0]?.closed).toBe(false);
  hold({ read_seq: 5 });
  expect(FakeNotification.shown[0]?.closed).toBe(true);
  await notices.hear(changed(message(6)));
  notices.stop();
  expect(FakeNotification.shown[1]?.closed).toBe(true);
});

test('the person is asked, and may say no', async () => {
  localStorage.clear();
  expect(noticesState()).toBe('off');
  expect(await turnOnNotices()).toBe('on');
  turnOffNotices();
  expect(noticesState()).toBe('off');
  FakeNotification.answer = 'denied';
  expect(await turnOnNotices()).toBe('denied');
  FakeNotification.answer = 'granted';
  vi.unstubAllGlobals();
  expect([noticesState(), await turnOnNotices()]).toEqual(['unsupported', 'unsupported']);
});

test('who overhears changes nothing for the one who listens', () => {
  const listener = { onHello: vi.fn(), onFrame: vi.fn(), onLink: vi.fn(), onSessionEnded: vi.fn() };
  const hear = vi.fn();
  const both = overheard(listener, hear);
  const frame = call();
  both.onHello(hello());
  both.onLink('online');
  both.onSessionEnded();
  both.onFrame(frame);
  expect(Object.values(listener).map((heard) => heard.mock.calls.length)).toEqual([1, 1, 1, 1]);
  expect(hear.mock.calls).toEqual([[frame]]);
});
