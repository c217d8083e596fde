/** A face is somebody: always the same person, and not the same as the neighbour. */
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Face } from './Face';
import { faceTraits } from './FaceTraits';

afterEach(cleanup);

const PEOPLE = ['민지', 'Otto', '하나', '할아버지', 'Priya', '지훈', 'Mara', '서연', 'Kwame', '바람'];

it('draws the same face for the same seed', () => {
  const first = render(<Face seed="민지" />).container.innerHTML;
  const second = render(<Face seed="민지" />).container.innerHTML;
  expect(second).toBe(first);
});

it('makes ten people look different', () => {
  const drawings = new Set(PEOPLE.map((seed) => render(<Face seed={seed} />).container.innerHTML));
  expect(drawings.size).toBe(PEOPLE.length);
});

it('uses all hair, hats and ages among many people', () => {
  const many = Array.from({ length: 400 }, (_, i) => faceTraits(`person ${i}`));
  expect(new Set(many.map((traits) => traits.hair)).size).toBe(10);
  expect(new Set(many.map((traits) => traits.hat)).size).toBe(6);
  expect(new Set(many.map((traits) => traits.skin)).size).toBe(6);
  expect(many.some((traits) => traits.older) && many.some((traits) => !traits.older)).toBe(true);
});

it('is decoration without a title and a named picture with one', () => {
  render(<Face seed="Otto" />);
  expect(screen.queryByRole('img')).toBeNull();
  render(<Face seed="Otto" title="Otto" />);
  expect(screen.getByRole('img', { name: 'Otto' })).toBeTruthy();
});

it('shows a photograph where there is one', () => {
  render(<Face seed="Otto" imageUrl="/media/otto.webp" title="Otto" />);
  expect(screen.getByRole('img', { name: 'Otto' }).getAttribute('src')).toBe('/media/otto.webp');
});
