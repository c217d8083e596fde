/** What is wrong with a form about a room, and what of it is sent. */
import { expect, test } from 'vitest';
import { room } from '@/test/wire';
import { checkForm, EMPTY_FORM, formOf, patchOf } from './roomForm';

const LIMITS = { room_name_length: 5, topic_length: 3 };

test.each([
  [{ name: 'Books' }, {}],
  [{ name: '  ' }, { name: 'form.nameMissing' }],
  [{ name: '🔥🔥🔥🔥🔥' }, {}],
  [{ name: '🔥🔥🔥🔥🔥🔥' }, { name: 'form.nameTooLong' }],
  [{ name: 'B', topic: 'four' }, { topic: 'form.topicTooLong' }],
  [{ name: 'B', capacity: ' 12 ' }, {}],
  [{ name: 'B', capacity: '0' }, { capacity: 'form.capacityWrong' }],
  [{ name: 'B', capacity: '10001' }, { capacity: 'form.capacityWrong' }],
  [{ name: 'B', capacity: '1.5' }, { capacity: 'form.capacityWrong' }],
])('%o is checked', (change, errors) => {
  expect(checkForm({ ...EMPTY_FORM, ...change }, LIMITS)).toEqual(errors);
});

test('a form that nobody touched changes nothing', () => {
  const held = room({ name: 'Books', capacity: 3, slow_seconds: 7 });
  expect(patchOf(held, formOf(held))).toEqual({});
});

test('a limit that was taken away is null, and not left out', () => {
  const held = room({ capacity: 3 });
  expect(patchOf(held, { ...formOf(held), capacity: '' })).toEqual({ capacity: null });
});
