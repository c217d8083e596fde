/** The whole page against a server that is the test: from the door to the fire, and through the snow. */
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { VirtuosoMockContext } from 'react-virtuoso';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { House } from '@/lib/house';
import { startI18n } from '@/lib/i18n';
import { answerWith, prepareDialogs } from '@/test/answers';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { ALL_ROWS, openHouse, prepareHouse } from '@/test/renderInHouse';
import { ALICE, changed, entered, hello, message, person, room, settings, summary } from '@/test/wire';
import { App } from './App';

vi.mock('@/features/scene/Scene', () => ({ Scene: () => null })); // jsdom has no WebGL

prepareHouse();

const server = () => FakeWebSocket.latest;
const say = (frame: Parameters<FakeWebSocket['say']>[0]) => act(() => server().say(frame));

/** A server that lets Alice sit down and has saved settings of hers. */
async function answer(path: string): Promise<Response> {
  const guest = { user: person(ALICE), csrf_token: 'new' };
  const bodies: Record<string, object> = {
    '/api/settings': settings(saved),
    '/api/rooms': { rooms: [], counts: [] },
  };
  const body = bodies[path.split('?')[0] ?? ''] ?? guest;
  return new Response(JSON.stringify(body));
}

let saved: Parameters<typeof settings>[0] = {};

async function enterRoom(roomId: number, name: string): Promise<void> {
  await waitFor(() => expect(server().sentOf('room.enter').at(-1)?.room_id).toBe(roomId));
  const ref = server().sentOf('room.enter').at(-1)?.ref ?? '';
  say(entered({ ref, room: room({ id: roomId, name }) }));
  await act(() => Promise.resolve());
}

async function renderApp(house: House): Promise<void> {
  const i18n = await startI18n('en');
  render(
    <VirtuosoMockContext value={ALL_ROWS}>
      <App house={house} i18n={i18n} />
    </VirtuosoMockContext>,
  );
}

/** A page at `path` whose guest has just sat down. */
async function openPage(path: string): Promise<void> {
  window.history.replaceState(null, '', path);
  const { house, fetched } = await openHouse(null);
  fetched.mockImplementation(answer);
  await house.sitDown('Alice', 'en');
  await renderApp(house);
  await screen.findByRole('textbox', { name: 'Message' });
}

