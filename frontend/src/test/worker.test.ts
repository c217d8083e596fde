/** The service worker of public/sw.js, run with a browser of paper around it. */
import { readFileSync } from 'node:fs';
import { beforeEach, expect, test, vi } from 'vitest';

type Handler = (event: Record<string, unknown>) => void;

const source = readFileSync('public/sw.js', 'utf8');
const subscription = {
  toJSON: () => ({ endpoint: 'https://push.example/2', keys: { p256dh: 'p', auth: 'a' } }),
};
const fetched = vi.fn();
let handlers: Record<string, Handler>;
let tabs: { visibilityState: string; focus: () => Promise<void>; postMessage: (data: unknown) => void }[];
const shown = vi.fn(async () => undefined);
const openWindow = vi.fn(async () => undefined);
const subscribe = vi.fn(async () => subscription);

beforeEach(() => {
  for (const mock of [shown, openWindow, subscribe, fetched]) mock.mockClear();
  [handlers, tabs] = [{}, []];
  const self = {
    addEventListener: (name: string, handler: Handler) => {
      handlers[name] = handler;
    },
    skipWaiting: vi.fn(),
    location: { origin: 'https://hearth.example' },
    clients: { claim: vi.fn(async () => undefined), matchAll: async () => tabs, openWindow },
    registration: { showNotification: shown, pushManager: { subscribe } },
  };
  new Function('self', 'fetch', source)(self, fetched);
});

async function happen(name: string, event: Record<string, unknown>): Promise<void> {
  const waiting: Promise<unknown>[] = [];
  handlers[name]?.({ ...event, waitUntil: (work: Promise<unknown>) => waiting.push(work) });
  await Promise.all(waiting);
}

function touch(url: string | undefined) {
  const close = vi.fn();
  return { notification: { close, data: url === undefined ? null : { url } } };
}

test('a push is shown, the newest of a room in the place of the earlier one', async () => {
  const push = { title: 'Bob', body: 'hi', tag: 'room-1', url: '/rooms/1/messages/2', language: 'ko' };
  await happen('push', { data: { json: () => push } });
  const options = {
    body: 'hi',
    tag: 'room-1',
    renotify: true,
    lang: 'ko',
    data: { url: '/rooms/1/messages/2' },
  };
  expect(shown.mock.calls).toEqual([['Bob', options]]);
});

test('a push that cannot be read is shown all the same', async () => {
  await happen('push', { data: null });
  expect(shown.mock.calls[0]).toMatchObject(['Hearth Chat', { tag: 'hearth' }]);
});

test('a touch leads to the tab that is open, else opens one, and never leaves the house', async () => {
  await happen('notificationclick', touch('/rooms/1'));
  expect(openWindow.mock.calls).toEqual([['https://hearth.example/rooms/1']]);
  const [hidden, seen] = ['hidden', 'visible'].map((visibilityState) => ({
    visibilityState,
    focus: vi.fn(async () => undefined),
    postMessage: vi.fn(),
  }));
  if (hidden === undefined || seen === undefined) throw new Error('two tabs');
  tabs = [hidden, seen];
  await happen('notificationclick', touch('/rooms/1/messages/2'));
  expect(seen.postMessage.mock.calls).toEqual([[{ type: 'hearth.open', path: '/rooms/1/messages/2' }]]);
  expect([hidden.focus.mock.calls.length, seen.focus.mock.calls.length]).toEqual([0, 1]);
  await happen('notificationclick', touch('https://evil.example/'));
  expect([openWindow.mock.calls.length, seen.postMessage.mock.calls.length]).toEqual([1, 1]);
});

test('a new address is told to the house of who is signed in', async () => {
  const answer = { user: { id: 1 }, csrf_token: 't', config: { push_key: 'k' } };
  fetched.mockImplementation(async () => ({ json: async () => answer }));
  await happen('pushsubscriptionchange', { newSubscription: null });
  expect(subscribe.mock.calls).toEqual([[{ userVisibleOnly: true, applicationServerKey: 'k' }]]);
  expect(fetched.mock.lastCall).toMatchObject([
    '/api/push',
    { method: 'POST', body: '{"endpoint":"https://push.example/2","p256dh":"p","auth":"a"}' },
  ]);
  fetched.mockClear();
  fetched.mockImplementation(async () => ({ json: async () => ({ ...answer, user: null }) }));
  await happen('pushsubscriptionchange', { newSubscription: subscription });
  expect(fetched).toHaveBeenCalledTimes(1);
});
