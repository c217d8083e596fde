/** Under which message whose face stands: the last one of the talk that each of the others has read. Pure. */
import type { RoomState } from './roomState';
import type { SpokenMessage } from './spoken';

export interface Reader {
  readonly id: number;
  readonly name: string;
  readonly seed: string;
  readonly imageUrl: string | null;
}

/** By the message's key. Nobody stands under their own words: that they read those says nothing. */
export function placeReaders(
  room: RoomState,
  spoken: readonly SpokenMessage[],
  myId: number,
): ReadonlyMap<string, readonly Reader[]> {
  const placed = new Map<string, Reader[]>();
  const last = spoken.findLast(({ createdSeq }) => createdSeq !== null)?.createdSeq ?? 0;
  for (const [key, mark] of Object.entries(room.marks)) {
    const id = Number(key);
    const member = room.members[id];
    if (id === myId || member === undefined || member.left) continue;
    const reached = Math.min(mark, last);
    const message = spoken.findLast(({ createdSeq }) => createdSeq !== null && createdSeq <= reached);
    if (message === undefined || message.userId === id) continue;
    const { seed, image_url } = member.avatar;
    const readers = placed.get(message.key) ?? [];
    placed.set(message.key, [...readers, { id, name: member.name, seed, imageUrl: image_url }]);
  }
  return placed;
}
