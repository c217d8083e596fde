/** Windows of history: they join where they touch, and never leave a gap unseen. */
import { expect, test } from 'vitest';
import { changed, entered, history, message } from '@/test/wire';
import { hasEarlier, hasHole, isNow, listMessages, type RoomState, spanAt } from './roomState';
import { applyEntered, applyEvent } from './sync';
import { applyHistory, layIn } from './windows';

const stretch = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => message(from + index));
const start = () => applyEntered(undefined, entered({ head: 150, messages: stretch(101, 150) }), null);
const earlier = { side: 'before', at: null } as const;
const ids = (state: RoomState, at: number | null = null) => listMessages(state, at).map(({ id }) => id);
const between = (from: number, to: number, more = {}) =>
  history(stretch(from, to), { has_before: true, has_after: true, ...more });

test('earlier words come in above, and the first window says whether there are more', () => {
  const state = start();
  expect([state.floor, hasEarlier(state)]).toEqual([101, true]);
  const before = applyHistory(state, between(60, 100), earlier, state.start);
  expect([ids(before)[0], before.floor, hasEarlier(before)]).toEqual([60, 60, true]);
  const all = applyHistory(before, between(1, 59, { has_before: false }), earlier, before.start);
  expect([ids(all)[0], hasEarlier(all)]).toEqual([1, false]);
});

test('an old message that changes is kept unseen until its window is loaded', () => {
  const mended = message(60, { seq: 151, text: 'mended' });
  const state = applyEvent(start(), changed(mended));
  expect(ids(state)[0]).toBe(101);
  const before = applyHistory(state, between(60, 100), earlier, state.start);
  expect(listMessages(before)[0]?.text).toBe('mended');
});

test('a window that was asked for before the room started afresh joins nothing', () => {
  const state = start();
  const late = applyHistory(state, between(20, 30), earlier, state.start - 1);
  expect([late.floor, late.islands]).toEqual([101, []]);
});

test('a head above the cursor means that something was missed', () => {
  const state = start();
  expect(hasHole(applyHistory(state, history([], { head: 151 }), earlier, state.start))).toBe(true);
});

test('a window far away stands by itself and now stays what it was', () => {
  const state = start();
  const apart = applyHistory(state, between(20, 30), { side: 'apart' }, state.start);
  expect(ids(apart, 25)).toEqual([20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]);
  expect(ids(apart)).toEqual(ids(state));
  expect([isNow(spanAt(apart, 25)), hasEarlier(apart, 25)]).toEqual([false, true]);
});

test('a window grows at both ends until it reaches now', () => {
  const state = start();
  const apart = applyHistory(state, between(20, 30), { side: 'apart' }, state.start);
  const wider = applyHistory(apart, between(31, 100), { side: 'after', at: 25 }, apart.start);
  expect(spanAt(wider, 25)).toEqual({ from: 20, to: 100 });
  const joined = applyHistory(wider, between(101, 110), { side: 'after', at: 25 }, wider.start);
  expect([joined.floor, joined.islands, ids(joined).length]).toEqual([20, [], 131]);
});

test('the newest window is now, even when words came meanwhile', () => {
  const state = applyEvent(start(), changed(message(151)));
  const apart = applyHistory(state, between(20, 30), { side: 'apart' }, state.start);
  const end = applyHistory(
    apart,
    between(31, 150, { has_after: false }),
    { side: 'after', at: 25 },
    apart.start,
  );
  expect(ids(end).at(-1)).toBe(151);
});

test('stretches that touch become one, others stay apart, in any order', () => {
  const spans = [
    { from: 10, to: 20 },
    { from: 30, to: 40 },
    { from: 15, to: 32 },
    { from: 60, to: 70 },
  ];
  const joined = [
    { from: 10, to: 40 },
    { from: 60, to: 70 },
  ];
  const orders = [spans, [...spans].reverse(), [spans[2], spans[3], spans[0], spans[1]]];
  for (const order of orders) {
    const state = order.reduce((held, span) => layIn(held, span ?? { from: 0, to: 0 }), start());
    expect(state.islands).toEqual(joined);
  }
});

test('rows that vanished for good are not shown', () => {
  const state = start();
  const purged = { ...state, room: { ...state.room, purged_before_seq: 140 } };
  expect(ids(purged)[0]).toBe(140);
});
