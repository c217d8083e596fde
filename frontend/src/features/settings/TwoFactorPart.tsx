/** A second proof by an app, and the codes for the day the phone is gone. */

import { lazy, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import type { Proof, TotpSecret } from '@/lib/accountCare';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import { RecoveryCodes } from './RecoveryCodes';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

/** Drawing is only needed the one time that an app is set up. */
const QrPicture = lazy(() => import('./QrPicture').then((chunk) => ({ default: chunk.QrPicture })));

const has = (proofs: readonly Proof[] | null, type: Proof['type']): boolean =>
  proofs?.some((proof) => proof.type === type) ?? false;

export function TwoFactorPart() {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const load = useCallback(() => care.proofs(), [care]);
  const proofs = useFetched(load);
  const { busy, trouble, run } = useAct();
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const on = has(proofs.value, 'totp');

  const start = async () => setSecret(await guard(() => care.startTotp()));
  const activated = async () => {
    setSecret(null);
    proofs.reload();
    setCodes(await guard(() => care.recoveryCodes()));
  };
  const end = async () => {
    await guard(() => care.endTotp());
    setCodes(null);
    proofs.reload();
  };
  return (
    <Part title={t('second.title')} lead={t(on ? 'second.on' : 'second.off')}>
      <Waiting fetched={proofs} />
      {secret !== null && <Setup secret={secret} onDone={activated} onCancel={() => setSecret(null)} />}
      {proofs.value !== null && secret === null && (
        <div className={styles.row}>
          <button
            type="button"
            className={styles.quiet}
            disabled={busy}
            onClick={() => void run(on ? end : start)}
          >
            {t(on ? 'second.end' : 'second.start')}
          </button>
          {(on || has(proofs.value, 'recovery_codes')) && codes === null && (
            <button
              type="button"
              className={styles.quiet}
              disabled={busy}
              onClick={() => void run(async () => setCodes(await guard(() => care.recoveryCodes())))}
            >
              {t('second.showCodes')}
            </button>
          )}
        </div>
      )}
      <Trouble words={trouble.words} />
      {codes !== null && <RecoveryCodes codes={codes} onCodes={setCodes} onClose={() => setCodes(null)} />}
    </Part>
  );
}

interface SetupProps {
  secret: TotpSecret;
  onDone: () => Promise<void>;
  onCancel: () => void;
}

function Setup({ secret, onDone, onCancel }: SetupProps) {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const act = useAct('code');
  const [code, setCode] = useState('');
  const activate = async () => {
    await guard(() => care.activateTotp(code.replaceAll(' ', '')));
    await onDone();
  };
  return (
    <div className={styles.part}>
      <p>{t('second.scan')}</p>
      <Suspense fallback={null}>
        <QrPicture text={secret.totp_url} label={t('second.picture')} />
      </Suspense>
      <p>{t('second.byHand')}</p>
      <p className={styles.secret}>{secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      <p>
        <a href={secret.totp_url}>{t('second.openApp')}</a>
      </p>
      <div className={styles.form}>
        <ActForm
          act={act}
          submit={t('second.activate')}
          onSubmit={activate}
          beside={
            <button type="button" className={styles.plain} onClick={onCancel}>
              {t('cancel')}
            </button>
          }
        >
          <Field
            label={t('second.code')}
            autoComplete="one-time-code"
            inputMode="numeric"
            value={code}
            onText={setCode}
            trouble={act.trouble.fields.code}
          />
        </ActForm>
      </div>
    </div>
  );
}
