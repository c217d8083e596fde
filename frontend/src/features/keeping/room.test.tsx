/** The drawer of a room: what each role is shown there, and what it does. */
import { fireEvent, screen, within } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Role } from '@/lib/roomRights';
import { answerWith, listActs, prepareDialogs, Refusal, settle } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, hello, member, room, summary } from '@/test/wire';
import { RoomSheet } from './RoomSheet';

prepareHouse();

let open: TestHouse;
let answers: Record<string, object>;
const onGone = vi.fn();
const onKept = vi.fn();
const ROOM = room({ name: 'Books', topic: 'Page by page', capacity: 8, visibility: 'private' });
const avatar = { seed: 's', image_url: null };
const created_at = '2026-01-01T12:00:00.000Z';

beforeEach(async () => {
  prepareDialogs();
  open = await openHouse();
  const config = open.house.store.getState().config;
  if (config !== null) open.house.store.setState({ config: { ...config, default_room_id: 99 } });
  answers = {};
  answerWith(open.fetched, answers);
});

/** Alice looks into the drawer, being this. */
async function look(role: Role, change = {}): Promise<void> {
  const shown = { ...ROOM, seq: 5, ...change };
  open.say({ type: 'room.changed', room_id: 1, seq: 5, room: shown });
  open.say({ type: 'member.changed', room_id: 1, seq: 6, member: { ...member(ALICE, 6), role } });
  open.say(hello({ user_head: 1, rooms: [summary({ room: shown })] }));
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <RoomSheet roomId={1} onKept={onKept} onGone={onGone} onClose={vi.fn()} />
    </Suspense>,
  );
  await settle();
}
async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}
const choose = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });
const type = (name: string | RegExp, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
const ways = () =>
  within(screen.getByRole('navigation', { name: 'What one can do here' }))
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

const KEEPING = [
  'Invite people',
  'Who asks to come in',
  'Reports',
  'Who has to stay away',
  'Change the room',
];

test.each<[Role, string[]]>([
  ['guest', ['Kept in this room', 'Who belongs here', 'Leave this room']],
  ['member', ['Kept in this room', 'Who belongs here', 'Leave this room']],
  ['keeper', ['Kept in this room', 'Who belongs here', ...KEEPING, 'Leave this room']],
  ['owner', ['Kept in this room', 'Who belongs here', ...KEEPING, 'Leave or close']],
])('a %s is shown only what that role may do', async (role, shown) => {
  await look(role);
  expect(ways()).toEqual(shown);
  expect(screen.getByText('Page by page')).toBeDefined();
  expect(screen.getByText(`You are here as ${role}`)).toBeDefined();
});

test('the room gets its star and says what it tells me of', async () => {
  await look('member');
  fireEvent.click(screen.getByRole('checkbox', { name: 'A favourite room' }));
  choose('Tell me about', 'mentions');
  expect(listActs(open.fetched)).toEqual([
    ['PATCH', '/api/rooms/1/me', { favorite: true }],
    ['PATCH', '/api/rooms/1/me', { notify: 'mentions' }],
  ]);
});

test('the owner changes what is to be another, and only that is sent; the focus comes back', async () => {
  await look('owner');
  await press('Change the room');
  expect(document.activeElement?.textContent).toBe('Back');
  type('Name', 'Winter books');
  type('How many may belong here', '');
  choose('Pause between two messages of one person', '30');
  answers['PATCH /api/rooms/1'] = ROOM;
  await press('Save');
  const patch = { name: 'Winter books', capacity: null, slow_seconds: 30 };
  expect(listActs(open.fetched)).toEqual([['PATCH', '/api/rooms/1', patch]]);
  expect(document.activeElement?.textContent).toBe('Change the room');
});

test('a keeper says how one talks there, not who sees it', async () => {
  await look('keeper');
  await press('Change the room');
  expect(screen.getByRole('textbox', { name: 'Name' })).toBeDefined();
  expect(screen.queryByRole('radio', { name: /Everybody in the house/ })).toBeNull();
  expect(screen.queryByRole('textbox', { name: 'How many may belong here' })).toBeNull();
});

test("a room of two is read about by both, and only Lily's part in it can be another", async () => {
  await look('member', { visibility: 'direct', name: '', topic: '', capacity: null });
  expect(ways()).toEqual(['Kept in this room', 'Change the room', 'Leave this room']);
  await press('Change the room');
  expect(screen.queryByRole('textbox')).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: /Rests/ }));
  await press('Save');
  expect(listActs(open.fetched)).toEqual([['PATCH', '/api/rooms/1', { lily: 'off' }]]);
});

