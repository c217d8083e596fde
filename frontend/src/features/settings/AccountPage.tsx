/** The account: how one proves to be oneself, and leaving. A guest can make one here, and leave as well. */
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useHouseState } from '@/components/useHouse';
import { rememberPlace } from '@/lib/wayBack';
import { EmailPart } from './EmailPart';
import { LeavingPart } from './LeavingPart';
import { Part } from './Parts';
import { PasskeysPart } from './PasskeysPart';
import { PasswordPart } from './PasswordPart';
import { ProvidersPart } from './ProvidersPart';
import styles from './Settings.module.css';
import { SignOutPart } from './SignOut';
import { TwoFactorPart } from './TwoFactorPart';

export function AccountPage() {
  const guest = useHouseState((state) => state.user?.is_guest ?? true);
  const passkeys = useHouseState((state) => state.config?.sign_in.passkeys ?? false);
  return (
    <div className={styles.page}>
      {guest ? (
        <KeepMySeat />
      ) : (
        <>
          <EmailPart />
          <PasswordPart />
          <ProvidersPart />
          <TwoFactorPart />
          {passkeys && <PasskeysPart />}
        </>
      )}
      <SignOutPart />
      <LeavingPart />
    </div>
  );
}

function KeepMySeat() {
  const { t } = useTranslation('settings');
  const [place] = useLocation();
  const open = useHouseState((state) => state.config?.sign_in.accounts ?? false);
  return (
    <Part title={t('account.keep')} lead={t('account.keepLead')}>
      <div className={styles.row}>
        {open && (
          <Link href="/account/signup" className={styles.quiet} onClick={() => rememberPlace(place)}>
            {t('account.make')}
          </Link>
        )}
        <Link href="/account/signin" className={styles.quiet} onClick={() => rememberPlace(place)}>
          {t('account.have')}
        </Link>
      </div>
    </Part>
  );
}
