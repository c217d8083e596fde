/** Words of somebody whom one blocked are folded, and there when one asks for them. */
import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { useHouseState } from '@/components/useHouse';
import { prepareDialogs } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, BOB, changed, message, settings } from '@/test/wire';
import { ChatBox } from './ChatBox';
import { TypingLine } from './TypingLine';

prepareHouse();

let open: TestHouse;
const block = (ids: number[], user_head = 1) =>
  open.say({ type: 'me.changed', user_head, part: 'settings', data: settings({ blocked: ids }) });

function Talk() {
  const room = useHouseState((state) => state.rooms[1]);
  if (room === undefined) return null;
  return (
    <>
      <ChatBox room={room} myId={ALICE} />
      <TypingLine room={room} myId={ALICE} />
    </>
  );
}

beforeEach(async () => {
  open = await openHouse();
  await renderInHouse(open.house, <Talk />);
  block([BOB]);
  open.say(changed(message(1)));
  open.say(changed(message(2, { reply_to: 1, author: { kind: 'user', user_id: ALICE, name: 'Alice' } })));
});

test('they are folded, where they are quoted too, and nobody reads them out', () => {
  expect(screen.getByText('Words of somebody you blocked')).toBeDefined();
  expect(screen.queryByText('words 1')).toBeNull();
  expect(screen.getByText('words 2')).toBeDefined();
  open.say(changed(message(3)));
  expect(screen.queryByText('words 3')).toBeNull();
  expect(screen.getByTestId('announcer').textContent).toBe('');
});

test('one may look all the same, one by one', () => {
  open.say(changed(message(3)));
  fireEvent.click(screen.getAllByRole('button', { name: 'Show' })[0] as HTMLElement);
  expect(screen.getByText('words 1')).toBeDefined();
  expect(screen.queryByText('words 3')).toBeNull();
});

test('they unfold when the person is unblocked', () => {
  block([], 2);
  expect(screen.getAllByText('words 1')).toHaveLength(2); // and in the quote
});

test('that they write something is not said', () => {
  open.say({ type: 'typing.changed', room_id: 1, user_ids: [BOB] });
  expect(screen.queryByText(/writing/)).toBeNull();
});

test.each([
  ['About Bob', { kind: 'person', roomId: 1, userId: BOB }],
  ['Report', { kind: 'report', roomId: 1, userId: BOB, messageId: 1 }],
])('the menu of what others say has "%s"', (name, card) => {
  prepareDialogs();
  block([], 2);
  const row = document.querySelector('[data-message-id="1"]') as HTMLElement;
  fireEvent.keyDown(row, { key: 'Enter' });
  fireEvent.click(screen.getByRole('button', { name }));
  expect(open.house.store.getState().card).toEqual(card);
});

test('one does not report oneself', () => {
  prepareDialogs();
  fireEvent.keyDown(document.querySelector('[data-message-id="2"]') as HTMLElement, { key: 'Enter' });
  expect(screen.getByRole('button', { name: 'Edit' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Report' })).toBeNull();
});
