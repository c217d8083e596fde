/** Rows: where new words begin, what is held back, and whose faces stand where. */
import { describe, expect, test } from 'vitest';
import { ALICE, BOB, entered, member, message } from '@/test/wire';
import { placeReaders } from './receipts';
import { applyEntered } from './sync';
import { layRows, listSpoken } from './timeline';

const mine = { author: { kind: 'user', user_id: ALICE, name: 'Alice' } } as const;
const messages = [message(1), message(2), message(3, mine), message(4), message(5)];
const members = [member(ALICE), member(BOB), member(3, 0, 'Charlie')];
const marks = [
  { user_id: ALICE, created_seq: 5 },
  { user_id: BOB, created_seq: 3 },
  { user_id: 3, created_seq: 4 },
];
const room = applyEntered(undefined, entered({ head: 5, messages, members, marks }), null);
const spoken = listSpoken(room, [], ALICE);
const firstNew = (after: number, until: number, whole = true) =>
  layRows(spoken, { after, until }, whole).find((row) => row.firstNew)?.message.id;

describe('new words begin', () => {
  test('at the first unread message of another person', () => {
    expect([firstNew(1, 5), firstNew(2, 5), firstNew(5, 5)]).toEqual([2, 4, undefined]);
  });

  test('not at what came while the person was looking', () => {
    expect(firstNew(3, 3)).toBeUndefined();
  });

  test('not at the first that is loaded, where more may be unread above', () => {
    expect([firstNew(0, 5), firstNew(0, 5, false)]).toEqual([1, undefined]);
  });
});

describe('the first loaded message', () => {
  test('is held back while what was said before it is not known', () => {
    expect(layRows(spoken, null, false).map(({ message: { id } }) => id)).toEqual([2, 3, 4, 5]);
    expect(layRows(spoken, null, true)).toHaveLength(5);
  });

  test('is shown when it is what was looked for', () => {
    expect(layRows(spoken, null, false, 1)[0]?.message.id).toBe(1);
  });
});

test('faces stand under the last message each has read, but not under their own words', () => {
  const placed = placeReaders(room, spoken, ALICE);
  const names = [...placed].map(([key, readers]) => [key, readers.map(({ name }) => name)]);
  expect(names).toEqual([
    ['m3', ['Bob']],
    ['m4', ['Charlie']],
  ]);
});
