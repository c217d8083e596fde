/** Names after an @: which one is being written, who may be meant, and where they stand in a text. Pure. */
import type { RoomState } from './roomState';

export interface MentionDraft {
  /** Where the @ stands. */
  readonly start: number;
  readonly query: string;
}

export interface Candidate {
  readonly key: string;
  readonly name: string;
  readonly seed: string | null;
  readonly imageUrl: string | null;
}

/** Names have up to 40 characters; a longer run after the @ is no name. */
const MAX_QUERY = 40;
const MOST_CANDIDATES = 6;
/** As on the server: an @ inside a word, as in an address, calls nobody. */
const DRAFT = /(?:^|[^\p{L}\p{N}@])@([^\n@]*)$/u;

/** @param caret where the next character would go */
export function findMentionDraft(text: string, caret: number): MentionDraft | null {
  const query = DRAFT.exec(text.slice(0, caret))?.[1];
  if (query === undefined || query.length > MAX_QUERY || query.startsWith(' ')) return null;
  return { start: caret - query.length - 1, query };
}

const simple = (name: string): string => name.normalize('NFC').toLocaleLowerCase();

/** Who is present first, then by name. Whoever is written out whole is found no more: the name stands. */
export function listCandidates(
  room: RoomState,
  myId: number,
  query: string,
  lilyName: string | null,
): Candidate[] {
  const wanted = simple(query);
  const people = Object.values(room.members)
    .filter(({ user_id, left }) => user_id !== myId && !left)
    .sort(
      (one, other) => rank(room, other.user_id) - rank(room, one.user_id) || compare(one.name, other.name),
    )
    .map(({ user_id, name, avatar }) => {
      return { key: String(user_id), name, seed: avatar.seed, imageUrl: avatar.image_url };
    });
  const lily = lilyName === null ? [] : [{ key: 'lily', name: lilyName, seed: null, imageUrl: null }];
  return [...lily, ...people]
    .filter(({ name }) => simple(name).startsWith(wanted) && simple(name) !== wanted)
    .slice(0, MOST_CANDIDATES);
}

const rank = (room: RoomState, userId: number): number => Number(room.present[userId] !== undefined);
const compare = (one: string, other: string): number => one.localeCompare(other);

export function completeMention(
  text: string,
  draft: MentionDraft,
  name: string,
): { text: string; caret: number } {
  const before = `${text.slice(0, draft.start)}@${name} `;
  const after = text.slice(draft.start + 1 + draft.query.length).trimStart();
  return { text: before + after, caret: before.length };
}

export interface TextPiece {
  readonly text: string;
  readonly mention: boolean;
}

/** Cuts a text at the names that are meant; the longest name wins. @param names one a line */
export function splitMentions(text: string, names: string): TextPiece[] {
  const wanted = names.split('\n').filter((name) => name !== '');
  if (wanted.length === 0) return [{ text, mention: false }];
  const escaped = wanted
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pieces = text.split(new RegExp(`(@(?:${escaped.join('|')}))`, 'u'));
  return pieces
    .map((piece, index) => ({ text: piece, mention: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
