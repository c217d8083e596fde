/** Three embers that glow in turn: something is on its way. With `label` it is said, too. */
import styles from './Embers.module.css';

export function Embers({ label, tone = 'fire' }: { label?: string; tone?: 'fire' | 'lily' }) {
  return (
    <span className={styles.embers} data-tone={tone}>
      <span className={styles.coals} aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      {label !== undefined && <span>{label}</span>}
    </span>
  );
}
