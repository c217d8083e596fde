/** What a person, and a screen reader, finds before the hearth. */
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type LilySeat, type SeatedPerson, Seats, type SeatsProps } from './Seats';

const NAMES = ['민지', 'Otto', '하나', '할아버지', 'Priya', '지훈', 'Mara', '서연', 'Kwame'];
const people = (count: number): SeatedPerson[] =>
  NAMES.slice(0, count).map((name, i) => ({
    id: i + 1,
    name,
    seed: name,
    imageUrl: null,
    state: 'seated',
    speaking: false,
    mine: i === 1,
  }));
const lily: LilySeat = { present: true, state: 'quiet', name: '릴리', towardsId: null };
const props = (more: Partial<SeatsProps>): SeatsProps => ({
  people: people(3),
  lily,
  maxSeats: 7,
  rail: false,
  label: '불가에',
  moreLabel: (n) => `${n}명 더`,
  ...more,
});

function setWindow(width: number, height: number): void {
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(width);
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(height);
}

afterEach(cleanup);
beforeEach(() => setWindow(1280, 800));

it('is a named list with everyone and Lily in it, and marks me', () => {
  render(<Seats {...props({})} />);
  const list = screen.getByRole('list', { name: '불가에' });
  expect(within(list).getAllByRole('listitem')).toHaveLength(4);
  expect(within(list).getByText('Otto', { selector: '.visually-hidden' }).closest('li')?.ariaCurrent).toBe(
    'true',
  );
});

it('opens the list of people from "+2" on a desktop', () => {
  const onMore = vi.fn();
  render(<Seats {...props({ people: people(9), onMore })} />);
  fireEvent.click(screen.getByRole('button', { name: '2명 더' }));
  expect(onMore).toHaveBeenCalledOnce();
});

it('has five seats on a phone', () => {
  setWindow(390, 844);
  render(<Seats {...props({ people: people(9), onMore: () => undefined })} />);
  expect(screen.getByRole('button', { name: '4명 더' })).toBeTruthy();
});

it('lets who has left fade before the seat is empty', () => {
  vi.useFakeTimers();
  const all = people(3);
  const { rerender } = render(<Seats {...props({ people: all })} />);
  rerender(<Seats {...props({ people: all.slice(1) })} />);
  expect(screen.getByText('민지', { selector: '.visually-hidden' })).toBeTruthy();
  act(() => vi.runAllTimers());
  expect(screen.queryByText('민지', { selector: '.visually-hidden' })).toBeNull();
  vi.useRealTimers();
});
