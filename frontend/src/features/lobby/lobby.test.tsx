/** The lobby: all rooms with what is new there, and making one. */
import { fireEvent, screen, within } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { answerWith, listActs, prepareDialogs, Refusal, settle } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, BOB, changed, hello, lilyMessage, message, room, summary } from '@/test/wire';
import { LobbyPage } from './LobbyPage';
import { NewRoomSheet } from './NewRoomSheet';

prepareHouse();

let open: TestHouse;
let answers: Record<string, object>;
const file = { kind: 'image' } as never;
const said = (id: number, change = {}) => message(id, { seq: id, created_seq: id, ...change });
const mine = [
  summary(),
  summary({
    room: room({ id: 2, name: 'Books' }),
    unread: 3,
    mentions: 1,
    last_message: said(4, { room_id: 2, text: 'Page nine' }),
  }),
  summary({ room: room({ id: 3, name: 'Kin', visibility: 'private' }), favorite: true }),
  summary({
    room: room({ id: 4, name: '', visibility: 'direct' }),
    partner: { user_id: BOB, name: 'Bob', avatar: { seed: 'b', image_url: null } },
    last_message: said(5, { room_id: 4, text: '', attachments: [file] }),
  }),
  summary({ room: room({ id: 5, name: 'Last winter', archived: true }) }),
];
const garden = summary({ room: room({ id: 9, name: 'Garden', topic: 'What grows', capacity: 2 }) });

beforeEach(async () => {
  prepareDialogs();
  open = await openHouse();
  open.say(hello({ rooms: mine, user_head: 1 }));
  answers = {
    'GET /api/rooms': {
      rooms: [...mine, garden],
      counts: [
        { room_id: 9, members: 2, seated: 1 },
        { room_id: 1, members: 8, seated: 4 },
      ],
    },
  };
  answerWith(open.fetched, answers);
});

async function renderLobby(): Promise<void> {
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <LobbyPage />
    </Suspense>,
  );
  await settle();
}
const rows = (section: string) =>
  within(screen.getByRole('region', { name: section }))
    .getAllByRole('link')
    .map(({ textContent }) => textContent);
const rowOf = (name: string) => screen.getByRole('link', { name }).closest('li')?.textContent;

test('my rooms stand there with favourites first, then where something was said last', async () => {
  await renderLobby();
  expect(rows('My rooms')).toEqual(['Kin', 'Books', 'Bob', 'By the fireplace']);
  expect(rowOf('Books')).toContain('Bob: Page nine');
  expect(rowOf('Books')).toContain('3 new messages, somebody means you');
  expect(rowOf('Kin')).toContain('private');
  expect(rowOf('By the fireplace')).toContain('4 sit there');
});

test('the room of two is called after the other, and a picture without words is a picture', async () => {
  await renderLobby();
  expect(rowOf('Bob')).toContain('Picture');
});

test('public rooms say what is talked about, who belongs there, and when they are full', async () => {
  await renderLobby();
  expect(rows('Rooms where you may sit down')).toEqual(['Garden']);
  expect(rowOf('Garden')).toBe('GGardenfullWhat grows2 members · 1 sits thereSit down');
});

test('what is kept as it was is folded away', async () => {
  await renderLobby();
  const kept = screen.getByRole('link', { name: 'Last winter' }).closest('details');
  expect(kept?.open).toBe(false);
  expect(kept?.querySelector('summary')?.textContent).toBe('1 room kept as it was');
});

test('what is said meanwhile shows at once, as the last line and as unread', async () => {
  await renderLobby();
  open.say(changed(said(6, { room_id: 2, text: 'Page ten' })));
  open.say(changed(said(6, { room_id: 2, text: 'Page ten' })));
  expect(rowOf('Books')).toContain('Page ten');
  expect(rowOf('Books')).toContain('4 new messages');
  open.say(changed(lilyMessage(7, { room_id: 2, text: '', status: 'writing' })));
  expect(rowOf('Books')).toContain('4 new messages');
  open.say(changed(lilyMessage(7, { room_id: 2, seq: 8, text: 'Good night' })));
  expect(rowOf('Books')).toContain('Lily: Good night');
  expect(rowOf('Books')).toContain('5 new messages');
  open.say(changed(said(9, { room_id: 2, author: { kind: 'user', user_id: ALICE, name: 'Alice' } })));
  expect(rowOf('Books')).toContain('You: words 9');
  expect(rowOf('Books')).toContain('5 new messages');
});

