/**
 * Who a face is: traits drawn from a seed, always the same for the same seed. Pure; how they look is in `Face`.
 * Traits go together the way people do (grey hair with older faces, beards with none of the long styles).
 */

export const HAIR = [
  'short',
  'crop',
  'side',
  'bob',
  'long',
  'bun',
  'curly',
  'braids',
  'tuft',
  'bald',
] as const;
export const HATS = ['none', 'beanie', 'brim', 'beret', 'kerchief', 'straw'] as const;
export const BEARDS = ['none', 'full', 'moustache', 'goatee'] as const;
export const EYES = ['dots', 'smiling', 'wide'] as const;
export const MOUTHS = ['smile', 'grin', 'soft', 'open'] as const;

export interface FaceTraits {
  readonly skin: string;
  readonly blush: string;
  readonly hair: (typeof HAIR)[number];
  readonly hairColour: string;
  readonly hat: (typeof HATS)[number];
  readonly hatColour: string;
  readonly clothes: string;
  readonly collar: string;
  readonly ground: string;
  readonly beard: (typeof BEARDS)[number];
  readonly eyes: (typeof EYES)[number];
  readonly mouth: (typeof MOUTHS)[number];
  readonly glasses: boolean;
  readonly scarf: boolean;
  readonly older: boolean;
  /** 0.94 slender .. 1.06 broad */
  readonly breadth: number;
}

const SKIN = [
  ['#f6d3b3', '#e9a283'],
  ['#efc09a', '#dd8f6c'],
  ['#e3ab80', '#cc7b56'],
  ['#c98d62', '#ad6340'],
  ['#a06a45', '#874a2c'],
  ['#744a31', '#5f3220'],
] as const;
const YOUNG_HAIR = ['#2a1c16', '#3d2619', '#5a3620', '#7d4b26', '#a5672f', '#c99a55', '#8f3d22'] as const;
const OLD_HAIR = ['#e8e0d6', '#cfc6bc', '#a9a098'] as const;
/** clothes, a collar or scarf that goes with them, and the ground behind */
const CLOTHES = [
  ['#2f5644', '#d9b36c', '#22392f'],
  ['#7a4a32', '#e2c08d', '#4a3327'],
  ['#8a4566', '#e7b7c0', '#4f3341'],
  ['#3f5573', '#d8c7a6', '#2d3a4c'],
  ['#a4532c', '#f0d1a2', '#57301f'],
  ['#6b6f76', '#b9c4c9', '#41454a'],
  ['#8c6d2f', '#f3e3b8', '#4b3d22'],
  ['#5a4a7a', '#d4c0e0', '#3a3150'],
  ['#96352f', '#f1c9b0', '#4e2421'],
  ['#3d6a6d', '#e6d3a8', '#274345'],
] as const;
const HAT_COLOURS = ['#8a2f27', '#36594a', '#3d4d68', '#b0752f', '#6a4a6c', '#d2b48a', '#5b4636'] as const;

/** FNV-1a over UTF-16 units: small, and spreads short Korean names well. */
function hashSeed(seed: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32: 32 bits of state are plenty for a face. */
function makeRandom(seed: string): () => number {
  let state = hashSeed(seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function faceTraits(seed: string): FaceTraits {
  const random = makeRandom(seed);
  // random() is below 1 and no list is empty, so there always is one.
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const older = random() < 0.28;
  const [skin, blush] = pick(SKIN);
  const hair = pick(HAIR);
  const [clothes, collar, ground] = pick(CLOTHES);
  const mayBeard = !['long', 'bob', 'bun', 'braids'].includes(hair);
  const beard = mayBeard && random() < 0.5 ? pick(BEARDS) : 'none';
  const hat = random() < 0.42 ? pick(HATS) : 'none';
  return {
    skin,
    blush,
    hair,
    hairColour: older ? pick(OLD_HAIR) : pick(YOUNG_HAIR),
    hat,
    hatColour: pick(HAT_COLOURS),
    clothes,
    collar,
    ground,
    beard,
    eyes: pick(EYES),
    mouth: pick(MOUTHS),
    glasses: random() < (older ? 0.5 : 0.25),
    scarf: random() < 0.3,
    older,
    breadth: 0.94 + random() * 0.12,
  };
}
