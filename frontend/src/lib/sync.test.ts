/** The state of a room: anything twice, in any order, gives the same. */
import { describe, expect, test } from 'vitest';
import { shuffle } from '@/test/random';
import { ALICE, BOB, changed, entered, lilyMessage, member, message, progress, room } from '@/test/wire';
import { hasEarlier, hasHole, listMessages, type RoomState, wordsOf } from './roomState';
import { applyEntered, applyEvent, noteHead, type RoomEvent } from './sync';

const start = (change = {}) => applyEntered(undefined, entered(change), null);
const play = (state: RoomState, events: readonly RoomEvent[]) => events.reduce(applyEvent, state);

const EVENING: RoomEvent[] = [
  changed(message(1)),
  { type: 'member.changed', room_id: 1, seq: 2, member: member(3, 2, 'Charlie') },
  changed(message(3, { author: { kind: 'user', user_id: ALICE, name: 'Alice' } })),
  changed(lilyMessage(4, { status: 'queued', text: '', question_id: 3 })),
  changed(lilyMessage(4, { seq: 5, status: 'writing', text: '', question_id: 3 })),
  progress(4, 1, 1, 'Once'),
  progress(4, 1, 2, 'Once upon'),
  changed(message(1, { seq: 6, text: 'words 1, mended' })),
  changed(lilyMessage(4, { seq: 7, status: 'complete', text: 'Once upon a time.', question_id: 3 })),
  { type: 'member.changed', room_id: 1, seq: 8, member: { ...member(3, 8, 'Charlie'), left: true } },
  changed(message(9)),
];

describe('events', () => {
  test('every event twice and in any order gives the same state', () => {
    const inOrder = play(start(), EVENING);
    for (let seed = 1; seed <= 200; seed += 1) {
      expect(play(start(), shuffle([...EVENING, ...EVENING], seed))).toEqual(inOrder);
    }
    expect(inOrder.cursor).toBe(9);
    expect(hasHole(inOrder)).toBe(false);
  });

  test('an older version of a message changes nothing', () => {
    const state = play(start(), [
      changed(message(1, { seq: 2, text: 'new' })),
      changed(message(1, { text: 'old' })),
    ]);
    expect(state.messages[1]?.text).toBe('new');
  });

  test('the cursor stops before a hole and moves on when it closes', () => {
    const holed = play(start(), [changed(message(1)), changed(message(3))]);
    expect([holed.cursor, hasHole(holed)]).toEqual([1, true]);
    const whole = applyEvent(holed, changed(message(2)));
    expect([whole.cursor, hasHole(whole), whole.ahead]).toEqual([3, false, []]);
  });

  test('a head from a heartbeat that is further on is a hole', () => {
    expect(hasHole(noteHead(start(), 1))).toBe(true);
    expect(hasHole(noteHead(start({ head: 5 }), 5))).toBe(false);
  });

  test('a full presence list forgets who is not on it, a partial one does not', () => {
    const change = { type: 'presence.changed', room_id: 1 } as const;
    const partial = applyEvent(start(), {
      ...change,
      full: false,
      changes: [{ user_id: BOB, state: 'away' }],
    });
    expect(partial.present).toEqual({ [ALICE]: 'seated', [BOB]: 'away' });
    const full = applyEvent(partial, { ...change, full: true, changes: [{ user_id: BOB, state: 'seated' }] });
    expect(full.present).toEqual({ [BOB]: 'seated' });
    const gone = applyEvent(full, { ...change, full: false, changes: [{ user_id: BOB, state: 'gone' }] });
    expect(gone.present).toEqual({});
  });
});

describe("Lily's words", () => {
  const writing = lilyMessage(1, { status: 'writing', text: '' });
  const words = (state: RoomState) => wordsOf(state, state.messages[1] ?? writing);

  test('grow by attempt and revision, never back', () => {
    const state = play(start(), [
      changed(writing),
      progress(1, 2, 1, 'B'),
      progress(1, 1, 9, 'A'),
      progress(1, 2, 1, 'C'),
    ]);
    expect(words(state)).toBe('B');
    expect(words(applyEvent(state, progress(1, 2, 2, 'B D')))).toBe('B D');
  });

  test('show the committed text once the row is done, whatever still arrives', () => {
    const done = lilyMessage(1, { seq: 2, text: 'All of it.' });
    const state = play(start(), [changed(writing), changed(done), progress(1, 1, 99, 'All of')]);
    expect(words(state)).toBe('All of it.');
    expect(state.progress).toEqual({});
  });

  test('wait for their row when they overtake it', () => {
    const state = play(start(), [progress(1, 1, 1, 'Early'), changed(writing)]);
    expect(words(state)).toBe('Early');
  });
});

describe('room.entered', () => {
  test('an answer to what changed since is laid over what is held', () => {
    const held = play(start(), [changed(message(1)), changed(message(4))]);
    const answer = entered({ head: 4, messages: [message(2), message(1, { seq: 3, text: 'mended' })] });
    const state = applyEntered(held, answer, 1);
    expect(listMessages(state).map(({ text }) => text)).toEqual(['mended', 'words 2', 'words 4']);
    expect([state.cursor, hasHole(state)]).toEqual([4, false]);
  });

  test('an incomplete answer starts the room afresh, with what is newer than it', () => {
    const held = play(start(), [changed(message(1)), changed(message(902))]);
    const newest = Array.from({ length: 50 }, (_, index) => message(850 + index));
    const state = applyEntered(held, entered({ head: 901, messages: newest, complete: false }), 1);
    expect(state.messages[1]).toBeUndefined();
    expect(listMessages(state)).toHaveLength(51);
    expect([state.cursor, hasEarlier(state)]).toEqual([902, true]);
  });

  test('a late answer takes nothing back', () => {
    const held = play(start({ head: 1, messages: [message(1)] }), [changed(message(2)), changed(message(3))]);
    const state = applyEntered(held, entered({ head: 2, messages: [message(2)] }), 1);
    expect([state.cursor, listMessages(state).length]).toEqual([3, 3]);
  });

  test('a head below what was asked is another past: all is forgotten', () => {
    const held = play(start({ head: 8 }), [changed(message(9))]);
    const state = applyEntered(held, entered({ head: 2, messages: [message(2)], complete: false }), 9);
    expect([state.cursor, hasHole(state), listMessages(state).length]).toEqual([2, false, 1]);
  });

  test('my role survives a room row that does not carry it', () => {
    const held = start({ room: room({ my_role: 'keeper' }) });
    const state = applyEntered(held, entered({ room: room({ seq: 1, my_role: null }) }), 0);
    expect(state.room.my_role).toBe('keeper');
  });
});
