/** "Look into your mail": a code to type, or a link that is opened. */

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import styles from './Account.module.css';
import { Card } from './Card';
import { useAccountConfig } from './useAccountConfig';
import type { ComingIn } from './useComingIn';

interface MailStepProps {
  take: ComingIn['take'];
  email: string;
  onAgain: (() => Promise<void>) | null;
}

/** The link may be opened in another tab: whoever comes back here is let in. */
function useLookAgain(take: ComingIn['take']): () => Promise<void> {
  const account = useAccountApi();
  const look = async () => {
    const standing = await account.standing();
    if (standing.step === 'in' || standing.step === 'second') await take(standing);
  };
  const { run } = useAct();
  useEffect(() => {
    const onBack = () => {
      if (document.visibilityState === 'visible') void run(look);
    };
    document.addEventListener('visibilitychange', onBack);
    return () => document.removeEventListener('visibilitychange', onBack);
  });
  return look;
}

export function MailStep({ take, email, onAgain }: MailStepProps) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const config = useAccountConfig();
  const act = useAct('key');
  const more = useAct();
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);
  const lookAgain = useLookAgain(take);

  const resend = async () => {
    setSent(false);
    if (config?.codeByMail) await account.resendCode();
    else await onAgain?.();
    setSent(true);
  };
  const lead = email === '' ? t('mail.leadUnknown') : t('mail.lead', { email });
  return (
    <Card title={t('mail.title')} lead={lead}>
      {config?.codeByMail && (
        <ActForm
          act={act}
          submit={t('mail.submit')}
          onSubmit={async () => take(await account.confirm(code.trim()))}
        >
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
        </ActForm>
      )}
      <div className={styles.part}>
        {config?.codeByMail === false && (
          <button
            type="button"
            className={styles.way}
            disabled={more.busy}
            onClick={() => void more.run(lookAgain)}
          >
            {t('mail.confirmed')}
          </button>
        )}
        {(config?.codeByMail || onAgain !== null) && (
          <button
            type="button"
            className={styles.way}
            disabled={more.busy}
            onClick={() => void more.run(resend)}
          >
            {t('mail.again')}
          </button>
        )}
        <p className={styles.done} role="status">
          {sent ? t('mail.sentAgain') : t('mail.patience')}
        </p>
        <Trouble words={more.trouble.words} />
      </div>
    </Card>
  );
}
