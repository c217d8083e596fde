/** How a command on the socket can end badly: refused by the server, or cut off. HTTP has ApiError in api.ts. */
import type { CommandFailed } from '@/protocol/frames.gen';

export type FailureCode = CommandFailed['code'];

const PASSING: ReadonlySet<FailureCode> = new Set(['rate_limited', 'slow_mode', 'unavailable']);
const DEFAULT_PAUSE_SECONDS = 2;

/** The server did nothing, and says why. */
export class CommandFailedError extends Error {
  override readonly name = 'CommandFailedError';
  readonly code: FailureCode;
  /** Milliseconds after which trying again can help; null when it never will. */
  readonly retryAfterMs: number | null;

  constructor(frame: CommandFailed) {
    super(frame.message);
    this.code = frame.code;
    this.retryAfterMs = PASSING.has(frame.code) ? (frame.retry_after ?? DEFAULT_PAUSE_SECONDS) * 1000 : null;
  }
}

/** No answer came: the command may or may not have been done. Sending the same one again is safe where it is idempotent. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
}
