/** Keeps places over time, and keeps who has just left on the screen until the seat has faded. */
import { useEffect, useState } from 'react';
import { arrangeSeats, choosePeople, type Seat, type SeatedPerson } from './seating';

/** The fade of Seats.module.css and a little more. */
const LEAVE_MS = 300;

interface Kept {
  readonly people: readonly SeatedPerson[];
  readonly places: number;
  readonly seats: readonly Seat[];
}

export function useSeats(people: readonly SeatedPerson[], places: number): readonly Seat[] {
  const arrange = (before: readonly Seat[]): Kept => ({
    people,
    places,
    seats: arrangeSeats(before, choosePeople(people, places), places),
  });
  const [kept, keep] = useState<Kept>(() => arrange([]));
  // Derived while rendering, so that the first paint after a change is already right.
  const current = kept.people === people && kept.places === places ? kept : arrange(kept.seats);
  if (current !== kept) keep(current);

  const someoneLeaves = current.seats.some((seat) => seat.leaving);
  useEffect(() => {
    if (!someoneLeaves) return;
    const timer = setTimeout(
      () => keep((last) => ({ ...last, seats: last.seats.filter((seat) => !seat.leaving) })),
      LEAVE_MS,
    );
    return () => clearTimeout(timer);
  }, [someoneLeaves]);
  return current.seats;
}
