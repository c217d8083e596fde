/** The drawers of what is kept and of what happened: each row leads to its place. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { message } from '@/test/wire';
import { BellSheet } from './BellSheet';
import { KeptSheet } from './KeptSheet';

prepareHouse();

let open: TestHouse;
let answers: Record<string, object>;
const onOpen = vi.fn();
const onClose = vi.fn();
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve)));
const calls = () => open.fetched.mock.calls.map(([path, options]) => [options?.method, path, options?.body]);
const bell = (id: string, change = {}) => ({
  id,
  kind: 'mention',
  room_id: 1,
  message_id: 7,
  from_name: 'Bob',
  excerpt: `@Alice ${id}`,
  read: false,
  created_at: '2026-01-01T12:00:00.000Z',
  ...change,
});

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  open = await openHouse();
  answers = {
    '/api/rooms/1/pins': { messages: [message(3, { pinned: true })] },
    '/api/favorites': { messages: [] },
    '/api/notifications': {
      notifications: [bell('b'), bell('a', { read: true })],
      unread: 1,
      has_before: true,
    },
    '/api/notifications?before=a': { notifications: [bell('0')], unread: 1, has_before: false },
  };
  open.fetched.mockImplementation(
    async (path: string) => new Response(JSON.stringify(answers[path] ?? null)),
  );
});

test('pins lead to their place, and one who keeps nothing is told that only they would see it', async () => {
  await renderInHouse(open.house, <KeptSheet roomId={1} onOpen={onOpen} onClose={onClose} />);
  await settle();
  fireEvent.click(screen.getByRole('button', { name: /words 3/ }));
  expect(onOpen.mock.calls).toEqual([[1, 3]]);
  expect(screen.getByText(/Only you can see what you keep/)).toBeDefined();
});

test('what cannot be fetched says so', async () => {
  open.fetched.mockImplementation(async () => new Response('{}', { status: 503 }));
  await renderInHouse(open.house, <KeptSheet roomId={1} onOpen={onOpen} onClose={onClose} />);
  await settle();
  expect(screen.getAllByRole('alert')).toHaveLength(2);
});

test('notifications lead to their place and are read then; earlier ones come when asked for', async () => {
  await renderInHouse(open.house, <BellSheet onOpen={onOpen} onClose={onClose} />);
  await settle();
  const list = within(screen.getByRole('list'));
  fireEvent.click(list.getByRole('button', { name: /@Alice b/ }));
  expect(onOpen.mock.lastCall).toEqual([1, 7]);
  expect(calls()).toContainEqual(['POST', '/api/notifications/read', '{"ids":["b"]}']);
  fireEvent.click(screen.getByRole('button', { name: 'Earlier ones' }));
  await settle();
  expect(list.getAllByRole('listitem')).toHaveLength(3);
  fireEvent.click(screen.getByRole('button', { name: 'Mark all read' }));
  expect(calls()).toContainEqual(['POST', '/api/notifications/read', '{"ids":null}']);
});
