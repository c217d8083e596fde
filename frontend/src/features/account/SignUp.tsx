/** A seat of one's own: an account by e-mail. A guest keeps words, rooms and favourites. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActForm } from '@/components/ActForm';
import { Field, PasswordField } from '@/components/Field';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouseState } from '@/components/useHouse';
import { AccountError } from '@/lib/allauth';
import { countCodePoints } from '@/lib/enterKey';
import styles from './Account.module.css';
import { Card } from './Card';
import { NextStep } from './NextStep';
import { useComingIn } from './useComingIn';
import { Ways } from './Ways';

function checkName(name: string, longest: number): string {
  const tidy = name.trim().replace(/\s+/gu, ' ');
  const code = tidy === '' ? 'name_missing' : countCodePoints(tidy) > longest ? 'name_too_long' : null;
  if (code !== null) throw new AccountError(400, [{ code, message: '', param: 'name' }]);
  return tidy;
}

export function SignUp() {
  const { t, i18n } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('name', 'email', 'password');
  const { standing, take } = useComingIn();
  const config = useHouseState((state) => state.config);
  const guest = useHouseState((state) => (state.user?.is_guest ? state.user.name : null));
  const [name, setName] = useState(guest ?? '');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  const signUp = async () => {
    const called = checkName(name, config?.limits.name_length ?? 40);
    const language = i18n.language;
    await take(await account.signUp({ name: called, email: email.trim(), password, language }));
  };
  if (standing.step !== 'out' && standing.step !== 'in') {
    const again = () => account.signIn(email.trim(), password);
    return <NextStep standing={standing} take={take} email={email.trim()} onAgain={again} />;
  }
  if (config?.sign_in.accounts === false) {
    return (
      <Card title={t('signUp.title')} lead={t('signUp.closed')}>
        <Ways take={take} passkey={false} />
      </Card>
    );
  }
  return (
    <Card
      title={t('signUp.title')}
      lead={guest === null ? t('signUp.lead') : t('signUp.leadGuest', { name: guest })}
    >
      <ActForm act={act} submit={t('signUp.submit')} onSubmit={signUp}>
        <Field
          label={t('field.name')}
          name="name"
          autoComplete="nickname"
          required
          value={name}
          onText={setName}
          trouble={act.trouble.fields.name}
        />
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
          label={t('field.newPassword')}
          name="password"
          autoComplete="new-password"
          value={password}
          onText={setPassword}
          trouble={act.trouble.fields.password}
          hint={t('signUp.passwordHint')}
        />
      </ActForm>
      <Ways take={take} passkey={false} />
      <nav className={styles.links}>
        <Link href="/account/signin">{t('signUp.toSignIn')}</Link>
      </nav>
    </Card>
  );
}
