/** One button between night and morning. */
import { useTranslation } from 'react-i18next';
import type { Theme } from '@/lib/theme';
import styles from './controls.module.css';
import { Icon } from './Icon';

export function ThemeSwitch({ theme, onChange }: { theme: Theme; onChange: (theme: Theme) => void }) {
  const { t } = useTranslation();
  const toMorning = theme === 'dark';
  return (
    <button
      type="button"
      className={styles.round}
      aria-label={t(toMorning ? 'controls.toMorning' : 'controls.toNight')}
      onClick={() => onChange(toMorning ? 'light' : 'dark')}
    >
      <Icon name={toMorning ? 'sun' : 'moon'} />
    </button>
  );
}
