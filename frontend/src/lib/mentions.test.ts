/** Names after an @: being written, completed, and found again in a text. */
import { describe, expect, test } from 'vitest';
import { ALICE, entered, member } from '@/test/wire';
import { completeMention, findMentionDraft, listCandidates, splitMentions } from './mentions';
import { applyEntered } from './sync';

const members = [member(ALICE), member(2, 0, '민지'), member(3, 0, '민준'), member(4, 0, 'Otto von Berg')];
const present = [{ user_id: 3, state: 'seated' as const }];
const room = applyEntered(undefined, entered({ members, present }), null);
const names = (query: string, lily: string | null = null) =>
  listCandidates(room, ALICE, query, lily).map(({ name }) => name);

test.each([
  ['@', 1, { start: 0, query: '' }],
  ['hello @민', 8, { start: 6, query: '민' }],
  ['@Otto von', 9, { start: 0, query: 'Otto von' }],
  ['(@Ot', 4, { start: 1, query: 'Ot' }],
  ['me@home', 7, null],
  ['@ home', 6, null],
  ['@one\ntwo', 8, null],
  ['@@', 2, null],
])('in %j at %i the name being written is found', (text, caret, draft) => {
  expect(findMentionDraft(text, caret)).toEqual(draft);
});

describe('who may be meant', () => {
  test('is whoever is present first, never oneself', () => {
    expect(names('')).toEqual(['민준', 'Otto von Berg', '민지']);
  });

  test('fits what is written, in any case, with Lily where she is', () => {
    expect([names('민'), names('otto'), names('li', 'Lily')]).toEqual([
      ['민준', '민지'],
      ['Otto von Berg'],
      ['Lily'],
    ]);
  });

  test('is nobody any more when the name stands whole: then Enter sends', () => {
    expect(names('민지')).toEqual([]);
  });
});

test('a name is put in with a space behind it, and the caret after that', () => {
  const draft = { start: 6, query: '민' };
  expect(completeMention('hello @민 there', draft, '민지')).toEqual({ text: 'hello @민지 there', caret: 10 });
});

test('names are found again in the words, the longest first, whatever characters they have', () => {
  const pieces = splitMentions('@A.B (x) and @A.B, not @AxB', 'A.B\nA.B (x)');
  expect(pieces.filter(({ mention }) => mention).map(({ text }) => text)).toEqual(['@A.B (x)', '@A.B']);
  expect(pieces.map(({ text }) => text).join('')).toBe('@A.B (x) and @A.B, not @AxB');
});
