/** All that one can set for oneself: pages at the left on a desktop, one page after the other on a phone. */
import { type ComponentType, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { useHouseState } from '@/components/useHouse';
import { AccountPage } from './AccountPage';
import { Guarded } from './Guarded';
import { LanguagePage } from './LanguagePage';
import { LookPage } from './LookPage';
import { NotificationsPage } from './NotificationsPage';
import type { PageProps } from './Parts';
import { PrivacyPage } from './PrivacyPage';
import { ProfilePage } from './ProfilePage';
import { SessionsPage } from './SessionsPage';
import styles from './SettingsModal.module.css';

interface Page {
  readonly id: string;
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly Body: ComponentType<PageProps>;
}

const PAGES: readonly Page[] = [
  { id: 'profile', icon: 'person', Body: ProfilePage },
  { id: 'language', icon: 'globe', Body: LanguagePage },
  { id: 'look', icon: 'sun', Body: LookPage },
  { id: 'notifications', icon: 'bell', Body: NotificationsPage },
  { id: 'privacy', icon: 'shield', Body: PrivacyPage },
  { id: 'sessions', icon: 'devices', Body: SessionsPage },
  { id: 'account', icon: 'key', Body: AccountPage },
];
/** Sessions belong to accounts. */
const NOT_FOR_GUESTS = new Set(['sessions']);

interface SettingsModalProps extends PageProps {
  onClose: () => void;
}

export function SettingsModal({ onClose, onRoomSheet }: SettingsModalProps) {
  const { t } = useTranslation('settings');
  const dialog = useRef<HTMLDialogElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const guest = useHouseState((state) => state.user?.is_guest ?? true);
  const pages = PAGES.filter(({ id }) => !(guest && NOT_FOR_GUESTS.has(id)));
  const [openId, setOpenId] = useState<string | null>(null);
  const page = pages.find(({ id }) => id === openId) ?? pages[0];

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const open = (id: string | null) => {
    setOpenId(id);
    body.current?.scrollTo?.(0, 0);
  };
  if (page === undefined) return null;
  return (
    <dialog
      ref={dialog}
      className={styles.modal}
      aria-labelledby={titleId}
      data-page={openId !== null}
      onClose={onClose}
    >
      <nav className={styles.list} aria-labelledby={titleId}>
        <h2 id={titleId} className={styles.title}>
          {t('title')}
        </h2>
        {pages.map(({ id, icon }) => (
          <button
            key={id}
            type="button"
            className={styles.entry}
            aria-current={id === page.id ? 'page' : undefined}
            onClick={() => open(id)}
          >
            <Icon name={icon} />
            <span>{t(`page.${id}`)}</span>
            <span className={styles.next}>
              <Icon name="next" />
            </span>
          </button>
        ))}
      </nav>
      <div ref={body} className={styles.body}>
        <header className={styles.header}>
          <button
            type="button"
            className={`${controls.round} ${styles.back}`}
            aria-label={t('back')}
            onClick={() => open(null)}
          >
            <Icon name="back" />
          </button>
          <h2 className={styles.title}>{t(`page.${page.id}`)}</h2>
        </header>
        <Guarded>
          <page.Body onRoomSheet={onRoomSheet} />
        </Guarded>
      </div>
      <button
        type="button"
        className={`${controls.round} ${styles.close}`}
        aria-label={t('close')}
        onClick={() => dialog.current?.close()}
      >
        <Icon name="close" />
      </button>
    </dialog>
  );
}
