/** The pages of the settings: what is chosen there is saved, worn, and said when it could not be. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { renderInHouse } from '@/test/renderInHouse';
import { press, SettingsVisit, settle } from '@/test/SettingsVisit';
import { ALICE, person, settings } from '@/test/wire';
import MeMenu from './MeMenu';

const at = new SettingsVisit();
const PATCH = 'PATCH /api/settings';
const choose = (name: string) => act(async () => void fireEvent.click(screen.getByRole('radio', { name })));
const flip = (name: string) => act(async () => void fireEvent.click(screen.getByRole('switch', { name })));

test('another name is saved and said to be', async () => {
  await at.visit('Name and face', true);
  fireEvent.change(screen.getByLabelText('What others call you'), { target: { value: ' Alice  L. ' } });
  at.routes.answer({ [PATCH]: [200, settings({ name: 'Alice L.' })] });
  await press('Save');
  expect(at.bodyOf(PATCH)).toEqual({ name: 'Alice L.' });
  expect(screen.getByText('Saved')).toBeDefined();
  expect(at.open.house.store.getState().me?.settings?.name).toBe('Alice L.');
});

test('a face is taken from those that are drawn', async () => {
  await at.visit('Name and face', true);
  await press('Take face 3');
  expect(at.bodyOf(PATCH)).toEqual({ avatar_seed: expect.stringMatching(/^[a-z0-9]{10}$/) });
});

test('a picture goes up with its progress, and a refused one says why', async () => {
  const sent = vi.fn();
  let finish = () => undefined as unknown;
  class Upload extends EventTarget {
    readonly upload = new EventTarget();
    readonly status = 400;
    readonly response = { error: { code: 'bad_file', message: 'That is no picture.', fields: null } };
    open() {}
    setRequestHeader() {}
    send(form: FormData) {
      sent(form.get('file'));
      this.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 1, total: 4 }));
      finish = () => this.dispatchEvent(new Event('load'));
    }
  }
  vi.stubGlobal('XMLHttpRequest', Upload);
  await at.visit('Name and face', true);
  const file = new File(['x'], 'me.png', { type: 'image/png' });
  await act(
    async () =>
      void fireEvent.change(screen.getByLabelText('A picture of you'), { target: { files: [file] } }),
  );
  expect(sent.mock.calls[0]?.[0]).toBeInstanceOf(File);
  expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(0.25);
  finish();
  expect((await screen.findByRole('alert')).textContent).toBe('That is no picture.');
  expect(screen.queryByRole('progressbar')).toBeNull();
});

test('the language changes at once and is saved', async () => {
  await at.visit('Language', true);
  await choose('한국어');
  expect(at.bodyOf(PATCH)).toEqual({ language: 'ko' });
  expect(await screen.findByRole('heading', { name: '언어' })).toBeDefined();
});

test('light, size and motion are worn at once and saved', async () => {
  await at.visit('Light and type', true);
  await choose('Morning');
  await choose('Larger');
  await choose('Calm');
  const { theme, textSize, motion } = document.documentElement.dataset;
  expect([theme, textSize, motion]).toEqual(['light', 'larger', 'less']);
  const pages = at.routes.asked.filter(([call]) => call === PATCH).map(([, body]) => body);
  expect(pages).toEqual([
    { page: { theme: 'day' } },
    { page: { text_size: 'larger' } },
    { page: { motion: 'calm' } },
  ]);
  expect(localStorage.getItem('hearth.theme')).toBe('day');
});

test('what could not be saved says so', async () => {
  await at.visit('Privacy', true);
  at.routes.answer({ [PATCH]: [503, {}] });
  await flip('How far I have read');
  expect(screen.getByRole('alert').textContent).toContain('could not be saved');
  expect(screen.getByRole<HTMLInputElement>('switch', { name: 'How far I have read' }).checked).toBe(true);
});

test('quiet hours begin in the evening, in the time of this place', async () => {
  await at.visit('Notifications', true);
  const time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  at.routes.answer({ [PATCH]: [200, settings({ quiet: { begin: 1320, end: 480 }, time_zone })] });
  await flip('Do not disturb');
  expect(at.bodyOf(PATCH)).toEqual({ quiet: { begin: 1320, end: 480 }, time_zone });
  fireEvent.change(screen.getByLabelText('until'), { target: { value: '06:30' } });
  expect(at.bodyOf(PATCH)).toEqual({ quiet: { begin: 1320, end: 390 }, time_zone });
  await settle();
  expect(screen.queryByRole('switch', { name: 'A letter a day' })).toBeNull(); // a guest has no address
});

test('whoever has an account may have a letter a day, and the rooms are a step away', async () => {
  await at.visit('Notifications', false);
  await flip('A letter a day');
  expect(at.bodyOf(PATCH)).toEqual({ digest: 'daily' });
  await press('For this room');
  expect(at.onRoomSheet).toHaveBeenCalled();
});

test('blocked people can be let back in', async () => {
  const bob = {
    user_id: 2,
    name: 'Bob',
    avatar: { seed: 's2', image_url: null },
    created_at: '2026-01-01T00:00:00Z',
  };
  await at.visit('Privacy', true, {
    'GET /api/blocks': [200, { people: [bob] }],
    'DELETE /api/blocks/2': [200, { people: [] }],
  });
  await press('Unblock Bob');
  expect(at.routes.asked.at(-1)?.[0]).toBe('DELETE /api/blocks/2');
  expect(screen.getByText(/Nobody/)).toBeDefined();
});

test('Escape and the cross close it, and a guest sees no devices', async () => {
  await at.visit('Account', true);
  expect(screen.queryByRole('button', { name: 'Devices' })).toBeNull();
  await press('Close');
  expect(at.onClose).toHaveBeenCalled();
});

test('the menu changes the light, and leads a guest to a seat of their own', async () => {
  await at.visit('Account', true);
  await renderInHouse(at.open.house, <MeMenu onSettings={() => undefined} onClose={() => undefined} />);
  const menu = within(await screen.findByRole('dialog', { name: 'What is mine' }));
  const before = document.documentElement.dataset.theme;
  await act(async () => void fireEvent.click(menu.getByRole('button', { name: /light/ })));
  expect(document.documentElement.dataset.theme).not.toBe(before);
  expect(menu.getByRole('link', { name: 'Make an account' }).getAttribute('href')).toBe('/account/signup');
  expect(menu.getByText(person(ALICE).name)).toBeDefined();
});
