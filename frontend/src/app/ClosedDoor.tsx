/** A room that does not let one in: why, and where else to go. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import controls from '@/components/controls.module.css';
import { useHouse, useHouseState } from '@/components/useHouse';
import styles from './ClosedDoor.module.css';

export function ClosedDoor({ roomId, code }: { roomId: number; code: string }) {
  const { t } = useTranslation();
  const house = useHouse();
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  return (
    <div className={styles.door} role="alert">
      <p className={styles.words}>{t([`door.${code}`, 'door.other'])}</p>
      {roomId === fireplaceId ? (
        <button type="button" className={controls.primary} onClick={() => house.knock(roomId)}>
          {t('room.tryAgain')}
        </button>
      ) : (
        <div className={styles.ways}>
          <Link href="/" className={controls.primary}>
            {t('room.backToFire')}
          </Link>
          {code === 'room_full' && (
            <button type="button" className={controls.worded} onClick={() => house.knock(roomId)}>
              {t('room.tryAgain')}
            </button>
          )}
          <Link href="/rooms" className={controls.worded}>
            {t('door.otherRooms')}
          </Link>
        </div>
      )}
    </div>
  );
}
