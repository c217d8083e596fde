/** The room as a still picture of gradients: the first paint, and all there is where WebGL2 is missing. */
import type { CSSProperties } from 'react';
import type { HearthLayout, Rect } from '@/lib/hearthLayout';
import styles from './StillRoom.module.css';

const box = ({ x, y, width, height }: Rect): CSSProperties => ({ left: x, top: y, width, height });

/** Inner edge of the stone, as the shader cuts it: a ring of 13.5 % of the hearth's height, a slab of 12 % below. */
function chamberOf({ x, y, width, height }: Rect): Rect {
  const ring = height * 0.135;
  const top = y + height * 0.145;
  return { x: x + ring, y: top, width: width - 2 * ring, height: height * 0.735 };
}

export function StillRoom({ layout }: { layout: HearthLayout }) {
  const { hearth, fire, floorLine } = layout;
  const chamber = chamberOf(hearth);
  const flame: Rect = {
    x: fire.x - hearth.height * 0.32,
    y: fire.y - hearth.height * 0.36,
    width: hearth.height * 0.64,
    height: hearth.height * 0.54,
  };
  const light = {
    '--fire-x': `${fire.x}px`,
    '--fire-y': `${fire.y}px`,
    '--reach': `${hearth.height * 2.6}px`,
    '--floor': `${floorLine}px`,
  } as CSSProperties;
  return (
    <div className={styles.room} style={light}>
      <div className={styles.wall} />
      <div className={styles.floor} />
      <div className={styles.stone} style={box(hearth)} />
      <div className={styles.chamber} style={box(chamber)} />
      <div className={styles.fire} style={box(flame)}>
        <div className={styles.flame} />
        <div className={styles.flame} />
        <div className={styles.flame} />
        <div className={styles.log} />
        <div className={styles.log} />
      </div>
      <div className={styles.glow} />
    </div>
  );
}
