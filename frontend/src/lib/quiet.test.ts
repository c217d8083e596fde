/** The same hours are quiet here and on the server (tests/chat/test_notifications.py has this table too). */
import { expect, test } from 'vitest';
import { isQuiet } from './quiet';

test.each([
  [13 * 60, 15 * 60, 'UTC', '12:59', false],
  [13 * 60, 15 * 60, 'UTC', '13:00', true],
  [13 * 60, 15 * 60, 'UTC', '14:59', true],
  [13 * 60, 15 * 60, 'UTC', '15:00', false],
  [22 * 60, 7 * 60, 'UTC', '21:59', false],
  [22 * 60, 7 * 60, 'UTC', '22:00', true],
  [22 * 60, 7 * 60, 'UTC', '00:00', true],
  [22 * 60, 7 * 60, 'UTC', '06:59', true],
  [22 * 60, 7 * 60, 'UTC', '07:00', false],
  [22 * 60, 7 * 60, 'Asia/Seoul', '13:00', true],
  [22 * 60, 7 * 60, 'Asia/Seoul', '22:00', false],
  [22 * 60, 7 * 60, 'America/New_York', '02:59', false],
  [22 * 60, 7 * 60, 'America/New_York', '03:00', true],
  [12 * 60, 12 * 60, 'UTC', '12:00', false],
])('from %i until %i in %s, at %s: %s', (begin, end, time_zone, now, quiet) => {
  expect(isQuiet({ quiet: { begin, end }, time_zone }, new Date(`2026-11-24T${now}:00Z`))).toBe(quiet);
});

test('without hours, or in a zone that nobody knows, nothing breaks', () => {
  const now = new Date();
  expect(isQuiet({ quiet: null, time_zone: 'UTC' }, now)).toBe(false);
  expect(isQuiet({ quiet: { begin: 0, end: 1439 }, time_zone: 'Mars/Olympus' }, now)).toBeTypeOf('boolean');
});
