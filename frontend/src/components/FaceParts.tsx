/**
 * The parts a face is drawn from, on a ground of 100 x 100: the head is an ellipse around (50, 48). Only shapes;
 * `FaceTraits` decides which of them a person has.
 */
import type { ReactNode } from 'react';
import type { FaceTraits } from './FaceTraits';

interface Part {
  traits: FaceTraits;
}

/** A darker tone of the same colour, for folds and shadows. */
const SHADE = 'rgb(40 18 8 / 22%)';
const INK = '#2c1a12';

/** What lies behind the head. */
export function HairBehind({ traits: { hair, hairColour: fill } }: Part) {
  switch (hair) {
    case 'long':
      return <path d="M25 48C22 8 78 8 75 48c0 14 3 26 5 34-14 5-46 5-60 0 2-8 5-20 5-34Z" fill={fill} />;
    case 'bob':
      return <path d="M25 46C22 8 78 8 75 46c1 10 1 17-1 24-7 3-41 3-48 0-2-7-2-14-1-24Z" fill={fill} />;
    case 'bun':
      return <circle cx="50" cy="17" r="10" fill={fill} />;
    case 'braids':
      return (
        <g fill={fill}>
          <path d="M26 42C23 11 77 11 74 42v14H26Z" />
          <ellipse cx="26" cy="62" rx="6" ry="7" />
          <ellipse cx="25" cy="74" rx="5" ry="7" />
          <ellipse cx="74" cy="62" rx="6" ry="7" />
          <ellipse cx="75" cy="74" rx="5" ry="7" />
        </g>
      );
    case 'curly':
      return (
        <g fill={fill}>
          <circle cx="30" cy="38" r="11" />
          <circle cx="70" cy="38" r="11" />
          <circle cx="38" cy="26" r="12" />
          <circle cx="62" cy="26" r="12" />
          <circle cx="50" cy="22" r="12" />
          <circle cx="28" cy="50" r="8" />
          <circle cx="72" cy="50" r="8" />
        </g>
      );
    default:
      return null;
  }
}

const FRINGES: Record<FaceTraits['hair'], string | null> = {
  short: 'M27 46C23 9 77 9 73 46c-2-9-6-12-10-13-9 3-22 2-28-1-4 3-7 7-8 14Z',
  crop: 'M27 43C25 11 75 11 73 43c-5-10-41-10-46 0Z',
  side: 'M27 47C21 9 79 6 73 47c-2-8-4-12-9-16-8 6-22 8-31 6-3 2-5 5-6 10Z',
  bob: 'M26 50C21 7 79 7 74 50c-3-9-5-12-7-14-11 2-24 2-34 0-2 2-5 6-7 14Z',
  long: 'M26 52C19 15 47 13 51 20c4-7 31-4 23 32-2-12-9-20-23-26-15 6-23 14-25 26Z',
  bun: 'M27 45C24 10 76 10 73 45c-4-9-12-14-23-14s-19 5-23 14Z',
  curly: 'M29 42c0-8 6-11 10-8 3-5 9-5 11-1 3-4 9-4 11 1 5-3 10 1 10 8 1-24-43-24-42 0Z',
  braids: 'M27 47C21 14 47 12 50 20c3-8 29-6 23 27-3-11-11-19-23-22-12 3-20 11-23 22Z',
  tuft: 'M28 41c0-12 8-20 16-20-2-4 0-8 4-10 0 3 1 5 3 6 1-3 4-5 7-5-2 3-2 6-1 9 10-1 16 7 16 20-6-9-38-9-44 0Z',
  bald: null,
};

/** What falls over the forehead. Under a hat only the sides show. */
export function HairBefore({ traits: { hair, hairColour, hat, older } }: Part) {
  if (hair === 'bald') {
    if (!older && hat === 'none') return null;
    return (
      <path d="M27 50c-3-9-1-14 2-16 0 6 0 10-2 16ZM73 50c3-9 1-14-2-16 0 6 0 10 2 16Z" fill={hairColour} />
    );
  }
  return <path d={FRINGES[hair] ?? ''} fill={hairColour} />;
}

export function Hat({ traits: { hat, hatColour: fill, collar } }: Part): ReactNode {
  switch (hat) {
    case 'beanie':
      return (
        <g>
          <circle cx="50" cy="13" r="5" fill={collar} />
          <path d="M26 36C25 9 75 9 74 36Z" fill={fill} />
          <rect x="24" y="31" width="52" height="9" rx="4.5" fill={collar} />
        </g>
      );
    case 'brim':
      return (
        <g>
          <path d="M32 32c0-22 8-18 18-18s18-4 18 18Z" fill={fill} />
          <path d="M32 32c0-3 0-5 .4-7h35.2c.4 2 .4 4 .4 7Z" fill={SHADE} />
          <ellipse cx="50" cy="33" rx="31" ry="5" fill={fill} />
        </g>
      );
    case 'straw':
      return (
        <g>
          <path d="M33 31c0-19 34-19 34 0Z" fill="#dcbc7e" />
          <path d="M33 31c0-2 .2-4 .8-5.5h32.4c.6 1.5.8 3.5.8 5.5Z" fill={fill} />
          <ellipse cx="50" cy="32" rx="34" ry="5.5" fill="#dcbc7e" />
        </g>
      );
    case 'beret':
      return (
        <g fill={fill}>
          <path d="M24 33C16 12 66 6 78 22c5 7-2 12-8 12-15-3-31-4-46-1Z" />
          <rect x="49" y="8" width="3" height="6" rx="1.5" />
        </g>
      );
    case 'kerchief':
      return (
        <g>
          <path d="M24 52C20 14 80 14 76 52c-3-10-10-18-26-19-16 1-23 9-26 19Z" fill={fill} />
          <g fill={collar}>
            <circle cx="40" cy="26" r="1.8" />
            <circle cx="52" cy="23" r="1.8" />
            <circle cx="63" cy="28" r="1.8" />
            <circle cx="31" cy="35" r="1.8" />
          </g>
        </g>
      );
    default:
      return null;
  }
}

