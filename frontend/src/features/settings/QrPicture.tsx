/** A picture for the camera of a phone: dark squares on a light ground in either light of the page. Drawn here, sent nowhere. */
import encodeQr from 'qr';
import styles from './Settings.module.css';

/** Light squares around it that readers need (ISO/IEC 18004: four). */
const QUIET_ZONE = 4;

function drawPath(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}

export function QrPicture({ text, label }: { text: string; label: string }) {
  const rows = encodeQr(text, 'raw', { border: QUIET_ZONE });
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={drawPath(rows)} />
    </svg>
  );
}
