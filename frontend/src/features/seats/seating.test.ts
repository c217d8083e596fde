/** Nobody is moved because somebody else left, and nobody is lost. */
import { expect, it } from 'vitest';
import { arrangeSeats, choosePeople, type SeatedPerson } from './seating';

const person = (id: number, more: Partial<SeatedPerson> = {}): SeatedPerson => ({
  id,
  name: `P${id}`,
  seed: `${id}`,
  imageUrl: null,
  state: 'seated',
  speaking: false,
  mine: false,
  ...more,
});

const placesOf = (seats: ReturnType<typeof arrangeSeats>) =>
  Object.fromEntries(seats.filter((seat) => !seat.leaving).map((seat) => [seat.person.id, seat.place]));

it('seats people nearest to the fire first', () => {
  expect(placesOf(arrangeSeats([], [person(1), person(2)], 7))).toEqual({ 1: 0, 2: 1 });
});

it('keeps everyone in their place when someone leaves, and gives the free one to who comes next', () => {
  const first = arrangeSeats([], [person(1), person(2), person(3)], 7);
  const second = arrangeSeats(first, [person(2), person(3)], 7);
  expect(placesOf(second)).toEqual({ 2: 1, 3: 2 });
  expect(second.filter((seat) => seat.leaving).map((seat) => seat.person.id)).toEqual([1]);
  expect(placesOf(arrangeSeats(second, [person(2), person(3), person(4)], 7))).toEqual({ 2: 1, 3: 2, 4: 0 });
});

it('finds room for all when the window gets narrower', () => {
  const wide = arrangeSeats(
    [],
    [1, 2, 3, 4, 5].map((id) => person(id)),
    7,
  );
  const narrow = arrangeSeats(
    wide,
    [1, 5, 3].map((id) => person(id)),
    3,
  );
  expect(new Set(Object.values(placesOf(narrow))).size).toBe(3);
});

it('shows me and whoever speaks when there are more people than seats', () => {
  const people = [1, 2, 3, 4, 5, 6].map((id) => person(id, { mine: id === 6, speaking: id === 5 }));
  expect(choosePeople(people, 3).map((each) => each.id)).toEqual([1, 5, 6]);
});
