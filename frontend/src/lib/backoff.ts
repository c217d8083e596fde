/** How long to wait before the next attempt. Pure; who attempts what is elsewhere. */

const FIRST_CEILING_MS = 500;
const LAST_CEILING_MS = 15_000;

/**
 * Milliseconds before attempt `failures + 1`, with full jitter (AWS architecture blog, "Exponential backoff and
 * jitter"): a restart of the server is answered by a drizzle, not by a storm.
 *
 * @param random in [0, 1)
 */
export function backoffDelay(failures: number, random: number): number {
  const ceiling = Math.min(LAST_CEILING_MS, FIRST_CEILING_MS * 2 ** Math.min(failures, 10));
  return Math.round(random * ceiling);
}
