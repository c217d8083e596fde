/** Lily: a white lily in lilac light. She glows while she reads or writes; where she sits is not decided here. */
import { useId } from 'react';
import styles from './LilyFlower.module.css';

export interface LilyFlowerProps {
  /** Diameter in CSS pixels. */
  size?: number;
  glowing?: boolean;
  /** Her name when nothing beside the flower says it; without it she is decoration. */
  title?: string;
}

/** One petal from the heart of the flower up to its tip; the others are this one, turned. */
const PETAL = 'M50 70C38 58 37 36 50 15c13 21 12 43 0 55Z';
const BEHIND = [-38, 38];
const BEFORE = [-19, 19];

function Stamens() {
  return (
    <g>
      <path
        d="M50 68C48 58 46 51 43 45M50 68c0-10 0-18 0-26M50 68c2-10 4-17 7-23"
        fill="none"
        stroke="#d9b04c"
        strokeWidth="1.5"
      />
      <g fill="#c98a2b">
        <ellipse cx="43" cy="44" rx="1.7" ry="2.8" transform="rotate(-24 43 44)" />
        <ellipse cx="50" cy="41" rx="1.7" ry="2.8" />
        <ellipse cx="57" cy="44" rx="1.7" ry="2.8" transform="rotate(24 57 44)" />
      </g>
    </g>
  );
}

export function LilyFlower({ size = 40, glowing = false, title }: LilyFlowerProps) {
  const id = useId();
  const petal = `url(#${id}petal)`;
  const turned = (angle: number, opacity: number) => (
    <path
      key={angle}
      d={PETAL}
      fill={petal}
      opacity={opacity}
      transform={`rotate(${angle} 50 72)`}
      stroke="#d3b4dc"
      strokeWidth="0.8"
    />
  );
  return (
    <span className={styles.lily} data-glowing={glowing}>
      <svg
        viewBox="0 0 100 100"
        width={size}
        height={size}
        focusable="false"
        role="img"
        aria-label={title}
        aria-hidden={!title}
      >
        <defs>
          <radialGradient id={`${id}light`} cx="0.5" cy="0.42" r="0.62">
            <stop offset="0" stopColor="#fbf1fb" />
            <stop offset="0.55" stopColor="#e3c7e8" />
            <stop offset="1" stopColor="#b48ac2" />
          </radialGradient>
          <linearGradient id={`${id}petal`} x1="0" y1="0" x2="0" y2="1">
            <stop offset="0" stopColor="#ffffff" />
            <stop offset="0.6" stopColor="#fdf6fb" />
            <stop offset="1" stopColor="#dcc3dd" />
          </linearGradient>
        </defs>
        <rect width="100" height="100" fill={`url(#${id}light)`} />
        <path d="M50 70c-1 12-1 20-2 30h5c-1-10-1-18-1-30Z" fill="#8fa77c" />
        <path d="M51 92c6-10 14-12 20-12-3 7-10 12-20 14Z" fill="#9db58a" />
        {BEHIND.map((angle) => turned(angle, 0.92))}
        {turned(0, 1)}
        <Stamens />
        {BEFORE.map((angle) => turned(angle, 0.78))}
      </svg>
    </span>
  );
}
