/** The one kind of error of every HTTP call. */
import type { ErrorAnswer } from '@/protocol/frames.gen';

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

export function errorOf(status: number, body: unknown): ApiError {
  if (!isErrorAnswer(body)) return new ApiError(status, 'unreachable', '', null);
  return new ApiError(status, body.error.code, body.error.message, body.error.fields);
}
