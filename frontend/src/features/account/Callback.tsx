/** Back from a provider: in, one step before it, or a kind word about what went wrong there. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'wouter';
import { Embers } from '@/components/Embers';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { AccountError } from '@/lib/allauth';
import styles from './Account.module.css';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { Told } from './Told';
import { useComingIn } from './useComingIn';

export function Callback() {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const [search] = useSearchParams();
  const error = search.get('error');
  const connecting = search.get('process') === 'connect' || search.get('error_process') === 'connect';
  const { trouble, run } = useAct();
  const { standing, take } = useComingIn();
  const [asked, setAsked] = useState(false);

  useEffect(() => {
    void run(async () => {
      if (error !== null)
        throw new AccountError(400, [{ code: `provider_${error}`, message: '', param: null }]);
      if (connecting) return setAsked(true);
      const next = await account.standing();
      setAsked(true);
      await take(next);
      if (next.step === 'out')
        throw new AccountError(400, [{ code: 'provider_unknown', message: '', param: null }]);
    });
  }, [account, connecting, error, run, take]);

  if (standing.step !== 'out' && standing.step !== 'in') {
    return <NextStep standing={standing} take={take} email="" onAgain={null} />;
  }
  if (trouble.words !== '') {
    const href = connecting ? '/' : '/account/signin';
    const words = t(connecting ? 'toFire' : 'callback.again');
    return <Told title={t('callback.failed')} lead={trouble.words} href={href} words={words} />;
  }
  if (connecting && asked) {
    return (
      <Told title={t('callback.connected')} lead={t('callback.connectedLead')} href="/" words={t('toFire')} />
    );
  }
  return (
    <Card title={t('callback.title')}>
      <div className={styles.part}>
        <Embers label={t('callback.title')} />
      </div>
    </Card>
  );
}
