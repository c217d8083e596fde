/** Dates and times as the reader's language writes them, in the reader's own time zone. */

const DAY_MS = 86_400_000;

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

export function isSameDay(one: number, other: number): boolean {
  return startOfDay(one) === startOfDay(other);
}

/** "오후 9:13", "9:13 PM". @param at milliseconds since 1970 */
export function formatTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** "today", "yesterday", then the date; the year only when it is another one. */
export function formatDay(at: number, language: string, now: number): string {
  const days = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  if (days === 0 || days === -1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', weekday: 'long' };
  return new Intl.DateTimeFormat(language, sameYear ? date : { ...date, year: 'numeric' }).format(at);
}

/** The time alone for today, else the date with it. */
export function formatMoment(at: number, language: string, now: number): string {
  if (isSameDay(at, now)) return formatTime(at, language);
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
