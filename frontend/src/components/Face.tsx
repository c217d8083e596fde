/** A drawn face in a round medallion, the same for the same seed: who has no photograph still looks like someone. */
import { useMemo } from 'react';
import styles from './Face.module.css';
import { Beard, Clothes, Eyes, Glasses, HairBefore, HairBehind, Hat, Mouth } from './FaceParts';
import { type FaceTraits, faceTraits } from './FaceTraits';

export interface FaceProps {
  /** Anything stable about the person: their id, or the seed the server gave. */
  seed: string;
  /** Diameter in CSS pixels. */
  size?: number;
  /** A photograph instead of the drawing. */
  imageUrl?: string | null;
  /** The person's name when nothing beside the face says it; without it the face is decoration. */
  title?: string;
}

function Head({ traits }: { traits: FaceTraits }) {
  const { skin, blush, breadth } = traits;
  return (
    <g transform={`translate(50 0) scale(${breadth.toFixed(3)} 1) translate(-50 0)`}>
      <g fill={skin}>
        <ellipse cx="27.5" cy="50" rx="4.5" ry="6" />
        <ellipse cx="72.5" cy="50" rx="4.5" ry="6" />
        <path d="M28 44c0-30 44-30 44 0 0 19-9 30-22 30S28 63 28 44Z" />
      </g>
      <g fill={blush} opacity={0.45}>
        <ellipse cx="35" cy="58" rx="4.5" ry="3" />
        <ellipse cx="65" cy="58" rx="4.5" ry="3" />
      </g>
      <path d="M48.5 56c1 1 2.5 1 3.5 0" fill="none" stroke={blush} strokeWidth={1.8} strokeLinecap="round" />
      <Beard traits={traits} />
      <Mouth traits={traits} />
      <Eyes traits={traits} />
      <HairBefore traits={traits} />
      {traits.glasses && <Glasses />}
      <Hat traits={traits} />
    </g>
  );
}

export function Face({ seed, size = 40, imageUrl = null, title }: FaceProps) {
  const traits = useMemo(() => faceTraits(seed), [seed]);
  if (imageUrl) {
    return (
      <img
        className={styles.face}
        src={imageUrl}
        alt={title ?? ''}
        width={size}
        height={size}
        loading="lazy"
      />
    );
  }
  return (
    <svg
      className={styles.face}
      viewBox="0 0 100 100"
      width={size}
      height={size}
      focusable="false"
      role="img"
      aria-label={title}
      aria-hidden={!title}
    >
      <rect width="100" height="100" fill={traits.ground} />
      <ellipse cx="50" cy="108" rx="70" ry="56" fill="#ffb765" opacity={0.12} />
      <g transform="translate(50 54) scale(0.9) translate(-50 -50)">
        <HairBehind traits={traits} />
        <Clothes traits={traits} />
        <Head traits={traits} />
      </g>
    </svg>
  );
}
