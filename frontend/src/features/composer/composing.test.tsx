/** Answering, editing and calling people by name in the composer. */
import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, changed, message } from '@/test/wire';
import { GlobalChatInput } from './GlobalChatInput';

prepareHouse();

let open: TestHouse;
const mine = { author: { kind: 'user', user_id: ALICE, name: 'Alice' } } as const;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const server = () => FakeWebSocket.latest;
const press = (key: string) => fireEvent.keyDown(field(), { key, code: key });
const write = (value: string) => fireEvent.change(field(), { target: { value } });

beforeEach(async () => {
  open = await openHouse();
  await renderInHouse(open.house, <GlobalChatInput roomId={1} userId={ALICE} lilyMode="called" />);
  open.say(changed(message(1)));
  open.say(changed(message(2, { ...mine, text: 'my words' })));
});

test('an answer shows what it answers, goes out with it, and is over then', () => {
  act(() => open.house.messages.startReply(1, 1));
  expect(screen.getByText('Answering Bob')).toBeDefined();
  expect(document.activeElement).toBe(field());
  write('indeed');
  press('Enter');
  expect(server().sentOf('message.send')).toMatchObject([{ text: 'indeed', reply_to: 1 }]);
  expect(screen.queryByText('Answering Bob')).toBeNull();
});

test('up in an empty field edits my last words; the draft waits beneath', () => {
  press('ArrowUp');
  expect(field().value).toBe('my words');
  write('better words');
  press('Enter');
  expect(server().sentOf('message.edit')).toMatchObject([{ message_id: 2, text: 'better words' }]);
  expect([server().sentOf('message.send'), field().value]).toEqual([[], '']);
});

test('Escape leaves the words as they were, and the draft is there again', () => {
  write('half a thought');
  act(() => open.house.messages.startEdit(1, 2));
  expect(field().value).toBe('my words');
  write('spoilt');
  press('Escape');
  expect([field().value, server().sentOf('message.edit')]).toEqual(['half a thought', []]);
});

test('a name is completed by Enter, and the next Enter sends', () => {
  write('good evening @b');
  expect(screen.getByRole('option', { name: 'Bob' }).getAttribute('aria-selected')).toBe('true');
  press('Enter');
  expect([field().value, server().sentOf('message.send')]).toEqual(['good evening @Bob ', []]);
  press('Enter');
  expect(server().sentOf('message.send')).toMatchObject([{ text: 'good evening @Bob' }]);
});

test('arrows choose, Escape closes the list and Enter then sends', () => {
  write('@');
  press('ArrowDown');
  expect(screen.getAllByRole('option').map((each) => each.getAttribute('aria-selected'))).toEqual([
    'false',
    'true',
  ]);
  press('Escape');
  expect(screen.queryByRole('listbox')).toBeNull();
  write('@b');
  press('Enter');
  expect(server().sentOf('message.send')).toMatchObject([{ text: '@b' }]);
});
