/** What somebody with an account has: addresses, password, providers, second proofs, sessions. All may ask to be sure. */
import type { SignInProvider } from '@/protocol/frames.gen';
import { AccountError, type Asked, askAllauth, askSignedIn, type Flow } from './allauth';
import { type Api, ApiError } from './api';
import type { CreationJson, CredentialJson } from './passkeys';

export interface EmailAddress {
  readonly email: string;
  readonly verified: boolean;
  readonly primary: boolean;
}

export interface Connection {
  readonly uid: string;
  readonly display: string;
  readonly provider: SignInProvider;
}

/** A second proof. Times are seconds since 1970. */
export interface Proof {
  readonly type: 'totp' | 'recovery_codes' | 'webauthn';
  readonly created_at: number;
  readonly last_used_at: number | null;
  /** Of a passkey. */
  readonly id?: number;
  readonly name?: string;
  /** Of recovery codes. */
  readonly unused_code_count?: number;
  readonly unused_codes?: readonly string[];
}

export interface Session {
  readonly id: number;
  readonly user_agent: string;
  readonly ip: string;
  readonly created_at: number;
  readonly last_seen_at?: number;
  readonly is_current: boolean;
}

/** What an authenticator app must be told. */
export interface TotpSecret {
  readonly secret: string;
  readonly totp_url: string;
}

const EMAIL = 'account/email';
const TOTP = 'account/authenticators/totp';
const CODES = 'account/authenticators/recovery-codes';
const PASSKEYS = 'account/authenticators/webauthn';

export class AccountCare {
  constructor(private readonly api: Api) {}

  /** Whether there is a password to type, or one to set. */
  async hasPassword(): Promise<boolean> {
    interface Who {
      user?: { has_usable_password?: boolean };
    }
    const { data } = await askAllauth<Who>(this.api, 'auth/session');
    return data.user?.has_usable_password === true;
  }

  /** How one may prove once more to be oneself, for what is not allauth's own. */
  async proofFlows(): Promise<readonly Flow[]> {
    const [hasPassword, proofs] = await Promise.all([this.hasPassword(), this.proofs()]);
    const types = proofs.map(({ type }) => type);
    return [
      ...(hasPassword ? [{ id: 'reauthenticate' }] : []),
      ...(types.length > 0 ? [{ id: 'mfa_reauthenticate', types }] : []),
    ];
  }

  emails(): Promise<readonly EmailAddress[]> {
    return this.ask(EMAIL);
  }

  addEmail(email: string): Promise<readonly EmailAddress[]> {
    return this.ask(EMAIL, { body: { email } });
  }

  async resendEmail(email: string): Promise<void> {
    await this.ask(EMAIL, { method: 'PUT', body: { email } });
  }

  makePrimary(email: string): Promise<readonly EmailAddress[]> {
    return this.ask(EMAIL, { method: 'PATCH', body: { email, primary: true } });
  }

  removeEmail(email: string): Promise<readonly EmailAddress[]> {
    return this.ask(EMAIL, { method: 'DELETE', body: { email } });
  }

  /** @param current null when there is none yet */
  async changePassword(current: string | null, next: string): Promise<void> {
    const body = { new_password: next, ...(current === null ? {} : { current_password: current }) };
    await this.ask('account/password/change', { body });
  }

  connections(): Promise<readonly Connection[]> {
    return this.ask('account/providers');
  }

  disconnect({ provider, uid }: Connection): Promise<readonly Connection[]> {
    return this.ask('account/providers', { method: 'DELETE', body: { provider: provider.id, account: uid } });
  }

  proofs(): Promise<readonly Proof[]> {
    return this.ask('account/authenticators');
  }

  /** allauth says the secret of an app that is not set up yet in the answer that there is none. */
  async startTotp(): Promise<TotpSecret> {
    const response = await this.api.ask(`/_allauth/browser/v1/${TOTP}`);
    if (response.status === 404) return ((await response.json()) as { meta: TotpSecret }).meta;
    await this.ask(TOTP);
    throw new ApiError(409, 'conflict', '', null);
  }

  async activateTotp(code: string): Promise<void> {
    await this.ask(TOTP, { body: { code } });
  }

  async endTotp(): Promise<void> {
    await this.ask(TOTP, { method: 'DELETE' });
  }

  /** Those not used yet; empty when there are none. */
  async recoveryCodes(): Promise<readonly string[]> {
    try {
      return (await this.ask<Proof>(CODES)).unused_codes ?? [];
    } catch (reason) {
      if (reason instanceof AccountError && reason.status === 404) return [];
      throw reason;
    }
  }

  /** The old ones are worth nothing any more. */
  async newRecoveryCodes(): Promise<readonly string[]> {
    return (await this.ask<Proof>(CODES, { method: 'POST', body: {} })).unused_codes ?? [];
  }

  async passkeyCreation(): Promise<CreationJson> {
    interface Creation {
      creation_options: { publicKey: CreationJson };
    }
    return (await this.ask<Creation>(`${PASSKEYS}?passwordless`)).creation_options.publicKey;
  }

  async addPasskey(name: string, credential: CredentialJson): Promise<void> {
    await this.ask(PASSKEYS, { body: { name, credential } });
  }

  async removePasskey(id: number): Promise<void> {
    await this.ask(PASSKEYS, { method: 'DELETE', body: { authenticators: [id] } });
  }

  sessions(): Promise<readonly Session[]> {
    return this.ask('auth/sessions');
  }

  endSessions(ids: readonly number[]): Promise<readonly Session[]> {
    return this.ask('auth/sessions', { method: 'DELETE', body: { sessions: ids } });
  }

  private ask<Data>(path: string, asked: Asked = {}): Promise<Data> {
    return askSignedIn<Data>(this.api, path, asked);
  }
}
