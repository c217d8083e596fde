/** Who sits where, as plain values: the first people take the seats, the rest are counted. No React, no geometry. */

export interface SeatedPerson {
  id: number;
  name: string;
  /** what the drawn face grows from */
  seed: string;
  imageUrl: string | null;
  state: 'seated' | 'away';
  speaking: boolean;
  mine: boolean;
}

/** A seat on the screen; `leaving` while it fades, after its person has gone. */
export interface Seat {
  readonly place: number;
  readonly person: SeatedPerson;
  readonly leaving: boolean;
}

/** I always see myself by the fire, and whoever speaks; otherwise the order given is kept. */
export function choosePeople(people: readonly SeatedPerson[], seats: number): SeatedPerson[] {
  if (people.length <= seats) return [...people];
  const rank = (person: SeatedPerson): number => (person.mine ? 0 : person.speaking ? 1 : 2);
  const chosen = new Set([...people].sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(0, seats)));
  return people.filter((person) => chosen.has(person));
}

/**
 * The new seats, given those before. Whoever sat keeps their place (nobody jumps around when someone leaves); who is
 * new takes the free place nearest to the fire; who has gone stays for a moment, marked as leaving.
 */
export function arrangeSeats(
  before: readonly Seat[],
  people: readonly SeatedPerson[],
  places: number,
): Seat[] {
  const stay = before.filter((seat) => !seat.leaving && seat.place < places);
  const placeOf = new Map(stay.map((seat) => [seat.person.id, seat.place]));
  const taken = new Set(people.map((person) => placeOf.get(person.id)));
  const free = Array.from({ length: places }, (_, place) => place).filter((place) => !taken.has(place));
  const seated = people.map((person) => ({
    place: placeOf.get(person.id) ?? free.shift() ?? 0,
    person,
    leaving: false,
  }));
  const here = new Set(people.map((person) => person.id));
  const leaving = before
    .filter((seat) => !here.has(seat.person.id))
    .map((seat) => ({ ...seat, leaving: true }));
  return [...seated, ...leaving];
}
