/** Says that the line is down, when it has been for longer than a blink. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import styles from './Banner.module.css';

const PATIENCE_MS = 1_200;

export function ConnectionBanner() {
  const { t } = useTranslation();
  const online = useHouseState((state) => state.link === 'online' || state.link === 'restarting');
  const [lost, setLost] = useState(false);

  useEffect(() => {
    if (online) return setLost(false);
    const timer = setTimeout(() => setLost(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [online]);

  return (
    <div role="status" data-testid="connection" className={styles.place}>
      {lost && (
        <p className={styles.banner}>
          <Snow />
          {t('connection.lost')}
        </p>
      )}
    </div>
  );
}

function Snow() {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path
        d="M12 3v18M4.2 7.5l15.6 9M19.8 7.5l-15.6 9M9.5 4.5 12 7l2.5-2.5M9.5 19.5 12 17l2.5 2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
    </svg>
  );
}
