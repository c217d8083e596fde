/**
 * How finely and how often the room is drawn. Starts from what the machine seems to be, then follows what frames really
 * cost: a slow streak steps down, a long easy streak tries one step up. Pure; no WebGL here.
 */

export interface Level {
  /** most pixels a frame may have */
  readonly pixels: number;
  /** most framebuffer pixels per CSS pixel */
  readonly ratio: number;
  /** least time between two frames, milliseconds */
  readonly interval: number;
}

export const LEVELS: readonly Level[] = [
  { pixels: 2_400_000, ratio: 1.5, interval: 33 },
  { pixels: 1_200_000, ratio: 1, interval: 33 },
  { pixels: 520_000, ratio: 1, interval: 40 },
  { pixels: 230_000, ratio: 1, interval: 66 },
  { pixels: 110_000, ratio: 1, interval: 100 },
];

/** Where a renderer without a graphics card begins: small and slow enough to leave the page its processor. */
export const SOFTWARE_LEVEL = 3;

/** A frame that takes longer than this, or than most of its interval, is felt in the page. */
const SLOW_MS = 42;
const SLOW_SHARE = 0.75;
const SLOW_STREAK = 5;

export interface Quality {
  readonly level: number;
  readonly slow: number;
  readonly easy: number;
  /** easy frames in a row that are worth a try one step up; grows each time the try was wrong */
  readonly patience: number;
  /** steps up never pass this */
  readonly best: number;
}

export function startQuality(software: boolean): Quality {
  const best = software ? SOFTWARE_LEVEL : 0;
  return { level: best, slow: 0, easy: 0, patience: 300, best };
}

/** @param cost milliseconds from the first command of a frame until it was done */
export function judgeFrame(quality: Quality, cost: number): Quality {
  const wasSlow = cost > Math.max(SLOW_MS, levelOf(quality).interval * SLOW_SHARE);
  const slow = wasSlow ? quality.slow + 1 : Math.max(0, quality.slow - 0.5);
  const easy = wasSlow ? 0 : quality.easy + 1;
  if (slow >= SLOW_STREAK && quality.level < LEVELS.length - 1) {
    return { ...quality, level: quality.level + 1, slow: 0, easy: 0, patience: quality.patience * 4 };
  }
  if (easy >= quality.patience && quality.level > quality.best) {
    return { ...quality, level: quality.level - 1, slow: 0, easy: 0 };
  }
  return { ...quality, slow, easy };
}

export function levelOf(quality: Quality): Level {
  return LEVELS[quality.level] ?? { pixels: 110_000, ratio: 1, interval: 100 };
}

/** Framebuffer pixels per CSS pixel for a window of this size. */
export function ratioFor(level: Level, width: number, height: number, devicePixelRatio: number): number {
  return Math.min(devicePixelRatio, level.ratio, Math.sqrt(level.pixels / Math.max(1, width * height)));
}
