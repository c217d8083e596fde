/** The account in the settings: proofs, devices, going. What the house wants to be sure about is asked once more. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { allauth, refused, signedIn } from '@/test/routes';
import { press, SettingsVisit, settle } from '@/test/SettingsVisit';
import { session } from '@/test/session';
import { ALICE, person } from '@/test/wire';

const at = new SettingsVisit();
const BASE = '/_allauth/browser/v1/';
const TOTP = 'account/authenticators/totp';
const UNSURE = { data: { flows: [{ id: 'reauthenticate' }] }, meta: { is_authenticated: true } };
const fill = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('another address is asked for, and waits until it is confirmed', async () => {
  await at.visit('Account', false);
  expect(screen.getByText('confirmed')).toBeDefined();
  await press('Change the address');
  fill('New address', 'new@example.org');
  const both = [
    { email: 'alice@example.org', verified: true, primary: true },
    { email: 'new@example.org', verified: false, primary: false },
  ];
  at.routes.answer(allauth({ 'POST account/email': [200, { data: both }], 'PUT account/email': [200, {}] }));
  await press('Send the letter');
  expect(screen.getByText('not confirmed yet')).toBeDefined();
  await press('Send again');
  expect(at.bodyOf(`PUT ${BASE}account/email`)).toEqual({ email: 'new@example.org' });
});

test('what the house wants to be sure about goes on after a proof', async () => {
  await at.visit('Account', false, allauth({ 'POST account/email': [401, UNSURE] }));
  await press('Change the address');
  fill('New address', 'new@example.org');
  await press('Send the letter');
  const question = within(screen.getByRole('dialog', { name: 'Is it really you?' }));
  fireEvent.change(question.getByLabelText('Password'), { target: { value: 'wrong' } });
  at.routes.answer(
    allauth({ 'POST auth/reauthenticate': [400, refused('incorrect_password', 'password', 'Not it.')] }),
  );
  await press('Yes, it is me');
  expect(question.getByText('Not it.')).toBeDefined();
  at.routes.answer(
    allauth({ 'POST auth/reauthenticate': [200, signedIn], 'POST account/email': [200, { data: [] }] }),
  );
  await press('Yes, it is me');
  await settle();
  expect(screen.queryByRole('dialog', { name: 'Is it really you?' })).toBeNull();
  expect(screen.getByText(/There is no address yet/)).toBeDefined();
});

test('who does not want to prove anything stays where they were', async () => {
  await at.visit('Account', false, allauth({ 'POST account/email': [401, UNSURE] }));
  await press('Change the address');
  await press('Send the letter');
  const question = within(screen.getByRole('dialog', { name: 'Is it really you?' }));
  await act(async () => void fireEvent.click(question.getByRole('button', { name: 'Never mind' })));
  await settle();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.getByLabelText('New address')).toBeDefined();
});

test('the password changes, and a wrong one of now is said at its field', async () => {
  const change = 'POST account/password/change';
  await at.visit('Account', false, {
    ...allauth({
      [change]: [400, refused('enter_current_password', 'current_password', 'Not the one of now.')],
    }),
    'GET /api/session': [200, session({ ...person(ALICE), is_guest: false })],
  });
  await press('Change the password');
  fill('Password of now', 'old');
  fill('New password', 'three odd words');
  await press('Save');
  expect(screen.getByText('Not the one of now.')).toBeDefined();
  at.routes.answer(allauth({ [change]: [200, signedIn] }));
  await press('Save');
  expect(screen.getByText('Your password is changed')).toBeDefined();
});

test('an app is set up by a picture or by its key, and the recovery codes are shown and kept', async () => {
  const meta = { secret: 'ABCDEFGH', totp_url: 'otpauth://totp/x' };
  await at.visit('Account', false, allauth({ [`GET ${TOTP}`]: [404, { status: 404, meta }] }));
  await press('Turn it on');
  expect(screen.getByText('ABCD EFGH')).toBeDefined();
  const picture = await screen.findByRole('img', { name: /^Picture for the camera/ });
  expect(picture.querySelector('path')?.getAttribute('d')).toMatch(/^M4 4h1v1h-1z/); // a corner of a finder pattern
  fill('The code that the app shows', '123 456');
  const codes = { type: 'recovery_codes', created_at: 1, last_used_at: null, unused_codes: ['one1', 'two2'] };
  at.routes.answer(
    allauth({
      [`POST ${TOTP}`]: [200, { data: {} }],
      'GET account/authenticators/recovery-codes': [200, { data: codes }],
      'GET account/authenticators': [200, { data: [{ type: 'totp', created_at: 1, last_used_at: null }] }],
    }),
  );
  await press('Turn on');
  expect(at.bodyOf(`POST ${BASE}${TOTP}`)).toEqual({ code: '123456' });
  const list = await screen.findByRole('list', { name: 'Recovery codes' });
  expect(
    within(list)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual(['one1', 'two2']);
  const writeText = vi.fn(async () => undefined);
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { clipboard: { writeText } }));
  await press('Copy');
  expect(writeText).toHaveBeenCalledWith('one1\ntwo2\n');
});

test('a passkey is made under a name, also by a browser that knows no JSON', async () => {
  class Key {
    readonly id = 'key';
    readonly type = 'public-key';
    readonly rawId = Uint8Array.of(251, 255).buffer;
    readonly response = {
      clientDataJSON: Uint8Array.of(1).buffer,
      attestationObject: Uint8Array.of(2).buffer,
    };
    getClientExtensionResults() {
      return {};
    }
  }
  vi.stubGlobal('PublicKeyCredential', Key);
  const create = vi.fn(async (_options: CredentialCreationOptions) => new Key());
  vi.stubGlobal('navigator', { userAgent: 'Mozilla (iPhone) Safari/1', credentials: { create } });
  const publicKey = {
    challenge: '-_8',
    user: { id: 'AQ', name: 'a', displayName: 'a' },
    pubKeyCredParams: [],
  };
  const path = 'account/authenticators/webauthn';
  await at.visit(
    'Account',
    false,
    allauth({
      [`GET ${path}?passwordless`]: [200, { data: { creation_options: { publicKey } } }],
      [`POST ${path}`]: [200, { data: {} }],
    }),
  );
  await press('Add a passkey');
  fill('Name of the passkey', 'My phone');
  await press('Go on');
  await settle();
  const asked = create.mock.calls[0]?.[0].publicKey;
  expect([...new Uint8Array(asked?.challenge as ArrayBuffer)]).toEqual([251, 255]);
  expect(at.bodyOf(`POST ${BASE}${path}`)).toEqual({
    name: 'My phone',
    credential: {
      id: 'key',
      rawId: '-_8',
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: 'AQ', attestationObject: 'Ag' },
    },
  });
});

test('devices are named, this one stays, others are ended', async () => {
  const one = {
    id: 1,
    user_agent: 'Mozilla (Windows NT) Firefox/140',
    ip: '10.0.0.1',
    created_at: 1,
    is_current: false,
  };
  const two = { ...one, id: 2, user_agent: 'Mozilla (iPhone) Safari/1', is_current: true };
  await at.visit(
    'Devices',
    false,
    allauth({
      'GET auth/sessions': [200, { data: [one, two] }],
      'DELETE auth/sessions': [200, { data: [two] }],
    }),
  );
  expect(screen.getByText('This device').parentElement?.textContent).toContain('Safari · iPhone');
  await press('End Firefox · Windows');
  expect(at.bodyOf(`DELETE ${BASE}auth/sessions`)).toEqual({ sessions: [1] });
  expect(screen.queryByText(/Firefox/)).toBeNull();
});

test('a guest is asked before a seat is lost, and may make an account instead', async () => {
  const out = { 'POST /api/me/sign-out': [204, null], 'GET /api/session': [200, session(null)] } as const;
  await at.visit('Account', true, out);
  expect(screen.getByText(/your rooms and your favourites come along/i)).toBeDefined();
  at.open.house.say(1, 'unsent words');
  await press('Sign out');
  expect(screen.getByText(/nobody can come back to this seat/)).toBeDefined();
  expect(screen.getByText(/1 message of yours was not sent yet/)).toBeDefined();
  await press('Sign out');
  await settle();
  const { phase, outgoing } = at.open.house.store.getState();
  expect([phase, outgoing]).toEqual(['entry', []]);
});

test('an account goes for good only under its own name', async () => {
  const gone = { 'POST /api/me/delete': [204, null], 'GET /api/session': [200, session(null)] } as const;
  await at.visit('Account', false, gone);
  await press('Delete');
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete for good' });
  expect(button.disabled).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: 'They go with me' }));
  fill('To be sure, please type your name: Alice', 'Alice');
  await press('Delete for good');
  expect(at.bodyOf('POST /api/me/delete')).toEqual({ name: 'Alice', messages: 'remove' });
  await settle();
  expect(at.open.house.store.getState().phase).toBe('entry');
});

test('the house may want a proof before an account goes', async () => {
  const error = { code: 'reauthenticate', message: 'Please show once more that it is you.', fields: null };
  await at.visit('Account', false, {
    'POST /api/me/delete': [403, { error }],
    'GET /api/session': [200, session(null)],
    ...allauth({ 'POST auth/reauthenticate': [200, signedIn] }),
  });
  await press('Delete');
  fill('To be sure, please type your name: Alice', 'Alice');
  await press('Delete for good');
  const question = within(await screen.findByRole('dialog', { name: 'Is it really you?' }));
  fireEvent.change(question.getByLabelText('Password'), { target: { value: 'three odd words' } });
  at.routes.answer({ 'POST /api/me/delete': [204, null] });
  await press('Yes, it is me');
  await settle();
  expect(at.open.house.store.getState().phase).toBe('entry');
});
