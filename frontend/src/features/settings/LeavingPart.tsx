/** Taking everything along, and going for good. */

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { ReauthenticationNeeded } from '@/lib/allauth';
import { ApiError } from '@/lib/api';
import { exportData, saveFile } from '@/lib/meApi';
import type { AccountRemoval } from '@/protocol/frames.gen';
import { useGuard } from './Guarded';
import { Choice, Part } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';

export function LeavingPart() {
  return (
    <>
      <Export />
      <Delete />
    </>
  );
}

function Export() {
  const { t } = useTranslation('settings');
  const { api } = useHouse();
  const { busy, trouble, run } = useAct();
  return (
    <Part title={t('export.title')} lead={t('export.lead')}>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.quiet}
          disabled={busy}
          onClick={() => void run(async () => saveFile(await exportData(api), 'hearth-chat.zip'))}
        >
          {t(busy ? 'export.busy' : 'export.do')}
        </button>
      </div>
      <Trouble words={trouble.words} />
    </Part>
  );
}

function Delete() {
  const { t } = useTranslation('settings');
  const [open, setOpen] = useState(false);
  const guest = useHouseState((state) => state.user?.is_guest ?? true);
  return (
    <Part title={t(guest ? 'delete.titleGuest' : 'delete.title')} lead={t('delete.lead')}>
      {open ? (
        <DeleteForm onCancel={() => setOpen(false)} />
      ) : (
        <div className={styles.row}>
          <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
            {t('delete.open')}
          </button>
        </div>
      )}
    </Part>
  );
}

function DeleteForm({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('settings');
  const house = useHouse();
  const [, navigate] = useLocation();
  const called = useHouseState((state) => state.me?.settings?.name ?? state.user?.name ?? '');
  const care = useCare();
  const guard = useGuard();
  const act = useAct('name');
  const [name, setName] = useState('');
  const [messages, setMessages] = useState<AccountRemoval['messages']>('keep');
  /** An account that has not proved lately who it is is asked to. */
  const surely = async () => {
    try {
      await house.deleteAccount({ name: name.trim(), messages });
    } catch (reason) {
      const unsure = reason instanceof ApiError && reason.code === 'reauthenticate';
      throw unsure ? new ReauthenticationNeeded(await care.proofFlows()) : reason;
    }
  };
  const remove = async () => {
    await guard(surely);
    navigate('/', { replace: true });
  };
  return (
    <>
      <Choice
        legend={t('delete.words')}
        value={messages}
        options={[
          { value: 'keep', label: t('delete.keep') },
          { value: 'remove', label: t('delete.remove') },
        ]}
        onChoose={setMessages}
      />
      <div className={styles.form}>
        <ActForm
          act={act}
          grave
          submit={t('delete.do')}
          disabled={name.trim() !== called}
          onSubmit={remove}
          beside={
            <button type="button" className={styles.plain} onClick={onCancel}>
              {t('cancel')}
            </button>
          }
        >
          <Field
            label={t('delete.name', { name: called })}
            autoComplete="off"
            value={name}
            onText={setName}
            trouble={act.trouble.fields.name}
          />
        </ActForm>
      </div>
    </>
  );
}
