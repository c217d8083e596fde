/** Coming in with an account that is there already. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActForm } from '@/components/ActForm';
import { Field, PasswordField } from '@/components/Field';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouseState } from '@/components/useHouse';
import styles from './Account.module.css';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { useComingIn } from './useComingIn';
import { Ways } from './Ways';

export function SignIn() {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('email', 'password');
  const { standing, take } = useComingIn();
  const ways = useHouseState((state) => state.config?.sign_in);
  const guest = useHouseState((state) => (state.user?.is_guest ? state.user.name : null));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const signIn = async () => take(await account.signIn(email.trim(), password));
  if (standing.step !== 'out' && standing.step !== 'in') {
    const again = () => account.signIn(email.trim(), password);
    return <NextStep standing={standing} take={take} email={email.trim()} onAgain={again} />;
  }
  return (
    <Card
      title={t('signIn.title')}
      lead={guest === null ? t('signIn.lead') : t('signIn.leadGuest', { name: guest })}
    >
      <ActForm act={act} submit={t('signIn.submit')} onSubmit={signIn}>
        <Field
          label={t('field.email')}
          type="email"
          name="email"
          autoComplete="username"
          inputMode="email"
          required
          value={email}
          onText={setEmail}
          trouble={act.trouble.fields.email}
        />
        <PasswordField
          label={t('field.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onText={setPassword}
          trouble={act.trouble.fields.password}
        />
      </ActForm>
      <Ways take={take} passkey />
      <nav className={styles.links}>
        <Link href="/account/forgot">{t('signIn.forgot')}</Link>
        {ways?.accounts && <Link href="/account/signup">{t('signIn.toSignUp')}</Link>}
      </nav>
    </Card>
  );
}
