/** The link of a mail: whose address it confirms is shown first, so that no mail scanner confirms it by looking. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActForm } from '@/components/ActForm';
import controls from '@/components/controls.module.css';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouseState } from '@/components/useHouse';
import styles from './Account.module.css';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { useComingIn } from './useComingIn';

export function Confirm({ confirmationKey }: { confirmationKey: string }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct();
  const { standing, take } = useComingIn();
  const seated = useHouseState((state) => state.user !== null && !state.user.is_guest);
  const [email, setEmail] = useState('');
  const [done, setDone] = useState(false);
  const { run } = act;
  useEffect(() => {
    void run(async () => setEmail(await account.readConfirmation(confirmationKey)));
  }, [account, confirmationKey, run]);

  const confirm = async () => {
    const next = await account.confirm(confirmationKey);
    setDone(true);
    await take(next);
  };
  if (standing.step !== 'out' && standing.step !== 'in') {
    return <NextStep standing={standing} take={take} email={email} onAgain={null} />;
  }
  if (done) {
    return (
      <Card title={t('confirm.doneTitle')} lead={t('confirm.done', { email })}>
        <div className={styles.part}>
          <Link href={seated ? '/' : '/account/signin'} className={controls.primary}>
            {t(seated ? 'toFire' : 'signIn.submit')}
          </Link>
        </div>
      </Card>
    );
  }
  if (email === '' && act.trouble.words !== '') {
    return (
      <Card title={t('confirm.spent')} lead={act.trouble.words}>
        <div className={styles.part}>
          <Link href={seated ? '/' : '/account/signin'} className={controls.primary}>
            {t(seated ? 'toFire' : 'signIn.submit')}
          </Link>
        </div>
      </Card>
    );
  }
  const lead = email === '' ? undefined : t('confirm.lead', { email });
  return (
    <Card title={t('confirm.title')} lead={lead}>
      <ActForm act={act} submit={t('confirm.submit')} disabled={email === ''} onSubmit={confirm} />
    </Card>
  );
}
