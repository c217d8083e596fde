/** Names of messages, with and without the browser's own UUIDs. */
import { afterEach, expect, test, vi } from 'vitest';
import { newClientId } from './clientId';

const UUID_4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

test('a client id is a UUID of version 4', () => {
  expect(newClientId()).toMatch(UUID_4);
});

test('a client id is a UUID of version 4 on a plain http address too', () => {
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) });
  expect(newClientId()).toMatch(UUID_4);
});
