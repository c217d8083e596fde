/** Other ways in than a password: a passkey, and the providers whose keys this house has. */

import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAccountApi } from '@/components/useAccountApi';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { goToProvider } from '@/lib/accountApi';
import { askPasskey, canUsePasskeys } from '@/lib/passkeys';
import styles from './Account.module.css';
import type { ComingIn } from './useComingIn';

export const CALLBACK = '/account/provider/callback';

interface WaysProps {
  take: ComingIn['take'];
  /** A passkey belongs to an account that is there already. */
  passkey: boolean;
}

export function Ways({ take, passkey }: WaysProps) {
  const { t } = useTranslation('account');
  const { api } = useHouse();
  const account = useAccountApi();
  const { busy, trouble, run } = useAct();
  const ways = useHouseState((state) => state.config?.sign_in);
  const providers = ways?.providers ?? [];
  const withPasskey = passkey && ways?.passkeys === true && canUsePasskeys();
  if (!withPasskey && providers.length === 0) return null;

  const byPasskey = async () => {
    const credential = await askPasskey(await account.passkeyRequest('login'));
    await take(await account.takePasskey('login', credential));
  };
  return (
    <div className={styles.ways}>
      <p className={styles.or}>{t('or')}</p>
      {withPasskey && (
        <button type="button" className={styles.way} disabled={busy} onClick={() => void run(byPasskey)}>
          <Icon name="key" />
          {t('signIn.passkey')}
        </button>
      )}
      {providers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className={styles.way}
          onClick={() => goToProvider(api, id, 'login', CALLBACK)}
        >
          {t('signIn.provider', { name })}
        </button>
      ))}
      <Trouble words={trouble.words} />
    </div>
  );
}
