/** Words on their way: in order, until acknowledged, under one name. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandFailed } from '@/protocol/frames.gen';
import { CommandFailedError, ConnectionLostError } from './commandErrors';
import { Outbox } from './outbox';
import { MemoryStorage, type OutgoingMessage } from './outboxStorage';

interface Delivery {
  readonly message: OutgoingMessage;
  readonly done: () => void;
  readonly fail: (reason: Error) => void;
}

let deliveries: Delivery[];
let shown: readonly OutgoingMessage[];
let outbox: Outbox;

function newOutbox(storage = new MemoryStorage()): Outbox {
  return new Outbox(
    {
      send: (message) =>
        new Promise((resolve, reject) => {
          deliveries.push({ message, done: resolve, fail: reject });
        }),
      onChange: (messages) => {
        shown = messages;
      },
    },
    storage,
  );
}

const say = (clientId: string, roomId = 1) =>
  outbox.add({ clientId, roomId, text: clientId, replyTo: null, saidAt: 0 });
const sent = () => deliveries.map(({ message }) => message.clientId);
const settle = () => vi.advanceTimersByTimeAsync(0);

function refuse(code: CommandFailed['code'], retryAfter: number | null = null): CommandFailedError {
  return new CommandFailedError({
    type: 'command.failed',
    ref: 'r',
    code,
    message: 'kind words',
    retry_after: retryAfter,
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  deliveries = [];
  shown = [];
  outbox = newOutbox();
});

afterEach(() => vi.useRealTimers());

test('words are shown at once and wait for the line', () => {
  say('a');
  expect(shown.map(({ clientId }) => clientId)).toEqual(['a']);
  expect(sent()).toEqual([]);
  outbox.resume();
  expect(sent()).toEqual(['a']);
});

test('a room is strictly first in first out, rooms do not wait for each other', async () => {
  outbox.resume();
  say('a');
  say('b');
  say('other', 2);
  expect(sent()).toEqual(['a', 'other']);
  deliveries[0]?.done();
  await settle();
  expect(sent()).toEqual(['a', 'other', 'b']);
});

test('what was cut off is sent again under the same name, before what came later', async () => {
  outbox.resume();
  say('a');
  say('b');
  outbox.suspend();
  deliveries[0]?.fail(new ConnectionLostError());
  await settle();
  outbox.resume();
  expect(sent()).toEqual(['a', 'a']);
});

test('an event that comes before the answer takes the words out once', async () => {
  outbox.resume();
  say('a');
  say('b');
  outbox.remove('a');
  expect(shown.map(({ clientId }) => clientId)).toEqual(['b']);
  deliveries[0]?.done();
  await settle();
  expect(sent()).toEqual(['a', 'b']);
});

describe('refusals', () => {
  beforeEach(() => outbox.resume());

  test('a passing one is tried again when the server said', async () => {
    say('a');
    deliveries[0]?.fail(refuse('slow_mode', 5));
    await vi.advanceTimersByTimeAsync(4_900);
    expect(sent()).toEqual(['a']);
    await vi.advanceTimersByTimeAsync(200);
    expect(sent()).toEqual(['a', 'a']);
    expect(shown[0]?.refusal).toBeNull();
  });

  test('a final one is shown with its reason and lets the next words pass', async () => {
    say('a');
    say('b');
    deliveries[0]?.fail(refuse('muted'));
    await settle();
    expect(shown[0]?.refusal).toEqual({ code: 'muted', message: 'kind words' });
    expect(sent()).toEqual(['a', 'b']);
  });

  test('a refused message can be sent again under the same name, or taken back', async () => {
    say('a');
    deliveries[0]?.fail(refuse('forbidden'));
    await settle();
    outbox.retry('a');
    expect([sent(), shown[0]?.refusal]).toEqual([['a', 'a'], null]);
    deliveries[1]?.fail(refuse('forbidden'));
    await settle();
    outbox.remove('a');
    expect(shown).toEqual([]);
  });
});

test('unsent words come back from the storage before newer ones', async () => {
  const storage = new MemoryStorage();
  outbox = newOutbox(storage);
  await outbox.restore(1);
  say('kept');
  outbox = newOutbox(storage);
  await outbox.restore(1);
  say('new');
  outbox.resume();
  expect(shown.map(({ clientId }) => clientId)).toEqual(['kept', 'new']);
  expect(sent()).toEqual(['kept']);
});
