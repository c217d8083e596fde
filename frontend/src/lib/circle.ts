/** Who sits at the fire, and what Lily is doing: read from a room's state. Where the seats are is hearthLayout. */
import { isUnfinished, type RoomState } from './roomState';

export interface SittingPerson {
  readonly id: number;
  readonly name: string;
  readonly seed: string;
  readonly imageUrl: string | null;
  readonly state: 'seated' | 'away';
  readonly mine: boolean;
}

export interface LilyAtFire {
  readonly state: 'quiet' | 'reading' | 'writing';
  /** The user id of whoever asked what she is answering. */
  readonly towardsId: number | null;
}

/** Oneself first, then in the order in which people came to the house; whose name is not known yet is not shown. */
export function listSitting(room: RoomState, myId: number): SittingPerson[] {
  return Object.entries(room.present)
    .flatMap(([key, state]): SittingPerson[] => {
      const id = Number(key);
      const member = room.members[id];
      if (member === undefined) return [];
      const { seed, image_url } = member.avatar;
      return [{ id, name: member.name, seed, imageUrl: image_url, state, mine: id === myId }];
    })
    .sort((one, other) => Number(other.mine) - Number(one.mine) || one.id - other.id);
}

/** Writing wins over reading, and the newest answer over older ones. */
export function watchLily(room: RoomState): LilyAtFire {
  const unfinished = Object.values(room.messages).filter(
    (message) => message.author.kind === 'lily' && isUnfinished(message),
  );
  const answer = unfinished.findLast((message) => message.status === 'writing') ?? unfinished.at(-1);
  if (answer === undefined) return { state: 'quiet', towardsId: null };
  const question = answer.question_id === null ? undefined : room.messages[answer.question_id];
  return {
    state: answer.status === 'writing' ? 'writing' : 'reading',
    towardsId: question?.author.user_id ?? null,
  };
}

const RECENT_MS = 10 * 60_000;

/** How high the fire burns, 0.4 to 1 in steps: who sits there and what was said lately feed it. @param now by this device's clock */
export function warmthOf(room: RoomState, now: number): number {
  const people = Object.keys(room.present).length;
  const recent = Object.values(room.messages).filter(
    (message) => now - Date.parse(message.created_at) < RECENT_MS,
  );
  const warmth = 0.4 + Math.min(people, 6) * 0.05 + Math.min(recent.length, 10) * 0.03;
  return Math.round(warmth * 20) / 20;
}
