/** Passkeys: a finger or a face instead of a password. */

import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Icon } from '@/components/Icon';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import type { Proof } from '@/lib/accountCare';
import { canUsePasskeys, createPasskey } from '@/lib/passkeys';
import { formatMoment } from '@/lib/times';
import { nameDevice } from './deviceName';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

export function PasskeysPart() {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const load = useCallback(
    async () => (await care.proofs()).filter(({ type }) => type === 'webauthn'),
    [care],
  );
  const passkeys = useFetched(load);
  const { busy, trouble, run } = useAct();
  const remove = ({ id }: Proof) =>
    run(async () => {
      if (id !== undefined) await guard(() => care.removePasskey(id));
      passkeys.reload();
    });
  return (
    <Part title={t('passkeys.title')} lead={t('passkeys.lead')}>
      <Waiting fetched={passkeys} />
      <div>
        {passkeys.value?.map((passkey) => (
          <Key key={passkey.id} passkey={passkey} busy={busy} onRemove={() => void remove(passkey)} />
        ))}
      </div>
      <Trouble words={trouble.words} />
      {canUsePasskeys() ? (
        <Add onAdded={passkeys.reload} />
      ) : (
        <p className={styles.lead}>{t('passkeys.cannot')}</p>
      )}
    </Part>
  );
}

function Key({ passkey, busy, onRemove }: { passkey: Proof; busy: boolean; onRemove: () => void }) {
  const { t, i18n } = useTranslation('settings');
  const { name = '', last_used_at, created_at } = passkey;
  const when = formatMoment((last_used_at ?? created_at) * 1000, i18n.language, Date.now());
  return (
    <div className={styles.line}>
      <Icon name="key" />
      <div className={styles.what}>
        <p>{name}</p>
        <p className={styles.lead}>
          {t(last_used_at === null ? 'passkeys.made' : 'passkeys.used', { when })}
        </p>
      </div>
      <button
        type="button"
        className={styles.quiet}
        disabled={busy}
        aria-label={t('passkeys.removeName', { name })}
        onClick={onRemove}
      >
        {t('passkeys.remove')}
      </button>
    </div>
  );
}

function Add({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation('settings');
  const care = useCare();
  const guard = useGuard();
  const act = useAct('name');
  const { browser, system } = nameDevice(navigator.userAgent);
  const [name, setName] = useState([system, browser].filter(Boolean).join(' '));
  const [open, setOpen] = useState(false);
  const add = async () => {
    const options = await guard(() => care.passkeyCreation());
    const credential = await createPasskey(options);
    await guard(() => care.addPasskey(name.trim(), credential));
    setOpen(false);
    onAdded();
  };
  if (!open) {
    return (
      <div className={styles.row}>
        <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
          {t('passkeys.add')}
        </button>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      <ActForm
        act={act}
        submit={t('passkeys.make')}
        onSubmit={add}
        beside={
          <button type="button" className={styles.plain} onClick={() => setOpen(false)}>
            {t('cancel')}
          </button>
        }
      >
        <Field
          label={t('passkeys.name')}
          value={name}
          onText={setName}
          maxLength={100}
          trouble={act.trouble.fields.name}
          hint={t('passkeys.nameHint')}
        />
      </ActForm>
    </div>
  );
}
