/** A forgotten password: the mail that leads to a new one. Whether an address is known here, nobody learns. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import styles from './Account.module.css';
import { Card } from './Card';
import { NewPassword } from './NewPassword';
import { useAccountConfig } from './useAccountConfig';

export function Forgot() {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const config = useAccountConfig();
  const act = useAct('email');
  const [email, setEmail] = useState('');
  const [asked, setAsked] = useState(false);
  if (asked && config?.resetByCode) return <NewPassword givenKey={null} email={email.trim()} />;
  if (asked) {
    return (
      <Card title={t('forgot.sentTitle')} lead={t('forgot.sent', { email: email.trim() })}>
        <nav className={styles.links}>
          <Link href="/account/signin">{t('forgot.back')}</Link>
        </nav>
      </Card>
    );
  }
  const ask = async () => {
    await account.requestReset(email.trim());
    setAsked(true);
  };
  return (
    <Card title={t('forgot.title')} lead={t('forgot.lead')}>
      <ActForm act={act} submit={t('forgot.submit')} onSubmit={ask}>
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
      </ActForm>
      <nav className={styles.links}>
        <Link href="/account/signin">{t('forgot.back')}</Link>
      </nav>
    </Card>
  );
}
