/** The door that an invitation leads to, for a visitor and for those who sit here already. */
import { fireEvent, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { expect, test, vi } from 'vitest';
import { answerWith, listActs, Refusal, settle } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, hello, person, room, summary } from '@/test/wire';
import { InvitePage } from './InvitePage';

prepareHouse();

const onRoom = vi.fn();
const preview = {
  room_id: 7,
  name: 'Kin',
  topic: 'Only us',
  member_count: 3,
  seated: 0,
  faces: [{ seed: 'a', image_url: null }],
  full: false,
  approval: false,
  invited_by: 'Bob',
  state: 'new',
};

async function comeBy(
  change: object | Refusal,
  visitor = false,
): Promise<TestHouse & { answers: Record<string, object> }> {
  const open = await openHouse(visitor ? null : undefined);
  const seen = change instanceof Refusal ? change : { ...preview, ...change };
  const answers: Record<string, object> = {
    'GET /api/invites/abc': seen,
    'POST /api/invites/abc/accept': { state: 'joined', room_id: 7 },
    'POST /api/guest': { user: person(ALICE), csrf_token: 'new' },
    'GET /api/settings': { blocked: [] },
  };
  answerWith(open.fetched, answers);
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <InvitePage token="abc" entry={<p>What shall we call you?</p>} ways={null} onRoom={onRoom} />
    </Suspense>,
  );
  await settle();
  return { ...open, answers };
}
const press = async (name: string) => {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
};

test('who sits here already sees the room behind the door and goes in', async () => {
  const { fetched } = await comeBy({});
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Kin');
  expect(screen.getByText('Bob invites you')).toBeDefined();
  expect(screen.getByText('3 members · nobody sits there just now')).toBeDefined();
  await press('Go in');
  expect(listActs(fetched)).toEqual([['POST', '/api/invites/abc/accept', {}]]);
  expect(onRoom.mock.calls).toEqual([[7]]);
});

test('a visitor takes a name before the door and comes in with it', async () => {
  const { house, fetched } = await comeBy({}, true);
  expect(screen.getByText('What shall we call you?')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Go in' })).toBeNull();
  await house.sitDown('Alice', 'en');
  await settle();
  expect(listActs(fetched).map((call) => (call as string[])[1])).toEqual([
    '/api/guest',
    '/api/invites/abc/accept',
  ]);
  expect(onRoom.mock.calls).toEqual([[7]]);
});

test('where the keepers open the door themselves, one asks and hears so', async () => {
  const { answers } = await comeBy({ approval: true });
  answers['POST /api/invites/abc/accept'] = { state: 'asked', room_id: 7 };
  await press('Ask to come in');
  expect(screen.getByRole('status').textContent).toContain('You will hear from the keepers');
  expect(onRoom).not.toHaveBeenCalled();
});

test('a member is let through without asking anew', async () => {
  const { fetched } = await comeBy({ state: 'member', full: true });
  await press('Go in');
  expect(listActs(fetched)).toEqual([]);
  expect(onRoom.mock.calls).toEqual([[7]]);
});

test.each([
  [{ full: true }, 'Every seat in this room is taken'],
  [{ state: 'asked' }, 'You have asked to come in'],
  [{ state: 'banned' }, 'asked you to stay away'],
])('a door that stays shut (%o) says so kindly and leads back to the fire', async (change, words) => {
  await comeBy(change);
  expect(screen.getByRole('status').textContent).toContain(words);
  expect(screen.getByRole('link', { name: 'Back to the fireplace' }).getAttribute('href')).toBe('/');
  expect(screen.queryByRole('button', { name: 'Go in' })).toBeNull();
});

test('who asked goes in as soon as the keepers open the door', async () => {
  const { say } = await comeBy({ state: 'asked' });
  say(hello({ rooms: [], user_head: 1 }));
  expect(onRoom.mock.calls).toEqual([]);
  const data = summary({ room: room({ id: 7, name: 'Kin', visibility: 'private' }) });
  say({ type: 'me.changed', part: 'rooms', user_head: 2, data });
  expect(onRoom.mock.calls).toEqual([[7]]);
});

test('a link that opens nothing any more says so', async () => {
  await comeBy(new Refusal(404, 'not_found', 'not found'));
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('This door does not open');
});

test('the last seat may be taken while one reads', async () => {
  const { answers } = await comeBy({});
  answers['POST /api/invites/abc/accept'] = new Refusal(409, 'room_full', 'full');
  await press('Go in');
  expect(screen.getByRole('alert').textContent).toContain('Every seat in this room is taken');
});

test('a way that was cut off is tried again', async () => {
  const { answers } = await comeBy(new Refusal(429, 'rate_limited', 'That was a little fast.'));
  expect(screen.getByRole('alert').textContent).toBe('That was a little fast.');
  answers['GET /api/invites/abc'] = preview;
  await press('Try again');
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Kin');
});
