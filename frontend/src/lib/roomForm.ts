/** What one fills in about a room, what is wrong with it, and what of it is new. Pure. */
import type { NewRoom, RoomData, RoomPatch } from '@/protocol/frames.gen';
import { countCodePoints } from './enterKey';

export interface RoomForm {
  readonly name: string;
  readonly topic: string;
  readonly visibility: 'public' | 'private';
  /** As typed; empty: no limit. */
  readonly capacity: string;
  readonly lily: RoomData['lily'];
  readonly history: RoomData['history'];
  readonly slowSeconds: number;
}

export type FormErrors = Readonly<Partial<Record<'name' | 'topic' | 'capacity', string>>>;

export const EMPTY_FORM: RoomForm = {
  name: '',
  topic: '',
  visibility: 'private',
  capacity: '',
  lily: 'called',
  history: 'all',
  slowSeconds: 0,
};

/** Pauses between two messages that one may choose, in seconds. */
export const PAUSES = [0, 5, 15, 30, 60, 300, 3_600] as const;
const MOST_PEOPLE = 10_000;

export function formOf(room: RoomData): RoomForm {
  return {
    name: room.name,
    topic: room.topic,
    visibility: room.visibility === 'public' ? 'public' : 'private',
    capacity: room.capacity === null ? '' : String(room.capacity),
    lily: room.lily,
    history: room.history,
    slowSeconds: room.slow_seconds,
  };
}

/** Keys of words in the namespace `rooms`, by field. */
export function checkForm(
  form: RoomForm,
  limits: { room_name_length: number; topic_length: number },
): FormErrors {
  const name = form.name.trim();
  const capacity = form.capacity.trim();
  const badCapacity = capacity !== '' && !(/^\d{1,5}$/.test(capacity) && inReach(Number(capacity)));
  return {
    ...(name === '' && { name: 'form.nameMissing' }),
    ...(countCodePoints(name) > limits.room_name_length && { name: 'form.nameTooLong' }),
    ...(countCodePoints(form.topic.trim()) > limits.topic_length && { topic: 'form.topicTooLong' }),
    ...(badCapacity && { capacity: 'form.capacityWrong' }),
  };
}

const inReach = (capacity: number): boolean => capacity >= 1 && capacity <= MOST_PEOPLE;
const readCapacity = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed));

export function newRoomOf(form: RoomForm): NewRoom {
  return {
    name: form.name.trim(),
    topic: form.topic.trim(),
    visibility: form.visibility,
    capacity: readCapacity(form.capacity),
    lily: form.lily,
    history: form.history,
    slow_seconds: form.slowSeconds,
  };
}

/** Only what is another than before: what is not named stays. */
export function patchOf(room: RoomData, form: RoomForm): RoomPatch {
  const next = newRoomOf(form);
  const changed = Object.entries(next).filter(([field, value]) => room[field as keyof RoomData] !== value);
  return Object.fromEntries(changed) as RoomPatch;
}
