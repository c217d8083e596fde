/** The HTTP calls around the socket, typed, with the CSRF token and one kind of error. No state besides the token. */
import type { ErrorAnswer, GuestAnswer, HistoryAnswer, NewGuest, SessionAnswer } from '@/protocol/frames.gen';

/** `unreachable`: no answer at all, trying again can help. Every other code is the server's. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Readonly<Record<string, string>> | null,
  ) {
    super(message);
  }
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'object';
}

async function readError(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  if (!isErrorAnswer(body)) return new ApiError(response.status, 'unreachable', '', null);
  return new ApiError(response.status, body.error.code, body.error.message, body.error.fields);
}

export class Api {
  private csrfToken = '';

  constructor(private readonly fetch: typeof window.fetch = (...call) => window.fetch(...call)) {}

  async session(): Promise<SessionAnswer> {
    const answer = await this.call<SessionAnswer>('/api/session');
    this.csrfToken = answer.csrf_token;
    return answer;
  }

  /** The token rotates at sign-in. */
  async createGuest(guest: NewGuest): Promise<GuestAnswer> {
    const answer = await this.call<GuestAnswer>('/api/guest', guest);
    this.csrfToken = answer.csrf_token;
    return answer;
  }

  /** The window that ends just before a message, oldest first. */
  history(roomId: number, beforeId: number, limit: number): Promise<HistoryAnswer> {
    return this.call<HistoryAnswer>(`/api/rooms/${roomId}/messages?before=${beforeId}&limit=${limit}`);
  }

  /** Errors speak the page's language, not the browser's. */
  private headers(hasBody: boolean): Record<string, string> {
    const headers: Record<string, string> = { Accept: 'application/json' };
    const language = document.documentElement.lang;
    if (language !== '') headers['Accept-Language'] = language;
    if (!hasBody) return headers;
    return { ...headers, 'Content-Type': 'application/json', 'X-CSRFToken': this.csrfToken };
  }

  /** @throws ApiError */
  private async call<Answer>(path: string, body?: object): Promise<Answer> {
    let response: Response;
    try {
      response = await this.fetch(path, {
        method: body === undefined ? 'GET' : 'POST',
        credentials: 'same-origin',
        headers: this.headers(body !== undefined),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new ApiError(0, 'unreachable', '', null);
    }
    if (!response.ok) throw await readError(response);
    return (await response.json()) as Answer;
  }
}
