/** The geometry of the room at every size people own: nobody sits on anybody, and nobody sits outside. */
import { describe, expect, it } from 'vitest';
import { type HearthLayout, hearthLayout, type Point } from './hearthLayout';

const SIZES = [
  [320, 480],
  [320, 640],
  [360, 780],
  [390, 844],
  [430, 932],
  [600, 900],
  [719, 1000],
  [720, 900],
  [768, 1024],
  [844, 390],
  [1024, 768],
  [1280, 600],
  [1280, 800],
  [1440, 900],
  [1920, 1080],
  [2560, 1440],
] as const;

/** Medallion and name of a seat as edges; the name hangs below the medallion. */
function boxOf({ seatBox, seatSize }: HearthLayout, { x, y }: Point) {
  const top = y - seatSize / 2;
  return { left: x - seatBox.width / 2, right: x + seatBox.width / 2, top, bottom: top + seatBox.height };
}

const allPlaces = (layout: HearthLayout): Point[] => [layout.lily, ...layout.seats, layout.more];

const ROOMS = SIZES.flatMap(([width, height]) => [
  { width, height, rail: true },
  { width, height, rail: false },
]);

describe.each(ROOMS)('the room at $width x $height, with a rail: $rail', ({ width, height, rail }) => {
  const layout = hearthLayout({ width, height }, rail);

  it('seats nobody on top of anybody', () => {
    const boxes = allPlaces(layout).map((place) => boxOf(layout, place));
    const clashes = boxes.flatMap((a, i) =>
      boxes
        .slice(i + 1)
        .filter(
          (b) =>
            a.left < b.right - 0.5 &&
            b.left < a.right - 0.5 &&
            a.top < b.bottom - 0.5 &&
            b.top < a.bottom - 0.5,
        ),
    );
    expect(clashes).toEqual([]);
  });

  it('keeps everyone inside the window and right of the rail', () => {
    const boxes = allPlaces(layout).map((place) => boxOf(layout, place));
    expect(Math.min(...boxes.map((b) => b.left))).toBeGreaterThanOrEqual(layout.railWidth);
    expect(Math.max(...boxes.map((b) => b.right))).toBeLessThanOrEqual(width);
    expect(Math.min(...boxes.map((b) => b.top))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...boxes.map((b) => b.bottom))).toBeLessThanOrEqual(layout.talkTop);
  });

  it('leaves at least half of the window to the talk', () => {
    expect(layout.talkTop).toBeLessThanOrEqual(height * 0.56);
  });

  it('keeps the hearth in the middle between the rail and the right edge', () => {
    const { hearth } = layout;
    expect(hearth.x + hearth.width / 2).toBeCloseTo((layout.railWidth + width) / 2);
    expect(hearth.x).toBeGreaterThanOrEqual(layout.railWidth);
    expect(hearth.y).toBeGreaterThanOrEqual(0);
  });
});

it('has seven seats on a desktop and five on a phone', () => {
  expect(hearthLayout({ width: 1280, height: 800 }, true).seats).toHaveLength(7);
  expect(hearthLayout({ width: 1920, height: 1080 }, true).seats).toHaveLength(7);
  expect(hearthLayout({ width: 390, height: 844 }, true).seats).toHaveLength(5);
  expect(hearthLayout({ width: 320, height: 640 }, true).seats).toHaveLength(5);
});

it('stands in the middle of the window where there is one room', () => {
  expect(hearthLayout({ width: 1280, height: 800 }, false).lily.x).toBe(640);
  expect(hearthLayout({ width: 1280, height: 800 }, true).lily.x).toBe(678);
});

it('gives the same answer for the same window', () => {
  const window = { width: 1000, height: 700 };
  expect(hearthLayout(window, true)).toEqual(hearthLayout(window, true));
});
