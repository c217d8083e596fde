/**
 * Windows of history: how a stretch of the past is laid into what is held of a room, and joined with its neighbours.
 * Pure; asking for one is historyReader.ts.
 */
import type { HistoryAnswer } from '@/protocol/frames.gen';
import { type RoomState, type Span, spanAt } from './roomState';
import { noteHead, withMembers, withMessages } from './sync';

/** What a window was asked for: to go on at one end of the stretch at `at`, or by itself, somewhere in the past. */
export type WindowPlace =
  | { readonly side: 'before' | 'after'; readonly at: number | null }
  | { readonly side: 'apart' };

function spanOf(state: RoomState, answer: HistoryAnswer, place: WindowPlace): Span | null {
  const first = answer.messages[0]?.created_seq;
  const last = answer.messages.at(-1)?.created_seq;
  const from = answer.has_before ? first : 0;
  const to = answer.has_after ? last : Number.POSITIVE_INFINITY;
  if (place.side === 'before') return { from: from ?? 0, to: spanAt(state, place.at).to };
  if (place.side === 'after')
    return { from: spanAt(state, place.at).from, to: to ?? Number.POSITIVE_INFINITY };
  return from === undefined || to === undefined ? null : { from, to };
}

/** Lays a stretch into the held ones; what it touches becomes one with it. */
export function layIn(state: RoomState, span: Span): RoomState {
  let { from, to } = span;
  const apart: Span[] = [];
  for (const island of state.islands) {
    if (island.to < from || island.from > to) apart.push(island);
    else [from, to] = [Math.min(from, island.from), Math.max(to, island.to)];
  }
  if (to >= state.floor) {
    const floor = Math.min(from, state.floor);
    return { ...state, floor, islands: apart.filter((island) => island.to < floor) };
  }
  const islands = [...apart, { from, to }].sort((one, other) => one.from - other.from);
  return { ...state, islands };
}

/**
 * A window of history.
 *
 * @param start the state's `start` when the window was asked for; if the room was started afresh since, the window
 *   joins nothing, and only its objects are kept
 */
export function applyHistory(
  state: RoomState,
  answer: HistoryAnswer,
  place: WindowPlace,
  start: number,
): RoomState {
  let next = withMessages(withMessages(state, answer.messages), answer.referenced);
  next = noteHead(withMembers(next, answer.members), answer.head);
  const span = state.start === start ? spanOf(state, answer, place) : null;
  return span === null ? next : layIn(next, span);
}
