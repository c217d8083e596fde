/** Who sits at the fire, and what Lily does. */
import { expect, test } from 'vitest';
import { ALICE, BOB, changed, entered, lilyMessage, message } from '@/test/wire';
import { listSitting, warmthOf, watchLily } from './circle';
import { applyEntered, applyEvent } from './sync';

const start = applyEntered(undefined, entered(), null);

test('I sit first, the others in the order in which they came to the house', () => {
  expect(listSitting(start, BOB).map(({ id }) => id)).toEqual([BOB, ALICE]);
});

test('Lily reads while a question waits and writes towards whoever asked', () => {
  expect(watchLily(start)).toEqual({ state: 'quiet', towardsId: null });
  const asked = [changed(message(1)), changed(lilyMessage(2, { status: 'queued', question_id: 1 }))];
  const reading = asked.reduce(applyEvent, start);
  expect(watchLily(reading)).toEqual({ state: 'reading', towardsId: BOB });
  const writing = applyEvent(reading, changed(lilyMessage(2, { seq: 3, status: 'writing', question_id: 1 })));
  expect(watchLily(writing)).toEqual({ state: 'writing', towardsId: BOB });
});

test('talk warms the fire, and silence lets it sink', () => {
  const now = Date.parse('2026-01-01T12:00:30.000Z');
  const talking = [1, 2, 3, 4].map((id) => changed(message(id))).reduce(applyEvent, start);
  expect(warmthOf(talking, now)).toBeGreaterThan(warmthOf(start, now));
  expect(warmthOf(talking, now + 3_600_000)).toBe(warmthOf(start, now));
});
