/** The link of a mail: whose address it confirms is shown first, so that no mail scanner confirms it by looking. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouseState } from '@/components/useHouse';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { Told } from './Told';
import { useComingIn } from './useComingIn';

export function Confirm({ confirmationKey }: { confirmationKey: string }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct();
  const { standing, take } = useComingIn();
  const onward = useOnward();
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
  const said = [t('confirm.doneTitle'), t('confirm.done', { email })] as const;
  const spent = email === '' && act.trouble.words !== '';
  if (done || spent) {
    const [title, lead] = spent ? [t('confirm.spent'), act.trouble.words] : said;
    return <Told title={title} lead={lead} {...onward} />;
  }
  const asked = email === '' ? undefined : t('confirm.lead', { email });
  return (
    <Card title={t('confirm.title')} lead={asked}>
      <ActForm act={act} submit={t('confirm.submit')} disabled={email === ''} onSubmit={confirm} />
    </Card>
  );
}

/** Where to go from here: who is in goes to the fire. */
function useOnward() {
  const { t } = useTranslation('account');
  const seated = useHouseState((state) => state.user !== null && !state.user.is_guest);
  return seated ? { href: '/', words: t('toFire') } : { href: '/account/signin', words: t('signIn.submit') };
}
