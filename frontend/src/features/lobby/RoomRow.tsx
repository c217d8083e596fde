/** One room in the lobby: whose it is to me, what was said last, what is new; or who sits there, where I may sit down. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Face } from '@/components/Face';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { useRoomName } from '@/components/useRoomName';
import { formatMoment } from '@/lib/times';
import type { MessageData, RoomCount, RoomSummary } from '@/protocol/frames.gen';
import styles from './RoomRow.module.css';

const MOST_SHOWN = 99;

interface RowProps {
  summary: RoomSummary;
  count: RoomCount | undefined;
}

export function MyRoomRow({ summary, count }: RowProps) {
  const { t, i18n } = useTranslation('rooms');
  const { room, unread, mentions, partner, last_message } = summary;
  const name = useRoomName(room.id, room.name);
  const when = last_message === null ? null : Date.parse(last_message.created_at);
  return (
    <li className={styles.row}>
      <Mark name={name} partner={partner} />
      <div className={styles.about}>
        <p className={styles.name}>
          <RoomLink id={room.id}>{name}</RoomLink>
          {room.visibility === 'private' && <span className={styles.tag}>{t('lobby.private')}</span>}
          {(count?.seated ?? 0) > 0 && (
            <span className={styles.seated}>{t('lobby.seated', { count: count?.seated })}</span>
          )}
        </p>
        <LastLine summary={summary} />
      </div>
      <div className={styles.side}>
        {when !== null && (
          <time className={styles.when} dateTime={last_message?.created_at}>
            {formatMoment(when, i18n.language, Date.now())}
          </time>
        )}
        {unread > 0 && (
          <span className={styles.unread} data-called={mentions > 0}>
            <span aria-hidden="true">{unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}</span>
            <span className="visually-hidden">
              {t('lobby.unread', { count: unread })}
              {mentions > 0 && `, ${t('lobby.called')}`}
            </span>
          </span>
        )}
      </div>
      <Star summary={summary} name={name} />
    </li>
  );
}

/** The whole row is the link; its name is the room's. */
function RoomLink({ id, children }: { id: number; children: ReactNode }) {
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  return (
    <Link href={id === fireplaceId ? '/' : `/rooms/${id}`} className={styles.link} data-room-link="">
      {children}
    </Link>
  );
}

function Mark({ name, partner }: { name: string; partner: RoomSummary['partner'] }) {
  if (partner !== null) {
    return <Face seed={partner.avatar.seed} size={48} imageUrl={partner.avatar.image_url} />;
  }
  return (
    <span className={styles.mark} aria-hidden="true">
      {[...name][0]}
    </span>
  );
}

/** What stands in a message: its words, or what it brought. */
function useContent(message: MessageData | null): string {
  const { t } = useTranslation(['rooms', 'translation']);
  if (message === null) return '';
  const { text, deleted, attachments } = message;
  if (deleted) return t('translation:talk.deleted');
  if (text !== '') return text;
  if (attachments.length === 0) return t('translation:lily.queued');
  return t(attachments.every(({ kind }) => kind === 'image') ? 'lobby.picture' : 'lobby.file');
}

function useLastLine({ last_message, partner, room }: RoomSummary): string {
  const { t } = useTranslation(['rooms', 'translation']);
  const blocked = useHouseState((state) => state.me?.settings?.blocked);
  const myId = useHouseState((state) => state.user?.id);
  const content = useContent(last_message);
  if (last_message === null) return room.topic || t('lobby.silent');
  const { kind, user_id, name } = last_message.author;
  if (kind === 'system') return content;
  if (kind === 'lily') return t('translation:talk.said', { name: t('translation:lily.name'), text: content });
  if (user_id !== null && blocked?.includes(user_id)) return t('translation:talk.blocked');
  if (user_id === myId) return t('lobby.mineSaid', { text: content });
  if (partner !== null) return content;
  return t('translation:talk.said', { name: name || t('translation:talk.someone'), text: content });
}

function LastLine({ summary }: { summary: RoomSummary }) {
  return <p className={styles.last}>{useLastLine(summary)}</p>;
}

function Star({ summary, name }: { summary: RoomSummary; name: string }) {
  const { t } = useTranslation('rooms');
  const house = useHouse();
  const { favorite, room } = summary;
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={favorite}
      aria-label={t('lobby.star', { name })}
      title={t(favorite ? 'lobby.unstar' : 'lobby.starShort')}
      onClick={() => void house.mine.changeRoom(room.id, { favorite: !favorite })}
    >
      <Icon name="star" />
    </button>
  );
}

export function PublicRoomRow({ summary, count }: RowProps) {
  const { t } = useTranslation('rooms');
  const { room } = summary;
  const name = useRoomName(room.id, room.name);
  const full = room.capacity !== null && (count?.members ?? 0) >= room.capacity;
  return (
    <li className={styles.row}>
      <Mark name={name} partner={null} />
      <div className={styles.about}>
        <p className={styles.name}>
          <RoomLink id={room.id}>{name}</RoomLink>
          {full && <span className={styles.tag}>{t('lobby.full')}</span>}
        </p>
        {room.topic !== '' && <p className={styles.last}>{room.topic}</p>}
        <p className={styles.people}>
          {count !== undefined && t('lobby.members', { count: count.members })}
          {(count?.seated ?? 0) > 0 && ` · ${t('lobby.seated', { count: count?.seated })}`}
        </p>
      </div>
      <span className={styles.go} aria-hidden="true">
        {t('lobby.sit')}
      </span>
    </li>
  );
}
