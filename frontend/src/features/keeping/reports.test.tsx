/** What was reported in a room, for those who decide. */
import { fireEvent, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { answerWith, listActs, Refusal, settle } from '@/test/answers';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { room } from '@/test/wire';
import { ReportsPart } from './ReportsPart';

prepareHouse();

let open: TestHouse;
let answers: Record<string, object>;
const created_at = '2026-01-01T12:00:00.000Z';

beforeEach(async () => {
  open = await openHouse();
  answers = {};
  answerWith(open.fetched, answers);
});

async function render(): Promise<void> {
  await renderInHouse(
    open.house,
    <Suspense fallback={null}>
      <ReportsPart room={room()} onDone={vi.fn()} onGone={vi.fn()} />
    </Suspense>,
  );
  await settle();
}
async function press(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}
const choose = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } });
const type = (name: string, value: string) =>
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });

const report = (id: string, change = {}) => ({
  id,
  room_id: 1,
  message_id: 4,
  about_user_id: 7,
  about_name: 'Cara',
  reporter_name: 'Bob',
  reason: 'This hurts',
  excerpt: 'the words as they were',
  decision: null,
  note: '',
  decided_by: null,
  decided_at: null,
  created_at,
  ...change,
});

test('a report is looked at with the words as they were, and decided', async () => {
  const done = report('b', { decision: 'kept', decided_by: 'Alice', decided_at: created_at, note: 'Fine' });
  answers['GET /api/rooms/1/reports'] = { reports: [report('a'), done] };
  await render();
  expect(screen.getAllByText('the words as they were')).toHaveLength(2);
  expect(screen.getByText(/Left as it is · Alice/)).toBeDefined();
  expect(screen.queryByRole('combobox', { name: 'For how long' })).toBeNull();
  choose('What shall be done', 'banned');
  choose('For how long', '0');
  type('A word on why', ' Please be kind ');
  await press('Decide');
  const decision = { decision: 'banned', note: 'Please be kind', hours: null };
  expect(listActs(open.fetched)).toEqual([['POST', '/api/rooms/1/reports/a/decision', decision]]);
});

test('about a person alone no words can be taken away; about nobody, nobody can be sent', async () => {
  const reports = [
    report('a', { message_id: null, excerpt: '' }),
    report('b', { about_user_id: null, about_name: '' }),
  ];
  answers['GET /api/rooms/1/reports'] = { reports };
  await render();
  const choices = screen
    .getAllByRole('combobox')
    .map((list) => [...list.querySelectorAll('option')].map(({ value }) => value));
  expect(choices).toEqual([
    ['kept', 'muted', 'removed', 'banned'],
    ['kept', 'message_removed'],
  ]);
  expect(screen.getByText('Someone')).toBeDefined();
});

test('what could not be fetched or decided says so', async () => {
  answers['GET /api/rooms/1/reports'] = { reports: [report('a')] };
  answers['POST /api/rooms/1/reports/a/decision'] = new Refusal(409, 'conflict', 'Bob has decided already.');
  await render();
  await press('Decide');
  expect(screen.getByRole('alert').textContent).toBe('Bob has decided already.');
});
