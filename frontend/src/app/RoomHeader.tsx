/** The line at the top: which room, how many sit there, what is new, and one's own face. */
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { useHouseState } from '@/components/useHouse';
import type { RoomState } from '@/lib/roomState';
import { MeButton } from './MeButton';
import styles from './RoomHeader.module.css';

interface RoomHeaderProps {
  name: string;
  room: RoomState | undefined;
  onSheet: (sheet: OpenSheet) => void;
}

/** Which drawer is asked for. */
export type OpenSheet = 'kept' | 'bell' | 'search';

export function RoomHeader({ name, room, onSheet }: RoomHeaderProps) {
  const { t } = useTranslation();
  const count = Object.keys(room?.present ?? {}).length;
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1 className={styles.name}>{name}</h1>
        {count > 0 && <p className={styles.count}>{t([`room.few.${count}`, 'room.sitting'], { count })}</p>}
      </div>
      <div className={styles.controls}>
        <button
          type="button"
          className={controls.round}
          aria-label={t('controls.search')}
          aria-keyshortcuts="Control+K Meta+K"
          title={t('controls.search')}
          onClick={() => onSheet('search')}
        >
          <Icon name="search" />
        </button>
        {room !== undefined && (
          <button
            type="button"
            className={controls.round}
            aria-label={t('controls.kept')}
            title={t('controls.kept')}
            onClick={() => onSheet('kept')}
          >
            <Icon name="book" />
          </button>
        )}
        <Bell onOpen={() => onSheet('bell')} />
        <MeButton onRoomSheet={() => onSheet('kept')} />
      </div>
    </header>
  );
}

const MOST_SHOWN = 99;

function Bell({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation();
  const count = useHouseState((state) => state.me?.notificationsUnread ?? 0);
  const name = count > 0 ? t('controls.notificationsUnread', { count }) : t('controls.notifications');
  return (
    <button
      type="button"
      className={`${controls.round} ${styles.bell}`}
      aria-label={name}
      title={name}
      onClick={onOpen}
    >
      <Icon name="bell" />
      {count > 0 && (
        <span className={styles.unread} aria-hidden="true">
          {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
        </span>
      )}
    </button>
  );
}
