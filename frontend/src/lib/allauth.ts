/**
 * One call of allauth's browser API: its five kinds of answers become a value or one of two errors. Which calls there are
 * is in accountApi.ts (coming in) and accountCare.ts (what one already has).
 */
import type { SignInProvider } from '@/protocol/frames.gen';
import { type Api, ApiError } from './api';

const BASE = '/_allauth/browser/v1';

/** One way on that the server offers, and whether it is the one it waits for. */
export interface Flow {
  readonly id: string;
  readonly is_pending?: boolean;
  /** Of the second step: `totp`, `recovery_codes`, `webauthn`. */
  readonly types?: readonly string[];
  readonly provider?: SignInProvider;
}

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** What is wrong, and with which field. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}

/** `code` is the first problem's; the page has its own words for most. */
export class AccountError extends ApiError {
  constructor(
    status: number,
    readonly problems: readonly Problem[],
  ) {
    const named = problems.flatMap(({ param, message }) =>
      param === null ? [] : [[param, message] as const],
    );
    super(status, problems[0]?.code ?? 'unknown', problems[0]?.message ?? '', Object.fromEntries(named));
  }
}

/** The server wants to be sure once more that it is really them. */
export class ReauthenticationNeeded extends Error {
  override readonly name = 'ReauthenticationNeeded';

  constructor(readonly flows: readonly Flow[]) {
    super('reauthentication needed');
  }
}

interface Body {
  readonly data?: unknown;
  readonly meta?: Record<string, unknown>;
  readonly errors?: readonly { code: string; message: string; param?: string }[];
  /** Of our own house: a wrong token, a limit. */
  readonly error?: { code: string; message: string };
}

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  410: 'session_gone',
  429: 'rate_limited',
};

function problemsOf(status: number, body: Body): readonly Problem[] {
  if (body.errors !== undefined && body.errors.length > 0) {
    return body.errors.map(({ code, message, param }) => ({ code, message, param: param ?? null }));
  }
  if (body.error !== undefined) return [{ ...body.error, param: null }];
  return [{ code: BY_STATUS[status] ?? 'unreachable', message: '', param: null }];
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

/**
 * @returns successes, and 401: what comes next in a sign-in
 * @throws ApiError, AccountError
 */
export async function askAllauth<Data>(api: Api, path: string, asked: Asked = {}): Promise<Answer<Data>> {
  const method = asked.method ?? (asked.body === undefined ? 'GET' : 'POST');
  const response = await api.ask(`${BASE}/${path}`, method, asked.body, asked.headers);
  const body = ((await response.json().catch(() => null)) ?? {}) as Body;
  if (response.ok || (response.status === 401 && body.meta !== undefined)) {
    return { status: response.status, data: body.data as Data, meta: body.meta ?? {} };
  }
  throw new AccountError(response.status, problemsOf(response.status, body));
}

/** As `askAllauth` for a person who is in. @throws ReauthenticationNeeded too */
export async function askSignedIn<Data>(api: Api, path: string, asked: Asked = {}): Promise<Data> {
  const { status, data, meta } = await askAllauth<Data>(api, path, asked);
  if (status !== 401) return data;
  const { flows } = data as { flows?: readonly Flow[] };
  if (meta.is_authenticated === true) throw new ReauthenticationNeeded(flows ?? []);
  throw new AccountError(401, problemsOf(401, {}));
}
