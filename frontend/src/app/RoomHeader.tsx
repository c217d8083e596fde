/** The line at the top: which room, how many sit there, and the light and the language of the page. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { ThemeSwitch } from '@/components/ThemeSwitch';
import { useHouseState } from '@/components/useHouse';
import type { RoomState } from '@/lib/roomState';
import type { Theme } from '@/lib/theme';
import styles from './RoomHeader.module.css';
import { useRail } from './useRail';

interface RoomHeaderProps {
  name: string;
  room: RoomState | undefined;
  theme: Theme;
  onTheme: (theme: Theme) => void;
  onSheet: (sheet: OpenSheet) => void;
}

/** Which drawer is asked for. */
export type OpenSheet = 'room' | 'kept' | 'bell' | 'search';

export function RoomHeader({ name, room, theme, onTheme, onSheet }: RoomHeaderProps) {
  const { t } = useTranslation();
  const count = Object.keys(room?.present ?? {}).length;
  return (
    <header className={styles.header}>
      <RoomsLink />
      <div className={styles.title}>
        <h1 className={styles.name}>
          {room === undefined ? (
            name
          ) : (
            <button
              type="button"
              className={styles.about}
              title={t('controls.thisRoom')}
              aria-haspopup="dialog"
              onClick={() => onSheet('room')}
            >
              <span className={styles.words}>{name}</span>
              <Icon name="next" />
            </button>
          )}
        </h1>
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
            className={`${controls.round} ${styles.kept}`}
            aria-label={t('controls.kept')}
            title={t('controls.kept')}
            onClick={() => onSheet('kept')}
          >
            <Icon name="book" />
          </button>
        )}
        <Bell onOpen={() => onSheet('bell')} />
        <LanguageSwitch />
        <ThemeSwitch theme={theme} onChange={onTheme} />
      </div>
    </header>
  );
}

/** The way to the other rooms where there is no rail: on a phone, and with one room alone. A light says that words wait. */
function RoomsLink() {
  const { t } = useTranslation();
  const rail = useRail();
  const openId = useHouseState((state) => state.openRoomId);
  const waiting = useHouseState((state) =>
    Object.values(state.me?.summaries ?? {}).some(({ room, unread }) => unread > 0 && room.id !== openId),
  );
  const name = waiting ? t('controls.roomsUnread') : t('controls.allRooms');
  return (
    <Link
      href="/rooms"
      className={`${controls.round} ${styles.rooms}`}
      data-rail={rail}
      aria-label={name}
      title={name}
    >
      <Icon name="rooms" />
      {waiting && <span className={styles.waiting} aria-hidden="true" />}
    </Link>
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
