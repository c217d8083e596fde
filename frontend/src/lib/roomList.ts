/** One's rooms in the order in which they are shown, and which of them and of the public ones are looked for. Pure. */
import type { RoomCount, RoomSummary } from '@/protocol/frames.gen';

/** Favourites first, then as they came: a list that one knows by heart does not move about. */
export function listRooms(summaries: Readonly<Record<number, RoomSummary>>): RoomSummary[] {
  return Object.values(summaries).sort(
    (one, other) => Number(other.favorite) - Number(one.favorite) || one.room.id - other.room.id,
  );
}

/** When something was said there last, in milliseconds since 1970. */
const liveliness = ({ room, last_message }: RoomSummary): number =>
  Date.parse(last_message?.created_at ?? room.created_at);

/** Favourites first, then where something was said last. */
export function listByTalk(summaries: Readonly<Record<number, RoomSummary>>): RoomSummary[] {
  return Object.values(summaries).sort(
    (one, other) => Number(other.favorite) - Number(one.favorite) || liveliness(other) - liveliness(one),
  );
}

const simple = (text: string): string => text.normalize('NFC').toLocaleLowerCase();

/** Whether what was typed stands in one of these texts. */
export function isFound(typed: string, ...texts: readonly string[]): boolean {
  const wanted = simple(typed.trim());
  return texts.some((text) => simple(text).includes(wanted));
}

export function countOf(counts: readonly RoomCount[], roomId: number): RoomCount | undefined {
  return counts.find((count) => count.room_id === roomId);
}