beforeAll(() => import('./RoomPage')); // or the first test pays for fetching it
afterEach(() => vi.useRealTimers());
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  saved = {};
  vi.stubGlobal('matchMedia', () => ({
    matches: true,
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
});

test('whoever gives a name sits down by the fire and may speak at once', async () => {
  window.history.replaceState(null, '', '/');
  const { house, fetched } = await openHouse(null);
  await renderApp(house);
  expect(screen.getAllByRole('textbox')).toHaveLength(1);
  fetched.mockImplementation(answer);
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Alice' } });
  fireEvent.submit(screen.getByRole('textbox'));

  const field = await screen.findByRole('textbox', { name: 'Message' });
  expect(document.activeElement).toBe(field);
  say(hello());
  await enterRoom(1, 'stored name');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('By the fireplace');
  expect(screen.getByText('Two people are sitting here')).toBeDefined();
  expect(document.title).toBe('By the fireplace · Hearth Chat');
});

test('another room has its own name and stands in the rail', async () => {
  await openPage('/rooms/7');
  say(hello({ rooms: [summary(), summary({ room: room({ id: 7, name: 'Books' }) })] }));
  await enterRoom(7, 'Books');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Books');
  expect(screen.getByRole('link', { name: 'Books' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'By the fireplace' })).toBeDefined();
});

test('a broken line is said after a moment, and no longer when it is mended', async () => {
  await openPage('/');
  const banner = screen.getByTestId('connection');
  say(hello());
  await enterRoom(1, 'Fireplace');
  say(changed(message(1)));
  expect(banner.textContent).toBe('');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  act(() => server().breakOff());
  expect(banner.textContent).toBe('');
  await act(() => vi.advanceTimersByTimeAsync(1_500));
  expect(banner.textContent).toContain('snowed in');
  expect(screen.getByText('words 1')).toBeDefined();
  say(hello());
  expect(banner.textContent).toBe('');
});

test('a closed door says why and leads back to the fire', async () => {
  await openPage('/rooms/9');
  say(hello());
  const ref = server().sentOf('room.enter')[0]?.ref;
  say({ type: 'command.failed', ref, code: 'not_found', message: '', retry_after: null });
  fireEvent.click(await screen.findByRole('link', { name: 'Back to the fireplace' }));
  await enterRoom(1, 'Fireplace');
  expect(screen.getByRole('log')).toBeDefined();
});

test('what was saved on another device is worn here, and a change there is worn at once', async () => {
  saved = { page: { theme: 'day', text_size: 'large', motion: 'calm' } };
  await openPage('/');
  const root = document.documentElement.dataset;
  say(hello());
  await waitFor(() => expect([root.theme, root.textSize, root.motion]).toEqual(['light', 'large', 'less']));
  const data = settings({ page: { theme: 'night', text_size: 'large', motion: 'full' } });
  say({ type: 'me.changed', user_head: 1, part: 'settings', data });
  expect([root.theme, root.textSize, root.motion]).toEqual(['dark', 'large', 'full']);
});

test('the language of the account is spoken here, too', async () => {
  saved = { language: 'ko' };
  await openPage('/');
  say(hello());
  await screen.findByRole('button', { name: '내 것' });
  expect(document.documentElement.lang).toBe('ko');
});

test('my own face leads to the settings', async () => {
  await openPage('/');
  say(hello());
  await enterRoom(1, 'Fireplace');
  fireEvent.click(screen.getByRole('button', { name: 'What is mine' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Settings' }));
  expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeDefined();
});

test('from the room one steps back to all rooms, and from there into another', async () => {
  await openPage('/');
  say(hello({ rooms: [summary(), summary({ room: room({ id: 7, name: 'Books' }), unread: 2 })] }));
  await enterRoom(1, 'Fireplace');
  fireEvent.click(screen.getByRole('link', { name: 'Rooms, new words wait' }));
  fireEvent.click(await screen.findByRole('link', { name: 'Books' }));
  await enterRoom(7, 'Books');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Books');
});

test('a seat leads to the card of who sits there, and the name of a room to its drawer', async () => {
  prepareDialogs();
  await openPage('/');
  say(hello());
  await enterRoom(1, 'Fireplace');
  fireEvent.click(screen.getByRole('button', { name: '2 more sit here' })); // no window, no seats
  const list = within(await screen.findByRole('dialog', { name: 'At the fire' }));
  fireEvent.click(list.getByRole('button', { name: /Bob/ }));
  const card = await screen.findByRole('dialog', { name: 'Bob' });
  fireEvent.click(within(card).getByRole('button', { name: 'Close' }));
  fireEvent.click(screen.getByRole('button', { name: 'By the fireplace' }));
  expect(await screen.findByRole('dialog', { name: 'By the fireplace' })).toBeDefined();
});

test.each([
  ['banned', 'asked you to stay away'],
  ['removed', 'have seen you out'],
  ['deleted', 'This room is no more'],
])('whose room is gone (%s) hears why, kindly', async (reason, words) => {
  await openPage('/rooms/7');
  say(hello({ rooms: [summary(), summary({ room: room({ id: 7, name: 'Books' }) })] }));
  await enterRoom(7, 'Books');
  say({ type: 'room.removed', room_id: 7, reason });
  expect(screen.getByRole('alert').textContent).toContain(words);
  expect(screen.getByRole('link', { name: 'See the other rooms' }).getAttribute('href')).toBe('/rooms');
});

test('a visitor with an invitation sees the room before the door, takes a name and is inside', async () => {
  window.history.replaceState(null, '', '/invite/abc');
  const { house, fetched } = await openHouse(null);
  const preview = { room_id: 7, name: 'Kin', topic: '', member_count: 1, seated: 1, faces: [], full: false };
  answerWith(fetched, {
    'GET /api/invites/abc': { ...preview, approval: false, invited_by: 'Bob', state: 'new' },
    'POST /api/guest': { user: person(ALICE), csrf_token: 'new' },
    'GET /api/settings': settings(),
    'POST /api/invites/abc/accept': { state: 'joined', room_id: 7 },
  });
  await renderApp(house);
  await screen.findByRole('heading', { name: 'Kin' });
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'Alice' } });
  fireEvent.submit(screen.getByRole('textbox'));
  await screen.findByRole('textbox', { name: 'Message' });
  expect(window.location.pathname).toBe('/rooms/7');
});
