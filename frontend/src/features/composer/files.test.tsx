/** Bringing files along: the tray, its sentences, and sending that waits for what is on its way. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeRequest } from '@/test/FakeRequest';
import { FakeWebSocket } from '@/test/FakeWebSocket';
import { openHouse, prepareHouse, renderInHouse, type TestHouse } from '@/test/renderInHouse';
import { ALICE, attachment, changed, message } from '@/test/wire';
import { GlobalChatInput } from './GlobalChatInput';

prepareHouse();

let open: TestHouse;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const send = () => fireEvent.keyDown(field(), { key: 'Enter', code: 'Enter' });
const sent = () => FakeWebSocket.latest.sentOf('message.send');
const png = (name: string) => new File(['x'], name, { type: 'image/png' });
const request = (index: number) => FakeRequest.opened[index] as FakeRequest;
const answer = (index: number, status: number, body: unknown) =>
  act(async () => request(index).answer(status, body));

async function choose(...files: File[]): Promise<HTMLElement> {
  fireEvent.change(screen.getByTestId('file-chooser'), { target: { files } });
  return screen.findByRole('list', { name: 'Files that go along' });
}

beforeEach(async () => {
  FakeRequest.opened = [];
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:here', revokeObjectURL: vi.fn() }));
  open = await openHouse();
  await renderInHouse(open.house, <GlobalChatInput roomId={1} userId={ALICE} lilyMode="called" />);
});

test('a file goes with its room and the token, shows how far it is, and is sent without words', async () => {
  const tray = await choose(png('fire.png'));
  expect([request(0).path, request(0).headers['X-CSRFToken'], request(0).form?.get('room_id')]).toEqual([
    '/api/attachments',
    'token',
    '1',
  ]);
  act(() => request(0).progress(3, 4));
  expect(within(tray).getByRole<HTMLProgressElement>('progressbar').value).toBe(0.75);
  await answer(0, 201, attachment({ id: 'a' }));
  expect(within(tray).queryByRole('progressbar')).toBeNull();
  send();
  expect(sent()).toMatchObject([{ text: '', attachment_ids: ['a'] }]);
  expect(screen.queryByRole('list', { name: 'Files that go along' })).toBeNull();
});

test('sending waits for what is on its way, and the words stay until then', async () => {
  await choose(png('fire.png'));
  fireEvent.change(field(), { target: { value: 'look' } });
  send();
  expect([sent(), field().value]).toEqual([[], 'look']);
  expect(screen.getByRole('button', { name: 'Sends when the files are there' })).toBeDefined();
  await answer(0, 201, attachment({ id: 'a' }));
  expect(sent()).toMatchObject([{ text: 'look', attachment_ids: ['a'] }]);
  expect(field().value).toBe('');
});

test('a file that is cut off meanwhile keeps the words, and the next Enter tries it again', async () => {
  const tray = await choose(png('fire.png'));
  fireEvent.change(field(), { target: { value: 'look' } });
  send();
  await act(async () => request(0).breakOff());
  expect(within(tray).getByRole('alert').textContent).toContain('cut off');
  expect([sent(), field().value]).toEqual([[], 'look']);
  send();
  await answer(1, 201, attachment({ id: 'a' }));
  expect(sent()).toMatchObject([{ text: 'look', attachment_ids: ['a'] }]);
});

test("the house's own sentence is shown, and the words go without the file", async () => {
  const tray = await choose(png('fire.png'));
  const error = { code: 'bad_frame', message: 'This file is damaged.', fields: null };
  await answer(0, 422, { error });
  expect(within(tray).getByRole('alert').textContent).toBe('This file is damaged.');
  expect(within(tray).queryByRole('button', { name: 'Try fire.png again' })).toBeNull();
  fireEvent.change(field(), { target: { value: 'never mind' } });
  send();
  expect(sent()).toMatchObject([{ text: 'never mind', attachment_ids: [] }]);
});

test('a file can be stopped on its way', async () => {
  const tray = await choose(png('fire.png'), png('wood.png'));
  fireEvent.click(within(tray).getByRole('button', { name: 'Stop fire.png' }));
  expect(request(0).abort).toHaveBeenCalledOnce();
  expect(within(tray).getAllByRole('listitem')).toHaveLength(1);
});

test('while one edits nothing goes along', async () => {
  await choose(png('fire.png'));
  open.say(changed(message(1, { author: { kind: 'user', user_id: ALICE, name: 'Alice' } })));
  act(() => open.house.messages.startEdit(1, 1));
  expect(screen.queryByRole('button', { name: 'Bring files' })).toBeNull();
  expect(screen.queryByRole('list', { name: 'Files that go along' })).toBeNull();
});
