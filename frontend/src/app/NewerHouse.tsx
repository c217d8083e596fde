/** Offers a reload when the server speaks a newer wire than this page; never forces it. */
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { useHouseState } from '@/components/useHouse';
import { PROTOCOL_HASH } from '@/protocol/frames.gen';
import styles from './Banner.module.css';

export function NewerHouse() {
  const { t } = useTranslation();
  const newer = useHouseState((state) => state.me !== null && state.me.protocol !== PROTOCOL_HASH);
  if (!newer) return null;
  return (
    <div className={styles.place}>
      <p className={styles.banner}>
        {t('app.newer')}
        <button type="button" className={controls.worded} onClick={() => window.location.reload()}>
          {t('app.reload')}
        </button>
      </p>
    </div>
  );
}
