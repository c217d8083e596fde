/** The provider knows them, the house does not yet: what they are called, and an address it may write to. */
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouseState } from '@/components/useHouse';
import { Card } from './Card';
import type { ComingIn } from './useComingIn';

export function JoinStep({ take, provider }: { take: ComingIn['take']; provider: string }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('email', 'name');
  const [name, setName] = useState(useHouseState((state) => state.user?.name ?? ''));
  const [email, setEmail] = useState('');
  const { run } = act;
  useEffect(() => {
    void run(async () => {
      const told = await account.joinEmail();
      setEmail((typed) => typed || told);
    });
  }, [account, run]);
  return (
    <Card title={t('join.title')} lead={t('join.lead', { name: provider })}>
      <ActForm
        act={act}
        submit={t('join.submit')}
        onSubmit={async () => take(await account.join(email.trim(), name.trim()))}
      >
        <Field
          label={t('field.name')}
          name="name"
          autoComplete="nickname"
          value={name}
          onText={setName}
          trouble={act.trouble.fields.name}
        />
        <Field
          label={t('field.email')}
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          required
          value={email}
          onText={setEmail}
          trouble={act.trouble.fields.email}
        />
      </ActForm>
    </Card>
  );
}
