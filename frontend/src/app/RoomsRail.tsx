/** The narrow rail of one's rooms, when there is more than one; beneath them a new one, and all there are. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Face } from '@/components/Face';
import { Icon } from '@/components/Icon';
import { useHouseState } from '@/components/useHouse';
import { useRoomName } from '@/components/useRoomName';
import { listRooms } from '@/lib/roomList';
import type { RoomSummary } from '@/protocol/frames.gen';
import styles from './RoomsRail.module.css';
import { useRail } from './useRail';

const MOST_SHOWN = 99;

const NewRoomSheet = lazy(() =>
  import('@/features/lobby/NewRoomSheet').then((chunk) => ({ default: chunk.NewRoomSheet })),
);

export function RoomsRail({ openRoomId }: { openRoomId: number }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [making, setMaking] = useState(false);
  const summaries = useHouseState((state) => state.me?.summaries);
  const rooms = listRooms(summaries ?? {}).filter(({ room }) => !room.archived || room.id === openRoomId);
  if (!useRail()) return null;
  return (
    <nav className={styles.rail} aria-label={t('controls.rooms')}>
      {rooms.map((summary) => (
        <RoomMark key={summary.room.id} summary={summary} open={summary.room.id === openRoomId} />
      ))}
      <button
        type="button"
        className={`${styles.mark} ${styles.quiet}`}
        aria-label={t('controls.newRoom')}
        title={t('controls.newRoom')}
        onClick={() => setMaking(true)}
      >
        <Icon name="plus" />
      </button>
      <Link
        href="/rooms"
        className={`${styles.mark} ${styles.quiet}`}
        aria-label={t('controls.allRooms')}
        title={t('controls.allRooms')}
      >
        <Icon name="rooms" />
      </Link>
      {making && (
        <Suspense fallback={null}>
          <NewRoomSheet
            onMade={(roomId) => {
              setMaking(false);
              navigate(`/rooms/${roomId}`);
            }}
            onClose={() => setMaking(false)}
          />
        </Suspense>
      )}
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
      {summary.partner === null ? (
        [...name][0]
      ) : (
        <Face seed={summary.partner.avatar.seed} size={38} imageUrl={summary.partner.avatar.image_url} />
      )}
      {summary.favorite && <span className={styles.star} aria-hidden="true" />}
      {summary.unread > 0 && !open && (
        <span className={styles.unread} data-called={summary.mentions > 0}>
          {unread}
        </span>
      )}
    </Link>
  );
}
