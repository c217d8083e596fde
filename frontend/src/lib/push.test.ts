/** Web push of this browser: on, off, and never longer than who turned it on. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakePush, keyOf } from '@/test/FakePush';
import { session } from '@/test/session';
import { ApiError } from './api';
import {
  closePushed,
  forgetPush,
  keepPush,
  listenToWorker,
  pushState,
  turnOffPush,
  turnOnPush,
} from './push';

const KEY = keyOf('a house key');
const config = { ...session(null).config, push_key: KEY };
const api = { addPush: vi.fn(), removePush: vi.fn() };
const told = { endpoint: 'https://push.example/1', p256dh: 'p', auth: 'a' };

beforeEach(() => {
  localStorage.clear();
  api.addPush = vi.fn(async () => null);
  api.removePush = vi.fn(async () => null);
});
afterEach(() => vi.unstubAllGlobals());

test('a browser or a house that cannot push says so', async () => {
  expect(await pushState(config)).toBe('unsupported');
  expect(await turnOnPush(api, KEY)).toBe('unsupported');
  new FakePush();
  expect(await pushState({ push_key: null })).toBe('unsupported');
  expect(api.addPush).not.toHaveBeenCalled();
});

test('turning it on asks the person, subscribes and tells the house; turning it off takes both back', async () => {
  const browser = new FakePush();
  expect(await pushState(config)).toBe('off');
  expect(await turnOnPush(api, KEY)).toBe('on');
  expect(browser.register).toHaveBeenCalledWith('/sw.js', { scope: '/' });
  expect(api.addPush.mock.calls).toEqual([[told]]);
  expect(await pushState(config)).toBe('on');
  await turnOffPush(api);
  expect([browser.subscription, await pushState(config)]).toEqual([null, 'off']);
  expect(api.removePush.mock.calls).toEqual([[told.endpoint]]);
});

test.each([
  ['denied', 'denied'],
  ['default', 'off'],
] as const)('a person who answers %s is not subscribed', async (answer, state) => {
  const browser = new FakePush();
  browser.answer = answer;
  expect(await turnOnPush(api, KEY)).toBe(state);
  expect([browser.subscription, await pushState(config)]).toEqual([null, state]);
});

test('what the house does not take is off here too', async () => {
  const browser = new FakePush();
  api.addPush = vi.fn(async () => {
    throw new ApiError(409, 'conflict', '', null);
  });
  await expect(turnOnPush(api, KEY)).rejects.toThrow(ApiError);
  expect(browser.subscription).toBeNull();
});

test('a house with new keys gets a new subscription', async () => {
  new FakePush();
  await turnOnPush(api, keyOf('an earlier key'));
  expect(await pushState(config)).toBe('off');
  await turnOnPush(api, KEY);
  expect(api.addPush.mock.lastCall).toEqual([{ ...told, endpoint: 'https://push.example/2' }]);
});

describe('when somebody is seated', () => {
  test('his own push is told to the house again', async () => {
    new FakePush();
    await keepPush(api, config, 1);
    await turnOnPush(api, KEY);
    await keepPush(api, config, 1);
    expect(api.addPush.mock.calls).toEqual([[told], [told]]);
  });

  test("another person's ends", async () => {
    const browser = new FakePush();
    await keepPush(api, config, 1);
    await turnOnPush(api, KEY);
    await keepPush(api, config, 2);
    expect([browser.subscription, api.addPush.mock.calls.length]).toEqual([null, 1]);
  });

  test('it ends with the session', async () => {
    const browser = new FakePush();
    await turnOnPush(api, KEY);
    await forgetPush();
    expect(browser.subscription).toBeNull();
  });
});

test('what is shown of a room goes when it is read', async () => {
  const browser = new FakePush();
  await turnOnPush(api, KEY);
  const [first, second] = [vi.fn(), vi.fn()];
  browser.shown = [
    { tag: 'room-1', close: first },
    { tag: 'room-2', close: second },
  ];
  await closePushed(1);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
});

test('the worker opens only paths of the house', () => {
  const browser = new FakePush();
  const open = vi.fn();
  listenToWorker(open);
  for (const data of [
    null,
    'x',
    { type: 'hearth.open', path: 'https://evil.example' },
    { type: 'y', path: '/' },
  ]) {
    browser.listeners[0]?.({ data });
  }
  expect(open).not.toHaveBeenCalled();
  browser.listeners[0]?.({ data: { type: 'hearth.open', path: '/rooms/1/messages/2' } });
  expect(open.mock.calls).toEqual([['/rooms/1/messages/2']]);
});
