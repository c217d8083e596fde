/** The line: hello, heartbeat, coming back, answers by their ref. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { hello } from '@/test/wire';
import { CommandFailedError, ConnectionLostError } from './commandErrors';
import { HearthSocket, type SocketListener } from './socket';

let listener: { [Name in keyof SocketListener]: ReturnType<typeof vi.fn> };
let socket: HearthSocket;

const server = () => FakeWebSocket.latest;
const links = () => listener.onLink.mock.calls.map(([link]) => link);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeWebSocket);
  FakeWebSocket.opened = [];
  listener = { onHello: vi.fn(), onFrame: vi.fn(), onLink: vi.fn(), onSessionEnded: vi.fn() };
  socket = new HearthSocket('ws://hearth/ws/', listener as unknown as SocketListener, () => 0.5);
  socket.start();
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the line is up with hello, not with the open socket', () => {
  expect(links()).toEqual(['connecting']);
  server().say(hello());
  expect(links()).toEqual(['connecting', 'online']);
  expect(listener.onHello).toHaveBeenCalledOnce();
});

test('nothing is sent before hello', async () => {
  await expect(socket.request({ type: 'ping' })).rejects.toThrow(ConnectionLostError);
});

describe('commands', () => {
  beforeEach(() => server().say(hello()));

  test('each gets the answer with its own ref', async () => {
    const first = socket.request({ type: 'room.leave', room_id: 1 });
    const second = socket.request({ type: 'room.leave', room_id: 2 });
    const [one, two] = server().sent;
    server().say({ type: 'command.done', ref: two?.ref, message: null });
    server().say({
      type: 'command.failed',
      ref: one?.ref,
      code: 'not_found',
      message: 'no',
      retry_after: null,
    });
    await expect(first).rejects.toMatchObject({ code: 'not_found', retryAfterMs: null });
    await expect(first).rejects.toThrow(CommandFailedError);
    await expect(second).resolves.toMatchObject({ type: 'command.done' });
  });

  test('a passing refusal says when to try again', async () => {
    const sent = socket.request({ type: 'room.leave', room_id: 1 });
    const ref = server().sent[0]?.ref;
    server().say({ type: 'command.failed', ref, code: 'rate_limited', message: '', retry_after: 1.5 });
    await expect(sent).rejects.toMatchObject({ retryAfterMs: 1500 });
  });

  test('all fail when the line is cut', async () => {
    const sent = socket.request({ type: 'room.leave', room_id: 1 });
    server().breakOff();
    await expect(sent).rejects.toThrow(ConnectionLostError);
  });

  test('unknown frames and broken ones are passed over', () => {
    server().say({ type: 'weather.changed', snow: true });
    server().onmessage?.({ data: '{"type":' });
    server().onmessage?.({ data: 'null' });
    expect(listener.onFrame).not.toHaveBeenCalled();
  });
});

describe('heartbeat', () => {
  beforeEach(() => server().say(hello({ heartbeat_seconds: 25 })));

  test('a ping goes out every heartbeat, and its pong is heard', () => {
    vi.advanceTimersByTime(25_000);
    const [ping] = server().sentOf('ping');
    const pong = {
      type: 'pong',
      ref: ping?.ref ?? '',
      server_time: '',
      heads: { 1: 7 },
      user_head: 0,
    } as const;
    server().say(pong);
    expect(listener.onFrame).toHaveBeenCalledWith(pong);
  });

  test('a line without a pong is dead and opened anew', () => {
    vi.advanceTimersByTime(35_000);
    expect(FakeWebSocket.opened[0]?.closed).toBe(true);
    expect(links().at(-1)).toBe('waiting');
    vi.advanceTimersByTime(1_000);
    expect(FakeWebSocket.opened).toHaveLength(2);
  });
});

describe('coming back', () => {
  test('waits longer after every failure, up to 15 seconds', () => {
    const waits = Array.from({ length: 8 }, () => {
      const before = Date.now();
      const count = FakeWebSocket.opened.length;
      server().breakOff();
      while (FakeWebSocket.opened.length === count) vi.advanceTimersByTime(50);
      return Date.now() - before;
    });
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 7500, 7500, 7500]);
  });

  test('happens at once when the network or the reader is back', () => {
    server().breakOff();
    window.dispatchEvent(new Event('online'));
    expect(FakeWebSocket.opened).toHaveLength(2);
  });

  test('a reader who returns to a quiet line asks whether it still stands', () => {
    server().say(hello());
    document.dispatchEvent(new Event('visibilitychange'));
    expect(server().sentOf('ping')).toHaveLength(1);
    vi.advanceTimersByTime(3_000);
    expect(links().at(-1)).toBe('waiting');
  });

  test('does not happen when the session is over', () => {
    server().breakOff(4401);
    vi.advanceTimersByTime(60_000);
    expect(listener.onSessionEnded).toHaveBeenCalledOnce();
    expect([FakeWebSocket.opened.length, links().at(-1)]).toEqual([1, 'closed']);
  });

  test('is slow where the same refusal would wait', () => {
    server().breakOff(4429);
    vi.advanceTimersByTime(7_000);
    expect(FakeWebSocket.opened).toHaveLength(1);
    vi.advanceTimersByTime(1_000);
    expect(FakeWebSocket.opened).toHaveLength(2);
  });
});

describe('a restart that was announced', () => {
  beforeEach(() => {
    server().say(hello());
    server().say({ type: 'server.restarting', reconnect_after_ms: 4_000 });
  });

  test('is waited for as long as the server asked, without being called a lost line', () => {
    vi.advanceTimersByTime(1_000);
    server().breakOff(1012);
    vi.advanceTimersByTime(2_900);
    expect(FakeWebSocket.opened).toHaveLength(1);
    vi.advanceTimersByTime(200);
    expect(FakeWebSocket.opened).toHaveLength(2);
    server().say(hello());
    expect(links()).toEqual(['connecting', 'online', 'restarting', 'online']);
  });

  test('that takes longer is a lost line after all', () => {
    server().breakOff(1012);
    vi.advanceTimersByTime(4_100);
    server().breakOff();
    expect(links().at(-1)).toBe('waiting');
  });

  test('comes even when the server forgets to close', () => {
    vi.advanceTimersByTime(4_100);
    expect(FakeWebSocket.opened).toHaveLength(2);
    expect(FakeWebSocket.opened[0]?.closed).toBe(true);
  });
});
