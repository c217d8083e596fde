/** The card of a person, and reporting: what everyone may do, and what is for those who keep the room. */
import { fireEvent, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Role } from '@/lib/roomRights';
import { answerWith, listActs, prepareDialogs, Refusal, settle } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, BOB, changed, member, message, room } from '@/test/wire';
import { PersonSheet } from './PersonSheet';
import { ReportSheet } from './ReportSheet';

prepareHouse();

let open: TestHouse;
let answers: Record<string, object>;
const onRoom = vi.fn();
const onClose = vi.fn();
const NOW = new Date('2026-01-01T12:00:00.000Z');

beforeEach(async () => {
  prepareDialogs();
  open = await openHouse();
  answers = { 'GET /api/settings': { blocked: [] } };
  answerWith(open.fetched, answers);
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
});
afterEach(() => vi.useRealTimers());

/** Alice, being this, looks at Bob, who is that. */
async function look(mine: Role, theirs: Role, userId = BOB): Promise<void> {
  open.say({ type: 'member.changed', room_id: 1, seq: 5, member: { ...member(ALICE, 5), role: mine } });
  open.say({ type: 'member.changed', room_id: 1, seq: 6, member: { ...member(BOB, 6), role: theirs } });
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <PersonSheet roomId={1} userId={userId} onRoom={onRoom} onClose={onClose} />
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
const names = () =>
  screen
    .getAllByRole('button')
    .map(({ textContent }) => textContent)
    .filter((words) => words !== '');

const EVERYONE = ['Talk alone', 'Call by name', 'Block', 'Report'];
const SANCTIONS = ['Quiet for a while', 'See out', 'Keep away'];

test.each<[Role, Role, string[]]>([
  ['guest', 'member', EVERYONE],
  ['member', 'guest', EVERYONE],
  ['keeper', 'member', [...EVERYONE, ...SANCTIONS]],
  ['keeper', 'keeper', EVERYONE],
  ['keeper', 'owner', EVERYONE],
  ['owner', 'member', [...EVERYONE, 'Make a keeper', ...SANCTIONS, 'Hand the room over']],
  ['owner', 'keeper', [...EVERYONE, 'Keeper no more', ...SANCTIONS, 'Hand the room over']],
])('a %s is shown what may be done about a %s', async (mine, theirs, shown) => {
  await look(mine, theirs);
  expect(names()).toEqual(shown);
  expect(screen.getByText(theirs)).toBeDefined();
});

test('about oneself there is nothing to do', async () => {
  await look('owner', 'member', ALICE);
  expect(names()).toEqual([]);
});

test('two talk alone in a room of their own', async () => {
  answers['POST /api/rooms'] = room({ id: 12 });
  await look('member', 'member');
  await press('Talk alone');
  expect(listActs(open.fetched)).toEqual([['POST', '/api/rooms', { visibility: 'direct', user_id: BOB }]]);
  expect(onRoom.mock.calls).toEqual([[12]]);
});

test('who does not want to be talked to alone looks like nobody', async () => {
  answers['POST /api/rooms'] = new Refusal(404, 'not_found', 'There is nobody.');
  await look('member', 'member');
  await press('Talk alone');
  expect(screen.getByRole('alert').textContent).toBe('There is nobody.');
  expect(onRoom).not.toHaveBeenCalled();
});

test('a name is put into the words one is about to say', async () => {
  await look('member', 'member');
  await press('Call by name');
  expect(open.house.store.getState().insert).toEqual({ roomId: 1, text: '@Bob ' });
  expect(onClose).toHaveBeenCalledOnce();
});

test('whom one blocks is not talked to any more, until unblocked', async () => {
  await look('member', 'member');
  await press('Block');
  const settings = { ...open.house.store.getState().me?.settings, blocked: [BOB] };
  open.say({ type: 'me.changed', user_head: 1, part: 'settings', data: settings });
  expect(names()).toEqual(['Unblock', 'Report']);
  await press('Unblock');
  expect(listActs(open.fetched)).toEqual([
    ['PUT', `/api/blocks/${BOB}`, {}],
    ['DELETE', `/api/blocks/${BOB}`, {}],
  ]);
});

const patched = (body: object) => [['PATCH', `/api/rooms/1/members/${BOB}`, body]];

test('a keeper quiets somebody for a while', async () => {
  await look('keeper', 'member');
  await press('Quiet for a while');
  expect(document.activeElement?.textContent).toBe('Back');
  choose('For how long', '60');
  await press('Quiet now');
  expect(listActs(open.fetched)).toEqual(patched({ muted_until: '2026-01-01T13:00:00.000Z' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('another time is typed, in whole minutes', async () => {
  await look('keeper', 'member');
  await press('Quiet for a while');
  choose('For how long', 'other');
  const field = screen.getByRole('textbox', { name: 'Minutes' });
  fireEvent.change(field, { target: { value: 'soon' } });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Quiet now' }).disabled).toBe(true);
  fireEvent.change(field, { target: { value: '5' } });
  await press('Quiet now');
  expect(listActs(open.fetched)).toEqual(patched({ muted_until: '2026-01-01T12:05:00.000Z' }));
});

test('who is quieted may be let speak again', async () => {
  await look('keeper', 'member');
  const muted = { ...member(BOB, 7), muted_until: '2026-01-01T13:00:00.000Z' };
  open.say({ type: 'member.changed', room_id: 1, seq: 7, member: muted });
  expect(screen.getByText(/^listening until/)).toBeDefined();
  await press('Quiet for a while');
  await press('Let them speak again');
  expect(listActs(open.fetched)).toEqual(patched({ muted_until: null }));
});

test('a keeper keeps somebody away, with a reason and an end', async () => {
  await look('keeper', 'member');
  await press('Keep away');
  choose('For how long', '168');
  fireEvent.change(screen.getByRole('textbox', { name: 'Why' }), { target: { value: 'Shouted' } });
  await press('Keep away');
  const ban = { banned: true, banned_until: '2026-01-08T12:00:00.000Z', reason: 'Shouted' };
  expect(listActs(open.fetched)).toEqual(patched(ban));
});

test('seeing somebody out asks first; what was refused is said', async () => {
  answers[`DELETE /api/rooms/1/members/${BOB}`] = new Refusal(403, 'forbidden', 'Not you.');
  await look('keeper', 'member');
  await press('See out');
  expect(listActs(open.fetched)).toEqual([]);
  await press('See out');
  expect(screen.getByRole('alert').textContent).toBe('Not you.');
});

test('the owner names a keeper, and hands the room over', async () => {
  await look('owner', 'member');
  await press('Make a keeper');
  await press('Hand the room over');
  expect(screen.getByText(/Only Bob can give it back/)).toBeDefined();
  await press('Hand over to Bob');
  expect(listActs(open.fetched)).toEqual([...patched({ role: 'keeper' }), ...patched({ role: 'owner' })]);
});

async function renderReport(messageId: number | null): Promise<void> {
  open.say(changed(message(4, { text: 'hurting words' })));
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <ReportSheet roomId={1} userId={BOB} messageId={messageId} onClose={onClose} />
    </Suspense>,
  );
  await settle();
}
const say = (value: string) => fireEvent.change(screen.getByRole('textbox'), { target: { value } });

test('words are reported with a reason, and one hears that it arrived', async () => {
  await renderReport(4);
  expect(screen.getByText('hurting words')).toBeDefined();
  await press('Tell the keepers');
  expect(screen.getByText('Please say in a few words what is wrong.')).toBeDefined();
  say('  It hurts ');
  await press('Tell the keepers');
  expect(listActs(open.fetched)).toEqual([
    ['POST', '/api/rooms/1/reports', { message_id: 4, reason: 'It hurts' }],
  ]);
  expect(screen.getByRole('status').textContent).toContain('Thank you');
});

test('a person is reported; what did not go through keeps the reason', async () => {
  answers['POST /api/rooms/1/reports'] = new Refusal(429, 'rate_limited', 'That was a little fast.');
  await renderReport(null);
  say('Shouts');
  await press('Tell the keepers');
  expect(listActs(open.fetched)).toEqual([
    ['POST', '/api/rooms/1/reports', { user_id: BOB, reason: 'Shouts' }],
  ]);
  expect(screen.getByRole('alert').textContent).toBe('That was a little fast.');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Shouts');
});