test('looking for a room leaves those that are called so, or talk of it; Enter goes there', async () => {
  await renderLobby();
  const field = screen.getByRole('searchbox', { name: 'Look for a room' });
  fireEvent.change(field, { target: { value: 'GROWS' } });
  expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['', 'Garden']);
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(window.location.pathname).toBe('/rooms/9');
  fireEvent.change(field, { target: { value: 'nowhere' } });
  expect(screen.getByText('No room is called that. Shall it be a new one?')).toBeDefined();
});

test('the arrows lead from room to room', async () => {
  await renderLobby();
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' });
  expect(document.activeElement?.textContent).toBe('Kin');
  fireEvent.keyDown(document.activeElement as Element, { key: 'ArrowDown' });
  expect(document.activeElement?.textContent).toBe('Books');
});

test('a star makes a room a favourite', async () => {
  await renderLobby();
  const star = screen.getByRole('button', { name: 'Favourite: Books' });
  expect(star.getAttribute('aria-pressed')).toBe('false');
  fireEvent.click(star);
  expect(listActs(open.fetched)).toEqual([['PATCH', '/api/rooms/2/me', { favorite: true }]]);
});

test('what could not be fetched is asked for again, and my rooms stand there meanwhile', async () => {
  answers['GET /api/rooms'] = new Refusal(503, 'unavailable');
  await renderLobby();
  expect(rows('My rooms')).toContain('Books');
  answers['GET /api/rooms'] = { rooms: [garden], counts: [] };
  fireEvent.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));
  await settle();
  expect(rows('Rooms where you may sit down')).toEqual(['Garden']);
});

const onMade = vi.fn();
async function renderForm(): Promise<void> {
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <NewRoomSheet onMade={onMade} onClose={vi.fn()} />
    </Suspense>,
  );
  await settle();
}
const light = () => fireEvent.click(screen.getByRole('button', { name: 'Light the fire' }));

test('a new room is made as it was described, and one goes in', async () => {
  answers['POST /api/rooms'] = room({ id: 12 });
  await renderForm();
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: '  Winter readers ' } });
  fireEvent.click(screen.getByRole('radio', { name: /Everybody in the house/ }));
  fireEvent.click(screen.getByRole('radio', { name: /Rests/ }));
  fireEvent.change(screen.getByRole('textbox', { name: 'How many may belong here' }), {
    target: { value: '12' },
  });
  light();
  await settle();
  const made = {
    name: 'Winter readers',
    topic: '',
    visibility: 'public',
    capacity: 12,
    lily: 'off',
    history: 'all',
    slow_seconds: 0,
  };
  expect(listActs(open.fetched)).toEqual([['POST', '/api/rooms', made]]);
  expect(onMade.mock.calls).toEqual([[12]]);
});

test('what is missing or wrong is said at its field, and nothing is sent', async () => {
  await renderForm();
  fireEvent.change(screen.getByRole('textbox', { name: 'How many may belong here' }), {
    target: { value: 'many' },
  });
  light();
  await settle();
  expect(screen.getByText('Please give the room a name.')).toBeDefined();
  expect(screen.getByRole('textbox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/a number from 1 to 10000/)).toBeDefined();
  expect(listActs(open.fetched)).toEqual([]);
});

test("the house's own words on a field stand at it; others beneath", async () => {
  answers['POST /api/rooms'] = new Refusal(422, 'bad_request', 'Look again', { name: 'is too odd' });
  await renderForm();
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'X' } });
  light();
  await settle();
  expect(screen.getByText('is too odd')).toBeDefined();
  answers['POST /api/rooms'] = new Refusal(429, 'rate_limited', 'That was a little fast.');
  light();
  await settle();
  expect(screen.getByRole('alert').textContent).toBe('That was a little fast.');
});
