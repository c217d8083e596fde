/** Short words above the composer: what did not work, and whose words were left behind here. */
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { useHouse, useHouseState } from '@/components/useHouse';
import styles from './Banner.module.css';

const READ_MS = 6_000;

export function Notices() {
  const { t } = useTranslation();
  const house = useHouse();
  const notice = useHouseState((state) => state.notice);
  const stray = useHouseState((state) => state.strayWords);

  useEffect(() => {
    if (notice === null) return;
    const timer = setTimeout(() => house.dismissNotice(), READ_MS);
    return () => clearTimeout(timer);
  }, [house, notice]);

  return (
    <>
      <div role="status" className={styles.place}>
        {notice !== null && <p className={styles.banner}>{t(notice)}</p>}
      </div>
      {stray > 0 && (
        <div className={styles.place}>
          <p className={styles.banner}>
            {t('connection.stray', { count: stray })}
            <button type="button" className={controls.worded} onClick={() => void house.dropStrayWords()}>
              {t('connection.letGo')}
            </button>
          </p>
        </div>
      )}
    </>
  );
}
