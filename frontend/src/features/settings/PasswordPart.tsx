/** The password: changed, or set by somebody who came with a provider. */
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { PasswordField } from '@/components/Field';
import { useAct } from '@/components/useAct';
import { useHouse } from '@/components/useHouse';
import { useGuard } from './Guarded';
import { Part, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useCare } from './useCare';
import { useFetched } from './useFetched';

export function PasswordPart() {
  const { t } = useTranslation('settings');
  const care = useCare();
  const load = useCallback(() => care.hasPassword(), [care]);
  const has = useFetched(load);
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState(false);
  const done = () => {
    has.set(true);
    setOpen(false);
    setSaid(true);
  };
  return (
    <Part title={t('password.title')} lead={has.value === false ? t('password.none') : undefined}>
      <Waiting fetched={has} />
      {has.value !== null && !open && (
        <div className={styles.row}>
          <button type="button" className={styles.quiet} onClick={() => setOpen(true)}>
            {t(has.value ? 'password.change' : 'password.set')}
          </button>
          <p role="status" className={styles.said}>
            {said ? t('password.changed') : ''}
          </p>
        </div>
      )}
      {has.value !== null && open && (
        <PasswordForm has={has.value} onDone={done} onCancel={() => setOpen(false)} />
      )}
    </Part>
  );
}

interface PasswordFormProps {
  has: boolean;
  onDone: () => void;
  onCancel: () => void;
}

function PasswordForm({ has, onDone, onCancel }: PasswordFormProps) {
  const { t } = useTranslation('settings');
  const house = useHouse();
  const care = useCare();
  const guard = useGuard();
  const act = useAct('current_password', 'new_password');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = async () => {
    await guard(() => house.acrossSessions(() => care.changePassword(has ? current : null, next)));
    onDone();
  };
  return (
    <div className={styles.form}>
      <ActForm
        act={act}
        submit={t('save')}
        onSubmit={save}
        beside={
          <button type="button" className={styles.plain} onClick={onCancel}>
            {t('cancel')}
          </button>
        }
      >
        {has && (
          <PasswordField
            label={t('password.current')}
            autoComplete="current-password"
            value={current}
            onText={setCurrent}
            trouble={act.trouble.fields.current_password}
          />
        )}
        <PasswordField
          label={t('password.new')}
          autoComplete="new-password"
          value={next}
          onText={setNext}
          trouble={act.trouble.fields.new_password}
          hint={t('password.hint')}
        />
      </ActForm>
    </div>
  );
}
