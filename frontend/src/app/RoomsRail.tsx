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
  const rooms = Object.values(summaries ?? {});
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
  const { id } = summary.room;
  const name = useRoomName(id, summary.room.name);
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const unread = summary.unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(summary.unread);
  return (
    <Link
      href={id === fireplaceId ? '/' : `/rooms/${id}`}
      className={styles.mark}
      aria-label={name}
      aria-current={open ? 'page' : undefined}
      title={name}
    >
      {[...name][0]}
      {summary.unread > 0 && !open && <span className={styles.unread}>{unread}</span>}
    </Link>
  );
}
