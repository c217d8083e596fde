/** The second proof of a sign-in: a code of the app, a recovery code, or a passkey. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { askPasskey, canUsePasskeys } from '@/lib/passkeys';
import styles from './Account.module.css';
import { Card } from './Card';
import type { ComingIn } from './useComingIn';

export function SecondStep({ take, types }: { take: ComingIn['take']; types: readonly string[] }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('code');
  const passkey = useAct();
  const withApp = types.includes('totp');
  const [byApp, setByApp] = useState(withApp);
  const [code, setCode] = useState('');
  const withCode = withApp || types.includes('recovery_codes');

  const byPasskey = async () => {
    const credential = await askPasskey(await account.passkeyRequest('authenticate'));
    await take(await account.takePasskey('authenticate', credential));
  };
  return (
    <Card title={t('second.title')} lead={t(byApp ? 'second.lead' : 'second.leadRecovery')}>
      {withCode && (
        <ActForm
          act={act}
          submit={t('second.submit')}
          onSubmit={async () => take(await account.proveByCode(code.replaceAll(' ', '')))}
        >
          <Field
            label={t(byApp ? 'second.code' : 'second.recoveryCode')}
            name="code"
            autoComplete="one-time-code"
            inputMode={byApp ? 'numeric' : 'text'}
            spellCheck={false}
            required
            value={code}
            onText={setCode}
            trouble={act.trouble.fields.code}
          />
        </ActForm>
      )}
      <div className={styles.part}>
        {types.includes('webauthn') && canUsePasskeys() && (
          <button
            type="button"
            className={styles.way}
            disabled={passkey.busy}
            onClick={() => void passkey.run(byPasskey)}
          >
            <Icon name="key" />
            {t('second.passkey')}
          </button>
        )}
        {withApp && types.includes('recovery_codes') && (
          <button type="button" className={styles.plain} onClick={() => setByApp(!byApp)}>
            {t(byApp ? 'second.toRecovery' : 'second.toApp')}
          </button>
        )}
        <Trouble words={passkey.trouble.words} />
      </div>
    </Card>
  );
}
