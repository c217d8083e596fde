/** Searching: as one writes, by the arrow keys, with what narrows it, and when there is nothing or no way. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { message } from '@/test/wire';
import { SearchSheet } from './SearchSheet';

prepareHouse();

const onOpen = vi.fn();
let open: TestHouse;
let answer: () => Response;

const hit = (id: number, text: string, spans: [number, number][], change = {}) => ({
  message: message(id, { text, ...change }),
  room_name: 'Study',
  highlights: spans.map(([start, end]) => ({ start, end })),
});
const found = (hits: object[], before: number | null = null) =>
  new Response(JSON.stringify({ hits, words: [], before }));
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 220)));
const asked = () =>
  open.fetched.mock.calls.map(([path]) => String(path)).filter((path) => path.includes('search'));
const hits = () => within(screen.getByRole('listbox', { name: 'What was found' }));
const field = () => screen.getByRole('combobox', { name: 'Words to find' });

async function write(words: string) {
  fireEvent.change(field(), { target: { value: words } });
  await settle();
}

beforeEach(async () => {
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  onOpen.mockClear();
  open = await openHouse();
  answer = () => found([hit(9, 'by the fire', [[7, 11]]), hit(3, 'fire again', [[0, 4]], { room_id: 5 })]);
  open.fetched.mockImplementation(async () => answer());
  await renderInHouse(open.house, <SearchSheet roomId={1} onOpen={onOpen} onClose={vi.fn()} />);
  await screen.findByRole('combobox', { name: 'Words to find' }); // its words are fetched first
});

test('what is written is looked for once, a little after the last letter, and marked', async () => {
  for (const words of ['f', 'fi', 'fir']) fireEvent.change(field(), { target: { value: words } });
  await write('fire');
  expect(asked()).toEqual(['/api/search?q=fire']);
  expect(screen.getAllByText('fire', { selector: 'mark' })).toHaveLength(2);
  expect(screen.getByRole('status').textContent).toBe('2 found');
  expect(hits().getAllByRole('option')[1]?.textContent).toContain('Study');
});

test('one letter is not enough, and nothing is asked', async () => {
  await write('f');
  expect(asked()).toEqual([]);
  expect(screen.getByRole('status').textContent).toContain('Part of a word will do');
});

test('the arrow keys stand on a place and Enter opens it', async () => {
  await write('fire');
  fireEvent.keyDown(field(), { key: 'ArrowDown' });
  fireEvent.keyDown(field(), { key: 'ArrowDown' });
  const second = hits().getByRole('option', { selected: true });
  expect(field().getAttribute('aria-activedescendant')).toBe(second.id);
  fireEvent.keyDown(field(), { key: 'Enter' });
  expect(onOpen.mock.calls).toEqual([[5, 3]]);
});

test('Enter that only ends a syllable opens nothing', async () => {
  await write('fire');
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
  expect(onOpen).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('option', { name: /by the fire/ }));
  expect(onOpen.mock.calls).toEqual([[1, 9]]);
});

test('what narrows a search is asked with it, and is enough alone', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Links' }));
  fireEvent.click(screen.getByRole('button', { name: 'Only this room' }));
  await settle();
  expect(asked().at(-1)).toBe('/api/search?room_id=1&has=link');
  fireEvent.change(screen.getByRole('combobox', { name: 'Who said it' }), { target: { value: '1' } });
  fireEvent.click(screen.getByRole('button', { name: 'Dates' }));
  fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-01' } });
  await settle();
  expect(asked().at(-1)).toContain(
    `author_id=1&has=link&since=${encodeURIComponent(new Date(2026, 2, 1).toISOString())}`,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Dates' }));
  await settle();
  expect(asked().at(-1)).not.toContain('since');
});

test('more come behind those that are there', async () => {
  answer = () => found([hit(9, 'fire', [[0, 4]])], 9);
  await write('fire');
  answer = () => found([hit(2, 'old fire', [[4, 8]])]);
  fireEvent.click(screen.getByRole('button', { name: 'Further back' }));
  await settle();
  expect(asked().at(-1)).toBe('/api/search?q=fire&before=9');
  expect(hits().getAllByRole('option')).toHaveLength(2);
  expect(screen.queryByRole('button', { name: 'Further back' })).toBeNull();
});

test('an answer that was overtaken does not count', async () => {
  let tellLate: (response: Response) => void = () => undefined;
  open.fetched.mockImplementationOnce(() => new Promise((resolve) => (tellLate = resolve)));
  await write('slow');
  await write('fire');
  tellLate(found([]));
  await settle();
  expect(hits().getAllByRole('option')).toHaveLength(2);
});

test('nothing found says so; no way to the house says so, and tries again', async () => {
  answer = () => found([]);
  await write('zzz');
  expect(screen.getByRole('status').textContent).toContain('Nobody said that');
  open.fetched.mockImplementationOnce(async () => Promise.reject(new TypeError('offline')));
  await write('fire');
  expect(screen.getByRole('alert').textContent).toContain('cut for a moment');
  answer = () => found([hit(9, 'fire', [[0, 4]])]);
  fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
  await settle();
  expect(hits().getAllByRole('option')).toHaveLength(1);
});

test('a refusal is told in the words of the house', async () => {
  const error = { code: 'rate_limited', message: 'That was a little fast.', fields: null };
  answer = () => new Response(JSON.stringify({ error }), { status: 429 });
  await write('fire');
  expect(screen.getByRole('alert').textContent).toContain('That was a little fast.');
});

test('nothing stands in the way of a screen reader', async () => {
  await write('fire');
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
