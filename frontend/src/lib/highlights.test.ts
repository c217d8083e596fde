import { expect, test } from 'vitest';
import { cutHighlights } from './highlights';

const read = (text: string, ...spans: [number, number][]) =>
  cutHighlights(
    text,
    spans.map(([start, end]) => ({ start, end })),
  ).map((piece) => (piece.found ? `[${piece.text}]` : piece.text));

test('found places are pieces of their own, wherever they stand', () => {
  expect(read('불 앞에 앉아요', [0, 1], [2, 4])).toEqual(['[불]', ' ', '[앞에]', ' 앉아요']);
  expect(read('아무것도')).toEqual(['아무것도']);
  expect(read('끝', [0, 1])).toEqual(['[끝]']);
});

test('places count code points, not halves of an emoji', () => {
  expect(read('🔥🔥 모닥불', [3, 5])).toEqual(['🔥🔥 ', '[모닥]', '불']);
});

test('a long text begins shortly before the first place', () => {
  const [before, found] = read(`${'가'.repeat(100)}여기`, [100, 102]);
  expect(before).toBe(`…${'가'.repeat(24)}`);
  expect(found).toBe('[여기]');
});

test('places far behind are left out', () => {
  expect(read(`여기${'가'.repeat(500)}여기`, [0, 2], [502, 504])).toEqual(['[여기]', '가'.repeat(238)]);
});
