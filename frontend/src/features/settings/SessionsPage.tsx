/** Where one is signed in, and ending it elsewhere. */

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import type { Session } from '@/lib/accountCare';
import { formatMoment } from '@/lib/times';
import { nameDevice } from './deviceName';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

export function SessionsPage() {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const load = useCallback(async () => {
    const sessions = await care.sessions();
    return [...sessions].sort((one, other) => Number(other.is_current) - Number(one.is_current));
  }, [care]);
  const sessions = useFetched(load);
  const { busy, trouble, run } = useAct();
  const others = (sessions.value ?? []).filter((session) => !session.is_current);
  const end = (ended: readonly Session[]) =>
    run(async () => {
      await guard(() => care.endSessions(ended.map(({ id }) => id)));
      sessions.set((sessions.value ?? []).filter((session) => !ended.includes(session)));
    });
  return (
    <div className={styles.page}>
      <Part title={t('sessions.title')} lead={t('sessions.lead')}>
        <Waiting fetched={sessions} />
        <div>
          {sessions.value?.map((session) => (
            <Device key={session.id} session={session} busy={busy} onEnd={() => void end([session])} />
          ))}
        </div>
        {others.length > 0 && (
          <div className={styles.row}>
            <button type="button" className={styles.quiet} disabled={busy} onClick={() => void end(others)}>
              {t('sessions.endOthers')}
            </button>
          </div>
        )}
        <Trouble words={trouble.words} />
      </Part>
    </div>
  );
}

function Device({ session, busy, onEnd }: { session: Session; busy: boolean; onEnd: () => void }) {
  const { t, i18n } = useTranslation('settings');
  const { browser, system } = nameDevice(session.user_agent);
  const name = [browser, system].filter(Boolean).join(' · ') || t('sessions.unknown');
  const seen = formatMoment((session.last_seen_at ?? session.created_at) * 1000, i18n.language, Date.now());
  return (
    <div className={styles.line}>
      <Icon name="devices" />
      <div className={styles.what}>
        <p>
          {name}
          {session.is_current && (
            <span className={styles.tag} data-tone="ember">
              {t('sessions.this')}
            </span>
          )}
        </p>
        <p className={styles.lead}>{t('sessions.seen', { when: seen, address: session.ip })}</p>
      </div>
      {!session.is_current && (
        <button
          type="button"
          className={styles.quiet}
          disabled={busy}
          aria-label={t('sessions.endName', { name })}
          onClick={onEnd}
        >
          {t('sessions.end')}
        </button>
      )}
    </div>
  );
}
