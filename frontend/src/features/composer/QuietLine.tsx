/** In the composer's place where one can only listen: why, and until when. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { mutedUntil } from '@/lib/roomRights';
import type { RoomState } from '@/lib/roomState';
import { formatMoment } from '@/lib/times';
import styles from './GlobalChatInput.module.css';

/** A timer holds no more: it is set again then. */
const LONGEST_TIMER_MS = 86_400_000;

export type Quiet = { readonly why: 'archived' } | { readonly why: 'muted'; readonly until: number };

/** Null: one may speak. */
export function useQuiet(room: RoomState | undefined, userId: number): Quiet | null {
  const [now, setNow] = useState(() => Date.now());
  const until = mutedUntil(room?.members[userId], now);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a long one is waited for in several turns
  useEffect(() => {
    if (until === null) return;
    const wait = Math.min(until - Date.now() + 500, LONGEST_TIMER_MS);
    const timer = setTimeout(() => setNow(Date.now()), Math.max(wait, 0));
    return () => clearTimeout(timer);
  }, [until, now]);
  if (room?.room.archived === true) return { why: 'archived' };
  return until === null ? null : { why: 'muted', until };
}

export function QuietLine({ quiet }: { quiet: Quiet }) {
  const { t, i18n } = useTranslation();
  const when = quiet.why === 'muted' ? formatMoment(quiet.until, i18n.language, Date.now()) : '';
  return (
    <div className={styles.composer}>
      <p className={styles.quiet} role="status">
        <Icon name="hush" />
        {t(`composer.${quiet.why}`, { when })}
      </p>
    </div>
  );
}
