/** Where one can only listen, the composer says why and until when; a slow room says how long to pause. */
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useHouseState } from '@/components/useHouse';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, member, room } from '@/test/wire';
import { GlobalChatInput } from './GlobalChatInput';
import { QuietLine, useQuiet } from './QuietLine';

prepareHouse();

let open: TestHouse;
beforeEach(async () => {
  open = await openHouse();
});
afterEach(() => vi.useRealTimers());

function Place() {
  const held = useHouseState((state) => state.rooms[1]);
  const quiet = useQuiet(held, ALICE);
  if (quiet !== null) return <QuietLine quiet={quiet} />;
  return <GlobalChatInput roomId={1} userId={ALICE} lilyMode="called" />;
}
const become = (change: object, seq = 5) =>
  open.say({ type: 'member.changed', room_id: 1, seq, member: { ...member(ALICE, seq), ...change } });
const setRoom = (change: object) =>
  open.say({ type: 'room.changed', room_id: 1, seq: 4, room: room({ seq: 4, ...change }) });

test('who is quieted listens until then, and may speak by then by itself', async () => {
  await renderInHouse(open.house, <Place />);
  vi.useFakeTimers();
  become({ muted_until: new Date(Date.now() + 10 * 60_000).toISOString() });
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByRole('status').textContent).toMatch(/^You are listening until .*\d/);
  act(() => void vi.advanceTimersByTime(10 * 60_000 + 1_000));
  expect(screen.getByRole('textbox', { name: 'Message' })).toBeDefined();
});

test('who is let speak again has the field back at once', async () => {
  await renderInHouse(open.house, <Place />);
  become({ muted_until: new Date(Date.now() + 60_000).toISOString() });
  expect(screen.queryByRole('textbox')).toBeNull();
  become({ muted_until: null }, 6);
  expect(screen.getByRole('textbox')).toBeDefined();
});

test('a room that is kept as it was can only be read', async () => {
  await renderInHouse(open.house, <Place />);
  setRoom({ archived: true });
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.getByRole('status').textContent).toContain('One can read here, but not speak');
});

test('a slow room says the pause, but to those who keep it', async () => {
  await renderInHouse(open.house, <Place />);
  setRoom({ slow_seconds: 30 });
  expect(screen.getByText(/one message every 30 seconds/)).toBeDefined();
  become({ role: 'keeper' });
  expect(screen.queryByText(/one message every/)).toBeNull();
});

test('a name that was put in stands behind the draft, with the focus', async () => {
  await renderInHouse(open.house, <Place />);
  act(() => open.house.mention(1, 'Bob'));
  act(() => open.house.mention(1, 'Cara'));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox');
  expect(field.value).toBe('@Bob @Cara ');
  expect(document.activeElement).toBe(field);
});
