/** A card on the floor before the fire, with its title: what every page of accounts stands on. */
import { type CSSProperties, type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { LanguageSwitch } from '@/components/LanguageSwitch';
import { hearthLayout } from '@/lib/hearthLayout';
import { showTitle } from '@/lib/title';
import { readViewport, watchViewport } from '@/lib/viewport';
import styles from './Account.module.css';

interface CardProps {
  title: string;
  /** A line or two beneath the title. */
  lead?: ReactNode;
  children?: ReactNode;
}

export function Card({ title, lead, children }: CardProps) {
  const { t } = useTranslation('account');
  const { talkTop } = hearthLayout(useSyncExternalStore(watchViewport, readViewport), false);
  useEffect(() => {
    showTitle(`${title} · Hearth Chat`);
  }, [title]);
  return (
    <div className={styles.page} style={{ '--talk-top': `${talkTop}px` } as CSSProperties}>
      <div className={styles.corners}>
        <Link href="/" className={controls.round} aria-label={t('toFire')}>
          <Icon name="back" />
        </Link>
        <LanguageSwitch />
      </div>
      <main className={styles.card}>
        <h1 className={styles.title}>{title}</h1>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
      </main>
    </div>
  );
}
