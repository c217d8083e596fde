/** A found message as a few words around the first place that was found. Places are counted in code points. */
import type { Span } from '@/protocol/frames.gen';

export interface Piece {
  /** Where the piece begins, in code points. */
  readonly at: number;
  readonly text: string;
  readonly found: boolean;
}

/** So much stands before the first place; a line or so on a phone. */
const LEAD = 24;
/** More than a result shows anyway. */
const MOST = 240;

/** @returns the text in pieces, found and not, beginning shortly before the first found one; "…" where it was cut */
export function cutHighlights(text: string, spans: readonly Span[]): Piece[] {
  const letters = Array.from(text);
  const first = spans[0]?.start ?? 0;
  const from = first > LEAD * 2 ? first - LEAD : 0;
  const to = Math.min(letters.length, from + MOST);
  const pieces: Piece[] = [];
  const add = (at: number, end: number, found: boolean, before = '') => {
    if (end > at) pieces.push({ at, text: before + letters.slice(at, end).join(''), found });
  };
  let at = from;
  for (const { start, end } of spans) {
    if (start >= to) break;
    add(at, start, false, at === from && from > 0 ? '…' : '');
    add(start, Math.min(end, to), true);
    at = Math.min(end, to);
  }
  add(at, to, false);
  return pieces;
}
