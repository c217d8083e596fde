/** Coming in with an account: every step of it over allauth's browser API. Shows nothing, keeps nothing. */
import type { SignInProvider } from '@/protocol/frames.gen';
import { type Answer, askAllauth, type Flow } from './allauth';
import type { Api } from './api';
import type { CredentialJson, RequestJson } from './passkeys';

/** Where a sign-in stands: done, or what the house waits for. */
export type Standing =
  | { readonly step: 'in' }
  | { readonly step: 'out' }
  /** The address must be confirmed by the mail that is on its way. */
  | { readonly step: 'mail' }
  /** `types` of the second proof that would do. */
  | { readonly step: 'second'; readonly types: readonly string[] }
  /** The provider knows them; the house still needs a name or an address. */
  | { readonly step: 'join'; readonly provider: SignInProvider };

export interface AccountConfig {
  /** Whether mail brings a code to type, or a link. */
  readonly codeByMail: boolean;
  readonly resetByCode: boolean;
}

/** To come in, as the second proof, to be sure once more. */
export type PasskeyUse = 'login' | 'authenticate' | 'reauthenticate';

export interface NewAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: string;
}

function standingOf({ status, data }: Answer<{ flows?: readonly Flow[] } | undefined>): Standing {
  if (status !== 401) return { step: 'in' };
  const pending = data?.flows?.find((flow) => flow.is_pending);
  switch (pending?.id) {
    case 'verify_email':
      return { step: 'mail' };
    case 'mfa_authenticate':
      return { step: 'second', types: pending.types ?? [] };
    case 'provider_signup':
      return { step: 'join', provider: pending.provider ?? { id: '', name: '' } };
    default:
      return { step: 'out' };
  }
}

export class AccountApi {
  constructor(private readonly api: Api) {}

  async config(): Promise<AccountConfig> {
    const { data } = await askAllauth<{ account: Record<string, unknown> }>(this.api, 'config');
    return {
      codeByMail: data.account.email_verification_by_code_enabled === true,
      resetByCode: data.account.password_reset_by_code_enabled === true,
    };
  }

  async standing(): Promise<Standing> {
    return standingOf(await askAllauth(this.api, 'auth/session'));
  }

  signIn(email: string, password: string): Promise<Standing> {
    return this.step('auth/login', { email, password });
  }

  signUp(account: NewAccount): Promise<Standing> {
    return this.step('auth/signup', account);
  }

  /** Whose address a link confirms. @throws AccountError when it is spent */
  async readConfirmation(key: string): Promise<string> {
    const headers = { 'X-Email-Verification-Key': key };
    return (await askAllauth<{ email: string }>(this.api, 'auth/email/verify', { headers })).data.email;
  }

  /** @param key from the link, or the code */
  confirm(key: string): Promise<Standing> {
    return this.step('auth/email/verify', { key });
  }

  async resendCode(): Promise<void> {
    await askAllauth(this.api, 'auth/email/verify/resend', { method: 'POST' });
  }

  async requestReset(email: string): Promise<void> {
    await askAllauth(this.api, 'auth/password/request', { body: { email } });
  }

  /** @throws AccountError when the key is spent or the code wrong */
  async checkReset(key: string): Promise<void> {
    await askAllauth(this.api, 'auth/password/reset', { headers: { 'X-Password-Reset-Key': key } });
  }

  reset(key: string, password: string): Promise<Standing> {
    return this.step('auth/password/reset', { key, password });
  }

  proveByCode(code: string): Promise<Standing> {
    return this.step('auth/2fa/authenticate', { code });
  }

  async passkeyRequest(kind: PasskeyUse): Promise<RequestJson> {
    interface Request {
      request_options: { publicKey: RequestJson };
    }
    const { data } = await askAllauth<Request>(this.api, `auth/webauthn/${kind}`);
    return data.request_options.publicKey;
  }

  takePasskey(kind: PasskeyUse, credential: CredentialJson): Promise<Standing> {
    return this.step(`auth/webauthn/${kind}`, { credential });
  }

  /** The address that the provider told, or nothing. */
  async joinEmail(): Promise<string> {
    interface Joining {
      email?: readonly { email: string }[];
    }
    const { data } = await askAllauth<Joining>(this.api, 'auth/provider/signup');
    return data.email?.[0]?.email ?? '';
  }

  join(email: string, name: string): Promise<Standing> {
    return this.step('auth/provider/signup', { email, name });
  }

  /** Once more, to be sure. */
  reauthenticate(proof: { readonly password: string } | { readonly code: string }): Promise<Standing> {
    return this.step('password' in proof ? 'auth/reauthenticate' : 'auth/2fa/reauthenticate', proof);
  }

  private async step(path: string, body: object): Promise<Standing> {
    return standingOf(await askAllauth(this.api, path, { body }));
  }
}

/**
 * Leaves for the provider. The policy of the page and the protection of the form ask for a form that is really posted.
 *
 * @param callback where the provider's answer leads in the end
 */
export function goToProvider(
  api: Api,
  provider: string,
  process: 'login' | 'connect',
  callback: string,
): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/_allauth/browser/v1/auth/provider/redirect';
  const fields = {
    provider,
    process,
    callback_url: callback,
    csrfmiddlewaretoken: api.formHeaders()['X-CSRFToken'] ?? '',
  };
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input');
    input.type = 'hidden';
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
