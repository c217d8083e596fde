/** The room gets simpler on a slow machine and does not flutter between two levels. */
import { expect, it } from 'vitest';
import { judgeFrame, LEVELS, levelOf, type Quality, ratioFor, SOFTWARE_LEVEL, startQuality } from './quality';

const judge = (quality: Quality, cost: number, frames: number): Quality =>
  Array.from({ length: frames }).reduce<Quality>((q) => judgeFrame(q, cost), quality);

it('begins at the best level with a graphics card and lower without', () => {
  expect(startQuality(false).level).toBe(0);
  expect(startQuality(true).level).toBe(SOFTWARE_LEVEL);
});

it('steps down after a slow streak, to the last level and no further', () => {
  expect(judge(startQuality(false), 80, 5).level).toBe(1);
  expect(judge(startQuality(false), 80, 500).level).toBe(LEVELS.length - 1);
});

it('forgives single slow frames', () => {
  let quality = startQuality(false);
  for (let i = 0; i < 50; i += 1) quality = judgeFrame(judge(quality, 16, 3), 90);
  expect(quality.level).toBe(0);
});

it('tries a step up after a long easy streak, and is more patient after each mistake', () => {
  const down = judge(startQuality(false), 80, 5);
  expect(judge(down, 16, down.patience).level).toBe(0);
  const again = judge(judge(down, 16, down.patience), 80, 5);
  expect(again.patience).toBeGreaterThan(down.patience);
});

it('never climbs above where a software renderer began', () => {
  expect(judge(startQuality(true), 5, 5000).level).toBe(SOFTWARE_LEVEL);
});

it('bounds the pixels of a frame, whatever the window and the screen', () => {
  for (const level of LEVELS) {
    const ratio = ratioFor(level, 3840, 2160, 3);
    expect(3840 * ratio * 2160 * ratio).toBeLessThanOrEqual(level.pixels * 1.001);
  }
  expect(ratioFor(levelOf(startQuality(false)), 390, 844, 3)).toBe(1.5);
});
