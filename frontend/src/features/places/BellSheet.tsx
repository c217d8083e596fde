/** What happened to me while I may have been away; each leads to its place. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Embers } from '@/components/Embers';
import { Sheet } from '@/components/Sheet';
import { useHouse, useHouseState } from '@/components/useHouse';
import { formatMoment } from '@/lib/times';
import type { NotificationData } from '@/protocol/frames.gen';
import styles from './Places.module.css';
import { useLoaded } from './useLoaded';

interface BellSheetProps {
  onOpen: (roomId: number, messageId: number | null) => void;
  onClose: () => void;
}

export function BellSheet({ onOpen, onClose }: BellSheetProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const load = useCallback(() => house.mine.loadNotifications(), [house]);
  const loaded = useLoaded(load);
  const held = useHouseState((state) => state.notifications);
  const unread = useHouseState((state) => state.me?.notificationsUnread ?? 0);

  const open = ({ id, room_id, message_id, read }: NotificationData) => {
    if (!read) void house.mine.readNotifications([id]);
    onOpen(room_id, message_id);
  };
  return (
    <Sheet title={t('bell.title')} onClose={onClose}>
      <div className={styles.sections}>
        {unread > 0 && (
          <button
            type="button"
            className={controls.worded}
            onClick={() => void house.mine.readNotifications(null)}
          >
            {t('bell.readAll')}
          </button>
        )}
        {loaded.step === 'loading' && held === null && <Embers label={t('kept.loading')} />}
        {loaded.step === 'failed' && <p role="alert">{t('kept.failed')}</p>}
        {held?.list.length === 0 && <p className={styles.empty}>{t('bell.empty')}</p>}
        <ul className={styles.list}>
          {held?.list.map((notification) => (
            <li key={notification.id}>
              <Row notification={notification} onOpen={open} />
            </li>
          ))}
        </ul>
        {held?.hasBefore && (
          <button
            type="button"
            className={controls.worded}
            onClick={() => void house.mine.loadMoreNotifications()}
          >
            {t('bell.more')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

interface RowProps {
  notification: NotificationData;
  onOpen: (notification: NotificationData) => void;
}

function Row({ notification, onOpen }: RowProps) {
  const { t, i18n } = useTranslation();
  const { kind, from_name, excerpt, read, created_at } = notification;
  return (
    <button type="button" className={styles.place} data-new={!read} onClick={() => onOpen(notification)}>
      <span className={styles.who}>
        {t(`bell.${kind}`, { name: from_name || t('talk.someone') })}
        {!read && <span className="visually-hidden">{t('bell.new')}</span>}
        <time className={styles.when} dateTime={created_at}>
          {formatMoment(Date.parse(created_at), i18n.language, Date.now())}
        </time>
      </span>
      <span className={styles.words}>{excerpt}</span>
    </button>
  );
}
