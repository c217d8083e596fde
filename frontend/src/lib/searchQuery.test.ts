import { expect, test } from 'vitest';
import { canAsk, EMPTY_QUERY, writeSearch } from './searchQuery';

test.each([
  ['', {}, false],
  ['불', {}, false],
  ['" 불 "', {}, false],
  ['불꽃', {}, true],
  ['불 앞', {}, true],
  ['', { roomId: 1 }, false],
  ['', { pinned: true }, true],
  ['', { authorId: 7 }, true],
  ['불', { has: 'link' as const }, false],
])('"%s" with %o: can be asked is %s', (words, filters, asked) => {
  expect(canAsk({ ...EMPTY_QUERY, words, ...filters })).toBe(asked);
});

test('only what narrows is said', () => {
  expect(writeSearch({ ...EMPTY_QUERY, words: ' 불 앞 ' })).toBe(
    new URLSearchParams({ q: '불 앞' }).toString(),
  );
  expect(writeSearch({ ...EMPTY_QUERY, roomId: 1, has: 'image', favorites: true }, 9)).toBe(
    'room_id=1&has=image&favorites=true&before=9',
  );
});

test('days are whole days of the reader', () => {
  const asked = new URLSearchParams(
    writeSearch({ ...EMPTY_QUERY, since: '2026-03-01', until: '2026-03-31' }),
  );
  expect(asked.get('since')).toBe(new Date(2026, 2, 1).toISOString());
  expect(asked.get('until')).toBe(new Date(2026, 3, 1).toISOString());
});
