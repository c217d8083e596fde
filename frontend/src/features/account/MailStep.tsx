/** "Look into your mail": a code to type, or a link that is opened. */

import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import type { Standing } from '@/lib/accountApi';
import styles from './Account.module.css';
import { Card } from './Card';
import { useAccountConfig } from './useAccountConfig';
import type { ComingIn } from './useComingIn';

interface MailStepProps {
  take: ComingIn['take'];
  email: string;
  onAgain: (() => Promise<Standing>) | null;
}

/**
 * The link may be opened in another tab: whoever comes back here is let in. Opened on another device, this session does
 * not hear of it: then one signs in once more.
 */
function useLookAgain({ take, onAgain }: MailStepProps): () => Promise<boolean> {
  const account = useAccountApi();
  const look = async (again = onAgain) => {
    let standing = await account.standing();
    if (standing.step !== 'in' && again !== null) standing = await again();
    const confirmed = standing.step === 'in' || standing.step === 'second';
    if (confirmed) await take(standing);
    return confirmed;
  };
  const { run } = useAct();
  useEffect(() => {
    const onBack = () => {
      if (document.visibilityState === 'visible') void run(() => look(null));
    };
    document.addEventListener('visibilitychange', onBack);
    return () => document.removeEventListener('visibilitychange', onBack);
  });
  return look;
}

export function MailStep(step: MailStepProps) {
  const { take, email, onAgain } = step;
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const config = useAccountConfig();
  const act = useAct('key');
  const more = useAct();
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<'patience' | 'sentAgain' | 'notYet'>('patience');
  const lookAgain = useLookAgain(step);

  const resend = async () => {
    setSaid('patience');
    if (config?.codeByMail) await account.resendCode();
    else await onAgain?.();
    setSaid('sentAgain');
  };
  const goOn = async () => {
    setSaid('patience');
    if (!(await lookAgain())) setSaid('notYet');
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
            onClick={() => void more.run(goOn)}
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
          {t(`mail.${said}`)}
        </p>
        <Trouble words={more.trouble.words} />
      </div>
    </Card>
  );
}
