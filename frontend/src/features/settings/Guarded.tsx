/** Acts that the house wants to be sure about: asks for a proof once more, then goes on with what was wanted. */

import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field, PasswordField } from '@/components/Field';
import { Trouble } from '@/components/Trouble';
import { useAccountApi } from '@/components/useAccountApi';
import { givenUp, useAct } from '@/components/useAct';
import { type Flow, ReauthenticationNeeded } from '@/lib/allauth';
import { askPasskey, canUsePasskeys } from '@/lib/passkeys';
import styles from './Settings.module.css';

type Guard = <Value>(act: () => Promise<Value>) => Promise<Value>;

const GuardContext = createContext<Guard>((act) => act());

/** Runs an act; it rejects as "given up" when the person does not want to prove anything. */
export function useGuard(): Guard {
  return useContext(GuardContext);
}

interface Asked {
  readonly flows: readonly Flow[];
  readonly sure: () => void;
  readonly giveUp: (reason: unknown) => void;
}

export function Guarded({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const guard: Guard = useCallback(async (act) => {
    for (;;) {
      try {
        return await act();
      } catch (reason) {
        if (!(reason instanceof ReauthenticationNeeded)) throw reason;
        const { flows } = reason;
        await new Promise<void>((sure, giveUp) => setAsked({ flows, sure, giveUp }));
      }
    }
  }, []);
  const close = () => {
    asked?.giveUp(givenUp());
    setAsked(null);
  };
  const sure = () => {
    asked?.sure();
    setAsked(null);
  };
  return (
    <GuardContext value={guard}>
      {children}
      {asked !== null && <Question flows={asked.flows} onSure={sure} onClose={close} />}
    </GuardContext>
  );
}

interface QuestionProps {
  flows: readonly Flow[];
  onSure: () => void;
  onClose: () => void;
}

function Question({ flows, onSure, onClose }: QuestionProps) {
  const { t } = useTranslation('account');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const types = flows.find(({ id }) => id === 'mfa_reauthenticate')?.types ?? [];
  const withCode = types.includes('totp') || types.includes('recovery_codes');
  const withPassword = flows.some(({ id }) => id === 'reauthenticate');
  return (
    <dialog ref={dialog} className={styles.question} aria-label={t('sure.title')} onClose={onClose}>
      <h2>{t('sure.title')}</h2>
      <p className={styles.lead}>{t('sure.lead')}</p>
      {withPassword && <ByPassword onSure={onSure} />}
      {withCode && <ByCode onSure={onSure} />}
      <div className={styles.row}>
        {types.includes('webauthn') && canUsePasskeys() && <ByPasskey onSure={onSure} />}
        <button type="button" className={styles.plain} onClick={() => dialog.current?.close()}>
          {t('sure.cancel')}
        </button>
      </div>
    </dialog>
  );
}

function ByPassword({ onSure }: { onSure: () => void }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('password');
  const [password, setPassword] = useState('');
  const prove = async () => {
    await account.reauthenticate({ password });
    onSure();
  };
  return (
    <ActForm act={act} submit={t('sure.submit')} onSubmit={prove}>
      <PasswordField
        label={t('field.password')}
        autoComplete="current-password"
        value={password}
        onText={setPassword}
        trouble={act.trouble.fields.password}
      />
    </ActForm>
  );
}

function ByCode({ onSure }: { onSure: () => void }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const act = useAct('code');
  const [code, setCode] = useState('');
  const prove = async () => {
    await account.reauthenticate({ code: code.replaceAll(' ', '') });
    onSure();
  };
  return (
    <ActForm act={act} submit={t('second.submit')} onSubmit={prove}>
      <Field
        label={t('sure.code')}
        autoComplete="one-time-code"
        spellCheck={false}
        value={code}
        onText={setCode}
        trouble={act.trouble.fields.code}
      />
    </ActForm>
  );
}

function ByPasskey({ onSure }: { onSure: () => void }) {
  const { t } = useTranslation('account');
  const account = useAccountApi();
  const { busy, trouble, run } = useAct();
  const prove = async () => {
    const credential = await askPasskey(await account.passkeyRequest('reauthenticate'));
    await account.takePasskey('reauthenticate', credential);
    onSure();
  };
  return (
    <>
      <button type="button" className={styles.quiet} disabled={busy} onClick={() => void run(prove)}>
        {t('second.passkey')}
      </button>
      <Trouble words={trouble.words} />
    </>
  );
}
