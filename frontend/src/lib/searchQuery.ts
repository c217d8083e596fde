/** What is looked for, and how it is asked of `GET /api/search`. */

export type Carries = 'image' | 'document' | 'audio' | 'link';

export interface SearchQuery {
  readonly words: string;
  /** null: every room that I belong to. */
  readonly roomId: number | null;
  readonly authorId: number | null;
  readonly has: Carries | null;
  /** Days as `YYYY-MM-DD` in the reader's own time zone, both included; empty: open. */
  readonly since: string;
  readonly until: string;
  readonly favorites: boolean;
  readonly pinned: boolean;
}

export const EMPTY_QUERY: SearchQuery = {
  words: '',
  roomId: null,
  authorId: null,
  has: null,
  since: '',
  until: '',
  favorites: false,
  pinned: false,
};

/** The server finds two characters up. */
const LEAST = 2;

/** Whether there is anything to ask: enough words, or no words and something to filter by besides the room. */
export function canAsk(query: SearchQuery): boolean {
  const letters = Array.from(query.words.replace(/["“”„«»\s]/g, '')).length;
  if (letters > 0) return letters >= LEAST;
  const { authorId, has, since, until, favorites, pinned } = query;
  return authorId !== null || has !== null || since !== '' || until !== '' || favorites || pinned;
}

/** Midnight of a day here, `later` days on, as a time that the server reads; empty for no day. */
function midnight(day: string, later: number): string {
  if (day === '') return '';
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date + later);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** @param before the cursor of the last answer, for what comes after it */
export function writeSearch(query: SearchQuery, before: number | null = null): string {
  const asked = {
    q: query.words.trim(),
    room_id: query.roomId,
    author_id: query.authorId,
    has: query.has,
    since: midnight(query.since, 0),
    until: midnight(query.until, 1),
    favorites: query.favorites || null,
    pinned: query.pinned || null,
    before,
  };
  const said = Object.entries(asked).filter(([, value]) => value !== null && value !== '');
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
}
