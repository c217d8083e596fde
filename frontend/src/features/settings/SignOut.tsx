/** Going for now. Who leaves words unsent, or a guest's seat for good, is asked first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { Part } from './Parts';
import styles from './Settings.module.css';

interface SignOutProps {
  className: string | undefined;
}

export function SignOut({ className }: SignOutProps) {
  const { t } = useTranslation('settings');
  const house = useHouse();
  const [, navigate] = useLocation();
  const waiting = useHouseState((state) => state.outgoing.length);
  const guest = useHouseState((state) => state.user?.is_guest ?? true);
  const { busy, trouble, run } = useAct();
  const [asking, setAsking] = useState(false);
  const leave = () =>
    run(async () => {
      await house.signOut();
      navigate('/', { replace: true });
    });
  if (!asking) {
    return (
      <>
        <button
          type="button"
          className={className}
          disabled={busy}
          onClick={() => (waiting > 0 || guest ? setAsking(true) : void leave())}
        >
          <Icon name="leave" />
          {t('signOut.do')}
        </button>
        <Trouble words={trouble.words} />
      </>
    );
  }
  return (
    <div className={styles.ask}>
      {guest && <p>{t('signOut.guest')}</p>}
      {waiting > 0 && <p>{t('signOut.waiting', { count: waiting })}</p>}
      <div className={styles.row}>
        <button type="button" className={controls.grave} disabled={busy} onClick={() => void leave()}>
          {t('signOut.yes')}
        </button>
        <button type="button" className={styles.plain} onClick={() => setAsking(false)}>
          {t('signOut.no')}
        </button>
      </div>
      <Trouble words={trouble.words} />
    </div>
  );
}

export function SignOutPart() {
  const { t } = useTranslation('settings');
  return (
    <Part title={t('signOut.title')}>
      <div className={styles.row}>
        <SignOut className={styles.quiet} />
      </div>
    </Part>
  );
}
