/** The talk on the screen: who said what, what is on its way, and how Lily's answers stand. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { useHouseState } from '@/components/useHouse';
import type { MessageData } from '@/protocol/frames.gen';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, changed, lilyMessage, message, progress } from '@/test/wire';
import { ChatBox } from './ChatBox';

prepareHouse();

let open: TestHouse;

function OpenTalk() {
  const room = useHouseState((state) => state.rooms[1]);
  return room === undefined ? null : <ChatBox room={room} myId={ALICE} />;
}

const mine = { author: { kind: 'user', user_id: ALICE, name: 'Alice' } } as const;
const hear = (...messages: MessageData[]) => {
  for (const each of messages) open.say(changed(each));
};
const log = () => screen.getByRole('log', { name: 'Talk' });
const rows = () => [...log().querySelectorAll<HTMLElement>('[data-message-id]')];
const statuses = () => rows().map((row) => row.dataset.status);
const announced = () => screen.getByTestId('announcer').textContent;
const server = () => FakeWebSocket.latest;

beforeEach(async () => {
  open = await openHouse();
  await renderInHouse(open.house, <OpenTalk />);
});

test('an empty room invites to speak first', () => {
  expect(screen.getByText('The fire is low')).toBeDefined();
  expect(screen.queryByRole('article')).toBeNull();
});

test('messages say who spoke, keep their line breaks and never become HTML', () => {
  hear(message(1, { text: 'one\n<b>two</b>' }));
  const [row] = rows();
  expect(row?.dataset).toMatchObject({ messageId: '1', authorKind: 'user', status: 'complete' });
  expect(row?.textContent).toContain('Bob');
  expect(within(log()).getByText(/<b>two<\/b>/).textContent).toBe('one\n<b>two</b>');
});

test('consecutive words of one person share one face, and days are divided', () => {
  hear(message(1), message(2), message(3, mine), message(4, { created_at: '2026-01-03T12:00:00.000Z' }));
  expect(rows().map((row) => row.dataset.opens)).toEqual(['true', 'false', 'true', 'true']);
  expect(within(log()).getAllByText(/January/)).toHaveLength(2);
});

describe('my own words', () => {
  test('are there at once, and the same element is confirmed', () => {
    act(() => open.house.say(1, 'hello there'));
    const [before] = rows();
    expect(before?.dataset.status).toBe('sending');
    const client_id = server().sentOf('message.send')[0]?.client_id ?? null;
    hear(message(1, { ...mine, client_id, text: 'hello there' }));
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toBe(before);
    expect(before?.dataset).toMatchObject({ messageId: '1', status: 'complete' });
  });

  test('that were refused say why, and can be sent again or taken back', async () => {
    act(() => open.house.say(1, 'hello there'));
    const refuse = async () => {
      const ref = server().sentOf('message.send').at(-1)?.ref;
      open.say({ type: 'command.failed', ref, code: 'muted', message: '', retry_after: null });
      await act(() => Promise.resolve());
    };
    await refuse();
    expect(statuses()).toEqual(['failed']);
    expect(screen.getByRole('alert').textContent).toContain('you can only listen');
    fireEvent.click(screen.getByRole('button', { name: 'Send again' }));
    expect(statuses()).toEqual(['sending']);
    await refuse();
    fireEvent.click(screen.getByRole('button', { name: 'Remove' }));
    expect(rows()).toEqual([]);
  });
});

describe('Lily', () => {
  beforeEach(() => hear(message(1, mine), lilyMessage(2, { status: 'queued', text: '', question_id: 1 })));

  test('thinks, then speaks in place, and is read out once', () => {
    expect(screen.getByText('Lily is thinking by the fire')).toBeDefined();
    hear(lilyMessage(2, { seq: 3, status: 'writing', text: '', question_id: 1 }));
    open.say(progress(2, 1, 1, 'Once'));
    open.say(progress(2, 1, 2, 'Once upon'));
    expect(within(log()).getByText('Once upon')).toBeDefined();
    expect(announced()).toBe('');
    hear(lilyMessage(2, { seq: 4, text: 'Once upon a time.', question_id: 1 }));
    expect(announced()).toBe('Lily: Once upon a time.');
    expect(statuses()).toEqual(['complete', 'complete']);
  });

  test('can be stopped by whoever asked', () => {
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(server().sentOf('reply.stop')).toMatchObject([{ message_id: 2 }]);
  });

  test('is not stopped by others', () => {
    hear(message(3), lilyMessage(4, { status: 'queued', text: '', question_id: 3 }));
    expect(screen.getAllByRole('button', { name: 'Stop' })).toHaveLength(1);
  });

  test.each([
    [
      'a reason that the page knows, in its own language',
      { code: 'busy', message: '바빠요' },
      /Many are asking for Lily/,
    ],
    [
      'a reason that it does not know, as the server said it',
      { code: 'moon', message: 'The moon is full.' },
      /The moon is full/,
    ],
  ])('fails with %s, and can be asked again', (_name, error, words) => {
    hear(lilyMessage(2, { seq: 3, status: 'failed', text: '', error, question_id: 1 }));
    expect(screen.getByText(words)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(server().sentOf('reply.retry')).toMatchObject([{ message_id: 2 }]);
  });
});

test("others' words are read out, mine and old ones are not", () => {
  hear(message(1), message(2, mine));
  expect(announced()).toBe('Bob: words 1');
});
