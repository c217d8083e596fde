/** The address one signs in with: another takes its place once it is confirmed. */

import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import type { EmailAddress } from '@/lib/accountCare';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

export function EmailPart() {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const load = useCallback(() => care.emails(), [care]);
  const emails = useFetched(load);
  const [changing, setChanging] = useState(false);
  const none = emails.value?.length === 0;
  const add = async (email: string) => {
    emails.set(await guard(() => care.addEmail(email)));
    setChanging(false);
  };
  return (
    <Part title={t('email.title')} lead={none ? t('email.none') : undefined}>
      <Waiting fetched={emails} />
      <div>
        {emails.value?.map((email) => (
          <Address key={email.email} address={email} onChange={emails.set} />
        ))}
      </div>
      {changing ? (
        <Another onAdd={add} onCancel={() => setChanging(false)} />
      ) : (
        emails.value !== null && (
          <div className={styles.row}>
            <button type="button" className={styles.quiet} onClick={() => setChanging(true)}>
              {t(none ? 'email.add' : 'email.change')}
            </button>
          </div>
        )
      )}
    </Part>
  );
}

interface AddressProps {
  address: EmailAddress;
  onChange: (emails: readonly EmailAddress[]) => void;
}

function Address({ address: { email, verified, primary }, onChange }: AddressProps) {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const { busy, trouble, run } = useAct();
  const [sent, setSent] = useState(false);
  const resend = async () => {
    await guard(() => care.resendEmail(email));
    setSent(true);
  };
  return (
    <div className={styles.line}>
      <div className={styles.what}>
        <p>
          {email}
          <span className={styles.tag}>{t(verified ? 'email.verified' : 'email.waiting')}</span>
        </p>
        {!verified && (
          <p className={styles.lead} role="status">
            {t(sent ? 'email.sent' : 'email.look')}
          </p>
        )}
        <Trouble words={trouble.words} />
      </div>
      {!verified && (
        <button type="button" className={styles.plain} disabled={busy} onClick={() => void run(resend)}>
          {t('email.again')}
        </button>
      )}
      {!primary && (
        <button
          type="button"
          className={styles.plain}
          disabled={busy}
          onClick={() => void run(async () => onChange(await guard(() => care.removeEmail(email))))}
        >
          {t('email.remove')}
        </button>
      )}
    </div>
  );
}

function Another({ onAdd, onCancel }: { onAdd: (email: string) => Promise<void>; onCancel: () => void }) {
  const { t } = useTranslation('settings');
  const act = useAct('email');
  const [email, setEmail] = useState('');
  return (
    <div className={styles.form}>
      <ActForm
        act={act}
        submit={t('email.send')}
        onSubmit={() => onAdd(email.trim())}
        beside={
          <button type="button" className={styles.plain} onClick={onCancel}>
            {t('cancel')}
          </button>
        }
      >
        <Field
          label={t('email.new')}
          type="email"
          autoComplete="email"
          inputMode="email"
          autoFocus
          value={email}
          onText={setEmail}
          trouble={act.trouble.fields.email}
          hint={t('email.hint')}
        />
      </ActForm>
    </div>
  );
}
