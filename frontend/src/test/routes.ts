/** A server for tests: answers by method and path, and remembers what was asked. A path without an answer fails the test. */
import type { vi } from 'vitest';

export type Answers = Record<string, readonly [status: number, body: object | null]>;

export interface Routes {
  /** `POST /path`, with the body that was sent. */
  readonly asked: readonly (readonly [call: string, body: unknown])[];
  /** Other answers from now on; the rest stays. */
  answer(more: Answers): void;
}

export function serve(fetched: ReturnType<typeof vi.fn>, answers: Answers): Routes {
  const all = { ...answers };
  const asked: [string, unknown][] = [];
  fetched.mockImplementation(async (path: string, init?: RequestInit) => {
    const call = `${init?.method ?? 'GET'} ${path}`;
    const sent = typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : null;
    asked.push([call, sent]);
    const found = all[call];
    if (found === undefined) throw new TypeError(`nobody answers ${call}`);
    const [status, body] = found;
    return new Response(body === null ? null : JSON.stringify(body), { status });
  });
  return { asked, answer: (more) => void Object.assign(all, more) };
}

const AUTH = '/_allauth/browser/v1';

/** `GET auth/session` as a call of allauth's API: `POST auth/login` becomes the whole path. */
export function allauth(answers: Answers): Answers {
  const whole = Object.entries(answers).map(([call, answer]) => {
    const [method, path] = call.split(' ');
    return [`${method} ${AUTH}/${path}`, answer] as const;
  });
  return Object.fromEntries(whole);
}

export const signedIn = { status: 200, data: { user: { id: 1 } }, meta: { is_authenticated: true } };

/** What allauth answers while something is still missing. */
export function waiting(id: string, more: object = {}) {
  return {
    status: 401,
    data: { flows: [{ id: 'login' }, { id, is_pending: true, ...more }] },
    meta: { is_authenticated: false },
  };
}

export function refused(code: string, param: string | null, message = '') {
  return { status: 400, errors: [{ code, message, ...(param === null ? {} : { param }) }] };
}
