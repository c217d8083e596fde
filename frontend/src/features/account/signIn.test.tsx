/** Coming in with an account: every step from the door to one's seat, and kind words where it does not open. */
import { screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { AccountVisit, fill, POST, press } from '@/test/AccountVisit';
import { openHouse } from '@/test/renderInHouse';
import { type Answers, allauth, refused, signedIn, waiting } from '@/test/routes';

const at = new AccountVisit();

describe('signing in', () => {
  async function signIn(answers: Answers, language: 'en' | 'ko' = 'en') {
    await at.visit('/account/signin', answers, language);
    await screen.findByRole('heading', { level: 1 });
  }

  test('address and password open the door, and lead back to where one was', async () => {
    sessionStorage.setItem('hearth.wayBack', '/rooms/7');
    await signIn({ 'POST auth/login': [200, signedIn] });
    fill('E-mail', ' alice@example.org ');
    fill('Password', 'three odd words');
    await press('Sign in');
    expect(at.bodyOf(POST('auth/login'))).toEqual({
      email: 'alice@example.org',
      password: 'three odd words',
    });
    await at.isIn();
    expect(window.location.pathname).toBe('/rooms/7');
  });

  test('the way back never leaves the house', async () => {
    sessionStorage.setItem('hearth.wayBack', '//elsewhere.example');
    await signIn({ 'POST auth/login': [200, signedIn] });
    await press('Sign in');
    await at.isIn();
    expect(window.location.pathname).toBe('/');
  });

  test("what is wrong is said at its field, in the server's words", async () => {
    const words = 'Address and password do not fit together.';
    await signIn({ 'POST auth/login': [400, refused('email_password_mismatch', 'password', words)] });
    await press('Sign in');
    const field = screen.getByLabelText('Password');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe(words);
    expect(document.activeElement).toBe(field);
  });

  test.each([
    [429, 'en', 'That was a little fast. Please wait a moment and try again.'],
    [429, 'ko', '조금 빨랐어요. 잠시 기다렸다가 다시 해 주세요.'],
    [410, 'en', 'You were signed out meanwhile. Please sign in again.'],
    [409, 'ko', '이미 끝났거나 시간이 너무 지났어요. 처음부터 다시 해 주세요.'],
    [503, 'en', 'The way was cut off for a moment. Please try again shortly.'],
  ] as const)('%i without words gets kind ones (%s)', async (status, language, words) => {
    await signIn({ 'POST auth/login': [status, { status }] }, language);
    await press(language === 'ko' ? '로그인' : 'Sign in');
    expect(screen.getByRole('alert').textContent).toBe(words);
  });

  test('the second proof is a code of the app, or a recovery code', async () => {
    const second = waiting('mfa_authenticate', { types: ['totp', 'recovery_codes'] });
    await signIn({
      'POST auth/login': [401, second],
      'POST auth/2fa/authenticate': [400, refused('incorrect_code', 'code', 'No.')],
    });
    await press('Sign in');
    fill('Code from the app', '123 456');
    await press('Go on');
    expect(at.bodyOf(POST('auth/2fa/authenticate'))).toEqual({ code: '123456' });
    expect(screen.getByText('No.')).toBeDefined();
    at.routes.answer(allauth({ 'POST auth/2fa/authenticate': [200, signedIn] }));
    await press('Use a recovery code instead');
    fill('Recovery code', 'abcd1234');
    await press('Go on');
    await at.isIn();
  });

  test('a passkey needs neither', async () => {
    class Key {
      readonly id = 'key';
      toJSON() {
        return { id: this.id };
      }
      static parseRequestOptionsFromJSON = (json: object) => json;
    }
    vi.stubGlobal('PublicKeyCredential', Key);
    const get = vi.fn(async () => new Key());
    vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { credentials: { get } }));
    await signIn({
      'GET auth/webauthn/login': [200, { data: { request_options: { publicKey: { challenge: 'AA' } } } }],
      'POST auth/webauthn/login': [200, signedIn],
    });
    await press('Sign in with a passkey');
    expect(get.mock.calls).toEqual([[{ publicKey: { challenge: 'AA' } }]]);
    expect(at.bodyOf(POST('auth/webauthn/login'))).toEqual({ credential: { id: 'key' } });
    await at.isIn();
  });

  test('a provider is visited by a form that is really posted', async () => {
    at.open = await openHouse(null);
    const { config } = at.open.house.store.getState();
    if (config === null) throw new Error('no config');
    const providers = [{ id: 'kakao', name: 'Kakao' }];
    at.open.house.store.setState({ config: { ...config, sign_in: { ...config.sign_in, providers } } });
    const submit = vi.spyOn(HTMLFormElement.prototype, 'submit').mockImplementation(() => undefined);
    await signIn({});
    await press('Go on with Kakao');
    const form = submit.mock.contexts[0] as HTMLFormElement;
    expect([form.method, new URL(form.action).pathname]).toEqual([
      'post',
      '/_allauth/browser/v1/auth/provider/redirect',
    ]);
    expect(Object.fromEntries(new FormData(form))).toEqual({
      provider: 'kakao',
      process: 'login',
      callback_url: '/account/provider/callback',
      csrfmiddlewaretoken: 'token',
    });
  });
});
