/** Making an account, and where mails and providers lead back to. */
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AccountVisit, fill, POST, press } from '@/test/AccountVisit';
import { openHouse } from '@/test/renderInHouse';
import { type Answers, refused, signedIn, waiting } from '@/test/routes';

const at = new AccountVisit();

describe('making an account', () => {
  async function signUp(answers: Answers): Promise<void> {
    await at.visit('/account/signup', { 'POST auth/signup': [401, waiting('verify_email')], ...answers });
    await screen.findByRole('heading', { name: 'A seat of your own' });
    fill('E-mail', 'alice@example.org');
    fill('New password', 'three odd words');
  }

  test('name, address, password and language go to the house; then one looks into the mail', async () => {
    await signUp({ 'POST auth/login': [401, waiting('verify_email')] });
    fill('What shall we call you?', ' Alice  Liddell ');
    await press('Make an account');
    expect(at.bodyOf(POST('auth/signup'))).toEqual({
      name: 'Alice Liddell',
      email: 'alice@example.org',
      password: 'three odd words',
      language: 'en',
    });
    expect(screen.getByText(/We sent a letter to alice@example.org/)).toBeDefined();
    await press('Send it again');
    expect(at.routes.asked.at(-1)?.[0]).toBe(POST('auth/login'));
    expect(screen.getByRole('status').textContent).toBe('It is on its way once more.');
  });

  test('a house that sends codes takes one, and lets in', async () => {
    const config = { data: { account: { email_verification_by_code_enabled: true } } };
    await signUp({ 'GET config': [200, config], 'POST auth/email/verify': [200, signedIn] });
    fill('What shall we call you?', 'Alice');
    await press('Make an account');
    fill('Code from the mail', 'AB12');
    await press('Confirm');
    expect(at.bodyOf(POST('auth/email/verify'))).toEqual({ key: 'AB12' });
    await at.isIn();
  });

  test('who opened the link in another tab and comes back is in', async () => {
    await signUp({ 'GET auth/session': [200, signedIn] });
    fill('What shall we call you?', 'Alice');
    await press('Make an account');
    await act(async () => {
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await at.isIn();
  });

  test('a name is asked for, and a weak password explained', async () => {
    await signUp({ 'POST auth/signup': [400, refused('password_too_short', 'password', 'That is short.')] });
    await press('Make an account');
    expect(screen.getByText('Please give us a name to call you by.')).toBeDefined();
    fill('What shall we call you?', 'Alice');
    await press('Make an account');
    expect(screen.getByText('That is short.')).toBeDefined();
  });

  test('a guest is told that everything stays, and keeps the name', async () => {
    at.open = await openHouse();
    await at.visit('/account/signup', {});
    expect(await screen.findByText(/your words, rooms and favourites come along/)).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>('What shall we call you?').value).toBe('Alice');
  });
});

describe('mails', () => {
  test('the link shows whose address it confirms before it does', async () => {
    await at.visit('/account/verify/MQ%3Aab', {
      'GET auth/email/verify': [200, { data: { email: 'alice@example.org' } }],
      'POST auth/email/verify': [
        401,
        { data: { flows: [{ id: 'login' }] }, meta: { is_authenticated: false } },
      ],
    });
    expect(await screen.findByText('alice@example.org')).toBeDefined();
    expect(at.routes.asked.some(([call]) => call === POST('auth/email/verify'))).toBe(false);
    await press('Yes, it is mine');
    expect(at.bodyOf(POST('auth/email/verify'))).toEqual({ key: 'MQ:ab' });
    expect(screen.getByText('alice@example.org is confirmed.')).toBeDefined();
  });

  test('a spent link says so', async () => {
    await at.visit('/account/verify/old', {
      'GET auth/email/verify': [400, refused('invalid_or_expired_key', 'key', 'This link is too old.')],
    });
    expect(await screen.findByText('This link is too old.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Yes, it is mine' })).toBeNull();
  });

  test('nobody learns whether an address is known', async () => {
    await at.visit('/account/forgot', { 'POST auth/password/request': [200, { status: 200 }] });
    await screen.findByRole('heading', { level: 1 });
    fill('E-mail', 'who@example.org');
    await press('Send it');
    expect(screen.getByText(/If who@example.org belongs to an account here/)).toBeDefined();
  });

  test('a new password is kept by the key of the link', async () => {
    await at.visit('/account/reset/1-ab', {
      'POST auth/password/reset': [
        401,
        { data: { flows: [{ id: 'login' }] }, meta: { is_authenticated: false } },
      ],
    });
    await screen.findByRole('heading', { level: 1 });
    fill('New password', 'three odd words');
    await press('Keep it');
    expect(at.bodyOf(POST('auth/password/reset'))).toEqual({ key: '1-ab', password: 'three odd words' });
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/account/signin');
  });
});

describe('back from a provider', () => {
  test('whoever is known there is in', async () => {
    await at.visit('/account/provider/callback', { 'GET auth/session': [200, signedIn] });
    await at.isIn();
  });

  test('what the provider did not tell is asked for', async () => {
    const join = waiting('provider_signup', { provider: { id: 'kakao', name: 'Kakao' } });
    await at.visit('/account/provider/callback', {
      'GET auth/session': [401, join],
      'GET auth/provider/signup': [200, { data: { email: [{ email: 'alice@example.org' }] } }],
      'POST auth/provider/signup': [200, signedIn],
    });
    expect(await screen.findByText(/Kakao knows you/)).toBeDefined();
    await waitFor(() =>
      expect(screen.getByLabelText<HTMLInputElement>('E-mail').value).toBe('alice@example.org'),
    );
    fill('What shall we call you?', 'Alice');
    await press('Take my seat');
    expect(at.bodyOf(POST('auth/provider/signup'))).toEqual({ email: 'alice@example.org', name: 'Alice' });
    await at.isIn();
  });

  test.each([
    ['cancelled', /You turned around/],
    ['signup_closed', /not made here/],
    ['no_such_error', /That did not work/],
  ])('%s is said kindly', async (error, words) => {
    await at.visit(`/account/provider/callback?error=${error}&error_process=login`, {});
    expect(await screen.findByText(words)).toBeDefined();
  });
});
