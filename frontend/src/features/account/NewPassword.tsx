/** A new password in place of a forgotten one, by the link of the mail or by its code. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActForm } from '@/components/ActForm';
import { Field, PasswordField } from '@/components/Field';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import styles from './Account.module.css';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { Told } from './Told';
import { useComingIn } from './useComingIn';

interface NewPasswordProps {
  /** From the link; null when the mail brought a code. */
  givenKey: string | null;
  email: string;
}

export function NewPassword({ givenKey, email }: NewPasswordProps) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('password', ...(givenKey === null ? ['key'] : []));
  const { standing, take } = useComingIn();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);

  const save = async () => {
    const next = await account.reset(givenKey ?? code.trim(), password);
    setDone(true);
    await take(next);
  };
  if (standing.step !== 'out' && standing.step !== 'in') {
    return <NextStep standing={standing} take={take} email={email} onAgain={null} />;
  }
  if (done) {
    const words = t('signIn.submit');
    return <Told title={t('reset.doneTitle')} lead={t('reset.done')} href="/account/signin" words={words} />;
  }
  return (
    <Card title={t('reset.title')} lead={givenKey === null ? t('forgot.sent', { email }) : t('reset.lead')}>
      <ActForm act={act} submit={t('reset.submit')} onSubmit={save}>
        {givenKey === null && (
          <Field
            label={t('mail.code')}
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            required
            value={code}
            onText={setCode}
            trouble={act.trouble.fields.key}
          />
        )}
        <PasswordField
          label={t('field.newPassword')}
          name="password"
          autoComplete="new-password"
          value={password}
          onText={setPassword}
          trouble={act.trouble.fields.password}
          hint={t('signUp.passwordHint')}
        />
      </ActForm>
      {givenKey !== null && (
        <nav className={styles.links}>
          <Link href="/account/forgot">{t('reset.another')}</Link>
        </nav>
      )}
    </Card>
  );
}