export function Beard({ traits: { beard, hairColour: fill } }: Part) {
  switch (beard) {
    case 'full':
      return (
        <path
          d="M28 50c1 8 3 6 8 7 5-3 9-3 14-2 5-1 9-1 14 2 5-1 7 1 8-7 1 17-8 28-22 28S27 67 28 50Z"
          fill={fill}
        />
      );
    case 'moustache':
      return <path d="M38 61c3-5 9-5 12-2 3-3 9-3 12 2-5 2-9 1-12-1-3 2-7 3-12 1Z" fill={fill} />;
    case 'goatee':
      return <path d="M43 69c4 2 10 2 14 0 0 6-3 9-7 9s-7-3-7-9Z" fill={fill} />;
    default:
      return null;
  }
}

export function Eyes({ traits: { eyes, older } }: Part) {
  const line = { fill: 'none', stroke: INK, strokeWidth: 2.2, strokeLinecap: 'round' as const };
  return (
    <g>
      {eyes === 'smiling' && <path d="M36 50c1.5-3.5 6-3.5 7.5 0M56.5 50c1.5-3.5 6-3.5 7.5 0" {...line} />}
      {eyes === 'dots' && (
        <g fill={INK}>
          <circle cx="40" cy="49" r="2.5" />
          <circle cx="60" cy="49" r="2.5" />
        </g>
      )}
      {eyes === 'wide' && (
        <g fill={INK}>
          <ellipse cx="40" cy="49" rx="2.6" ry="3.3" />
          <ellipse cx="60" cy="49" rx="2.6" ry="3.3" />
          <g fill="#fff6e8">
            <circle cx="41" cy="47.8" r="0.9" />
            <circle cx="61" cy="47.8" r="0.9" />
          </g>
        </g>
      )}
      {older && (
        <path
          d="M33.5 55c1.5 1.3 3 1.8 4.5 1.8M66.5 55c-1.5 1.3-3 1.8-4.5 1.8"
          {...line}
          stroke={SHADE}
          strokeWidth={1.4}
        />
      )}
    </g>
  );
}

const MOUTHS: Record<FaceTraits['mouth'], string> = {
  smile: 'M42 62c4 5 12 5 16 0',
  soft: 'M44 63c3 2.5 9 2.5 12 0',
  grin: 'M41 61.5c4 7 14 7 18 0Z',
  open: 'M44 62c2 5.5 10 5.5 12 0Z',
};

export function Mouth({ traits: { mouth } }: Part) {
  const filled = mouth === 'grin' || mouth === 'open';
  return (
    <path
      d={MOUTHS[mouth]}
      fill={filled ? '#8a3b30' : 'none'}
      stroke={filled ? 'none' : '#6e2f22'}
      strokeWidth={2.2}
      strokeLinecap="round"
    />
  );
}

export function Glasses() {
  return (
    <g fill="rgb(255 244 224 / 14%)" stroke="#4a3426" strokeWidth={1.7}>
      <circle cx="40" cy="49.5" r="7" />
      <circle cx="60" cy="49.5" r="7" />
      <path d="M47 48.5c2-1.5 4-1.5 6 0M33 48l-5-1.5M67 48l5-1.5" fill="none" />
    </g>
  );
}

export function Clothes({ traits: { clothes, collar, scarf, skin } }: Part) {
  return (
    <g>
      <path d="M12 104c1-22 14-29 38-29s37 7 38 29Z" fill={clothes} />
      <path d="M42 66h16v10c-3 6-13 6-16 0Z" fill={skin} />
      <path d="M42 70c4 4 12 4 16 0v3c-4 4-12 4-16 0Z" fill={SHADE} />
      {scarf ? (
        <g>
          <path d="M33 75c9 6 25 6 34 0 4 3 4 8 1 10-10 5-26 5-36 0-3-2-3-7 1-10Z" fill={collar} />
          <path d="M58 84h10l2 18H58Z" fill={collar} />
          <path d="M34 80c10 5 22 5 32 0" fill="none" stroke={SHADE} strokeWidth={2} />
        </g>
      ) : (
        <path d="M37 76l5-3c3 6 13 6 16 0l5 3-13 12Z" fill={collar} opacity={0.9} />
      )}
    </g>
  );
}
