/** The narrow rail of one's rooms, when there is more than one. */
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useHouseState } from '@/components/useHouse';
import type { RoomSummary } from '@/protocol/frames.gen';
import styles from './RoomsRail.module.css';
import { useRail } from './useRail';
import { useRoomName } from './useRoomName';

const MOST_SHOWN = 99;

export function RoomsRail({ openRoomId }: { openRoomId: number }) {
  const { t } = useTranslation();
  const summaries = useHouseState((state) => state.me?.summaries);
  const rooms = Object.values(summaries ?? {}).sort(
    (one, other) => Number(other.favorite) - Number(one.favorite) || one.room.id - other.room.id,
  );
  if (!useRail()) return null;
  return (
    <nav className={styles.rail} aria-label={t('controls.rooms')}>
      {rooms.map((summary) => (
        <RoomMark key={summary.room.id} summary={summary} open={summary.room.id === openRoomId} />
      ))}
    </nav>
  );
}

function RoomMark({ summary, open }: { summary: RoomSummary; open: boolean }) {
  const { t } = useTranslation();
  const { id } = summary.room;
  const name = useRoomName(id, summary.room.name);
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const unread = summary.unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(summary.unread);
  const named = summary.favorite ? t('room.favorite', { name }) : name;
  const words =
    summary.unread > 0 && !open ? t('room.unread', { name: named, count: summary.unread }) : named;
  return (
    <Link
      href={id === fireplaceId ? '/' : `/rooms/${id}`}
      className={styles.mark}
      aria-label={words}
      aria-current={open ? 'page' : undefined}
      title={words}
    >
      {[...name][0]}
      {summary.favorite && <span className={styles.star} aria-hidden="true" />}
      {summary.unread > 0 && !open && (
        <span className={styles.unread} data-called={summary.mentions > 0}>
          {unread}
        </span>
      )}
    </Link>
  );
}
