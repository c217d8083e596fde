/** What hangs on a message and what may be done with it: quotes, reactions, the menu, the line of new words. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { useHouseState } from '@/components/useHouse';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, BOB, changed, message } from '@/test/wire';
import { ChatBox } from './ChatBox';

prepareHouse();

let open: TestHouse;

function OpenTalk() {
  const room = useHouseState((state) => state.rooms[1]);
  return room === undefined ? null : <ChatBox room={room} myId={ALICE} />;
}

const mine = { author: { kind: 'user', user_id: ALICE, name: 'Alice' } } as const;
const server = () => FakeWebSocket.latest;
const row = (id: number) => document.querySelector<HTMLElement>(`[data-message-id="${id}"]`) as HTMLElement;
const click = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const openMenu = (id: number) => {
  fireEvent.focus(row(id));
  fireEvent.keyDown(row(id), { key: 'Enter' });
};

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.dispatchEvent(new Event('close'));
  };
  open = await openHouse();
  await renderInHouse(open.house, <OpenTalk />);
  open.say(changed(message(1)));
  open.say(changed(message(2, { ...mine, reply_to: 1, text: 'my answer' })));
});

describe('a quote', () => {
  test('says whom and what it answers, and leads there and back', async () => {
    await act(async () => click(/^Answer to ?Bob ?words 1/));
    expect(open.house.store.getState().view).toMatchObject({ messageId: 1, fromId: 2 });
    await act(async () => click('Back to the answer'));
    expect(open.house.store.getState().view).toMatchObject({ messageId: 2, fromId: null });
  });

  test('loses the words that were taken back', () => {
    open.say(changed(message(1, { seq: 3, deleted: true, text: '' })));
    expect(within(row(2)).getByRole('button').textContent).toBe('Answer to Bob These words were taken back');
    expect(row(1).textContent).toContain('These words were taken back');
  });
});

test('reactions say who, and a click takes mine off or sets it', () => {
  const reactions = [
    { emoji: '🔥', count: 2, user_ids: [BOB, ALICE] },
    { emoji: '👍', count: 1, user_ids: [BOB] },
  ];
  open.say(changed(message(1, { seq: 3, reactions })));
  click('🔥 from 2 people: Bob, Alice');
  click('👍 from 1 person: Bob');
  expect(server().sentOf('reaction.set')).toMatchObject([
    { message_id: 1, emoji: '🔥', on: false },
    { message_id: 1, emoji: '👍', on: true },
  ]);
});

test('edited words say when, and who where it was somebody else', () => {
  const edited = { edited_at: '2026-01-01T12:30:00.000Z', text: 'mended' };
  open.say(changed(message(1, { seq: 3, ...edited, edited_by: BOB })));
  expect(row(1).textContent).toMatch(/mended.*Edited /);
  open.say(changed(message(1, { seq: 4, ...edited, edited_by: ALICE })));
  expect(row(1).textContent).toContain('Edited by Alice');
});

test('names that are meant stand in the light', () => {
  open.say(changed(message(3, { text: 'good evening @Alice!', mentions: [ALICE] })));
  expect(row(3).querySelector('mark')?.textContent).toBe('@Alice');
  expect(row(3).dataset.mentionsMe).toBe('true');
});

describe('the menu', () => {
  test('opens by keyboard and answers, keeps, pins', () => {
    for (const name of ['Keep for myself', 'Pin in this room', 'Reply']) {
      openMenu(1);
      fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name }));
      expect(screen.queryByRole('dialog')).toBeNull();
    }
    expect(server().sentOf('message.favorite')).toMatchObject([{ message_id: 1, on: true }]);
    expect(server().sentOf('message.pin')).toMatchObject([{ message_id: 1, on: true }]);
    expect(open.house.store.getState().composing).toMatchObject({ kind: 'reply', messageId: 1 });
  });

  test("asks once more before it takes words back, and offers neither that nor edit for others' words", () => {
    openMenu(1);
    expect(screen.queryByRole('button', { name: 'Take back' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
    fireEvent(screen.getByRole('dialog'), new Event('close'));
    openMenu(2);
    click('Take back');
    expect(server().sentOf('message.delete')).toEqual([]);
    click('Yes, take them back');
    expect(server().sentOf('message.delete')).toMatchObject([{ message_id: 2 }]);
  });

  test('is not there for words that were taken back', () => {
    open.say(changed(message(1, { seq: 3, deleted: true, text: '' })));
    openMenu(1);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

test('marking unread draws the line there, and looking does not take it away', () => {
  openMenu(1);
  click('Mark unread from here');
  expect(server().sentOf('room.unread')).toMatchObject([{ room_id: 1, created_seq: 0 }]);
  const read = (user_head: number, read_seq: number) =>
    open.say({
      type: 'me.changed',
      user_head,
      part: 'read',
      data: { room_id: 1, read_seq, unread: 0, mentions: 0 },
    });
  read(1, 2);
  expect(screen.queryByTestId('new-since')).toBeNull();
  read(2, 0);
  expect(screen.getByTestId('new-since').textContent).toBe('New since you were here');
});

test('others who have read stand under the message', () => {
  const marks = [{ user_id: BOB, created_seq: 2 }];
  open.say({ type: 'receipts.changed', room_id: 1, marks, full: true });
  expect(within(row(2)).getByRole('img', { name: 'Read by Bob' })).toBeDefined();
});
