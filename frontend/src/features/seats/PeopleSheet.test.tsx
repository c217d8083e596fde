/** The list of everyone at the fire. */
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { openHouse, prepareHouse, renderInHouse } from '@/test/renderInHouse';
import { PeopleSheet } from './PeopleSheet';
import type { SeatedPerson } from './seating';

prepareHouse();

const seat = (id: number, name: string, more: Partial<SeatedPerson> = {}): SeatedPerson => ({
  id,
  name,
  seed: name,
  imageUrl: null,
  state: 'seated',
  speaking: false,
  mine: false,
  ...more,
});
const PEOPLE = [seat(1, 'Alice', { mine: true }), seat(2, 'Bob', { state: 'away' }), seat(3, '민지')];
const onClose = vi.fn();
const onPerson = vi.fn();

beforeEach(async () => {
  // jsdom has no dialogs; focus and Escape are the browser's own work.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.dispatchEvent(new Event('close'));
  };
  const { house } = await openHouse();
  await renderInHouse(house, <PeopleSheet people={PEOPLE} onPerson={onPerson} onClose={onClose} />);
});

test('everyone is in it with what they do', () => {
  const list = within(screen.getByRole('dialog', { name: 'At the fire' })).getAllByRole('listitem');
  expect(list.map((person) => person.textContent)).toEqual([
    'Alice (you)Sitting here',
    'BobAway for a moment',
    '민지Sitting here',
  ]);
});

test('its button closes it', () => {
  fireEvent.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledOnce();
});

test('each leads to their card', () => {
  fireEvent.click(screen.getByRole('button', { name: /민지/ }));
  expect(onPerson.mock.calls).toEqual([[3]]);
});