const link = {
  id: '00000000-0000-4000-8000-00000000000a',
  token: 'abc',
  path: '/invite/abc',
  created_by: 'Alice',
  expires_at: null,
  max_uses: 5,
  uses: 2,
  approval: true,
  created_at,
};

test('a link is made, copied and taken back', async () => {
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText }, languages: ['en'] });
  answers['GET /api/rooms/1/invites'] = { invites: [] };
  answers['POST /api/rooms/1/invites'] = link;
  await look('keeper');
  await press('Invite people');
  expect(screen.getByText('No link opens the door just now.')).toBeDefined();
  choose('How long it opens', 'hour');
  choose('For how many', '5');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Ask me before somebody comes in' }));
  answers['GET /api/rooms/1/invites'] = { invites: [link] };
  await press('Make a link');
  const address = screen.getByRole<HTMLInputElement>('textbox', { name: 'Link' }).value;
  expect(address).toBe(`${window.location.origin}/invite/abc`);
  expect(screen.getByText('opens for ever · 2 of 5 came · keepers are asked')).toBeDefined();
  await press('Copy');
  expect(writeText.mock.calls).toEqual([[address]]);
  expect(screen.getByRole('button', { name: 'Copied' })).toBeDefined();
  await press('Take back');
  expect(listActs(open.fetched)).toEqual([
    ['POST', '/api/rooms/1/invites', { expires_in: 3600, max_uses: 5, approval: true }],
    ['DELETE', `/api/rooms/1/invites/${link.id}`, {}],
  ]);
});

test('who asks to come in is let in, or not now', async () => {
  const asking = (user_id: number, name: string) => ({ user_id, name, avatar, is_guest: true, created_at });
  answers['GET /api/rooms/1/requests'] = { requests: [asking(7, 'Cara'), asking(8, 'Dan')] };
  await look('keeper');
  await press('Who asks to come in');
  await press('Let Cara in');
  answers['POST /api/rooms/1/requests/8'] = new Refusal(409, 'room_full', 'Every seat is taken.');
  await press('Not now, Dan');
  expect(listActs(open.fetched)).toEqual([
    ['POST', '/api/rooms/1/requests/7', { accept: true }],
    ['POST', '/api/rooms/1/requests/8', { accept: false }],
  ]);
  expect(screen.getByRole('alert').textContent).toBe('Every seat is taken.');
});

test('who has to stay away may be let come again', async () => {
  answers['GET /api/rooms/1/bans'] = {
    bans: [{ user_id: 7, name: 'Cara', avatar, reason: 'Shouted', until: null, created_at }],
  };
  await look('keeper');
  await press('Who has to stay away');
  expect(screen.getByText('Shouted')).toBeDefined();
  expect(screen.getByText('until it is lifted')).toBeDefined();
  await press('Let Cara come again');
  expect(listActs(open.fetched)).toEqual([['PATCH', '/api/rooms/1/members/7', { banned: false }]]);
});

test('a member leaves; what was refused is said', async () => {
  await look('member');
  await press('Leave this room');
  answers['POST /api/rooms/1/leave'] = new Refusal(403, 'forbidden', 'Not now.');
  await press('Leave');
  expect(screen.getByRole('alert').textContent).toBe('Not now.');
  answers['POST /api/rooms/1/leave'] = {};
  await press('Leave');
  expect(onGone).toHaveBeenCalledOnce();
});

test('the owner hears why he cannot just leave, and may put the room to rest', async () => {
  await look('owner');
  await press('Leave or close');
  expect(screen.getByText(/Hand it over to somebody first/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull();
  await press('Put to rest');
  expect(listActs(open.fetched)).toEqual([['PATCH', '/api/rooms/1', { archived: true }]]);
});

test('a room is deleted only when its name was typed', async () => {
  await look('owner');
  await press('Leave or close');
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete for good' });
  expect(button.disabled).toBe(true);
  type(/please type its name/, 'Books');
  await press('Delete for good');
  expect(listActs(open.fetched)).toEqual([['DELETE', '/api/rooms/1', {}]]);
  expect(onGone).toHaveBeenCalledOnce();
});

test('everyone who belongs there stands in the list and leads to their card', async () => {
  answers['GET /api/rooms/1/members'] = {
    members: [member(ALICE), { ...member(7, 1, 'Cara'), role: 'keeper' }],
    next: 7,
  };
  answers['GET /api/rooms/1/members?after=7'] = { members: [member(8, 1, 'Dan')], next: null };
  await look('guest');
  await press('Who belongs here');
  await press('Show more');
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Alice (you)guest',
    'Carakeeper',
    'Danguest',
  ]);
  await press(/Cara/);
  expect(open.house.store.getState().card).toMatchObject({ kind: 'person', roomId: 1, userId: 7 });
});
