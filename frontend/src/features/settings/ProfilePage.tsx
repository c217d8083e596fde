/** What one is called, and the face that others see. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActForm } from '@/components/ActForm';
import { Field } from '@/components/Field';
import { useAct } from '@/components/useAct';
import { useHouse, useHouseState } from '@/components/useHouse';
import { AccountError } from '@/lib/allauth';
import { countCodePoints } from '@/lib/enterKey';
import type { SettingsData } from '@/protocol/frames.gen';
import { FacePart } from './FacePart';
import { Part } from './Parts';
import styles from './Settings.module.css';
import { useSaved } from './useSaved';

export function ProfilePage() {
  const { t } = useTranslation('settings');
  const { settings } = useSaved();
  if (settings === null) return null;
  return (
    <div className={styles.page}>
      <Part title={t('profile.name')}>
        <NameForm settings={settings} />
      </Part>
      <FacePart avatar={settings.avatar} />
    </div>
  );
}

function NameForm({ settings }: { settings: SettingsData }) {
  const { t } = useTranslation('settings');
  const { api, mine } = useHouse();
  const longest = useHouseState((state) => state.config?.limits.name_length ?? 40);
  const act = useAct('name');
  const [name, setName] = useState(settings.name);
  const [said, setSaid] = useState(false);
  const save = async () => {
    const tidy = name.trim().replace(/\s+/gu, ' ');
    const code = tidy === '' ? 'name_missing' : countCodePoints(tidy) > longest ? 'name_too_long' : null;
    if (code !== null) throw new AccountError(400, [{ code, message: '', param: 'name' }]);
    mine.hold(await api.changeSettings({ name: tidy }));
    setName(tidy);
    setSaid(true);
  };
  return (
    <div className={styles.form}>
      <ActForm
        act={act}
        submit={t('save')}
        onSubmit={save}
        beside={
          <p role="status" className={styles.said}>
            {said ? t('saved') : ''}
          </p>
        }
      >
        <Field
          label={t('profile.nameLabel')}
          autoComplete="nickname"
          value={name}
          onText={(typed) => {
            setName(typed);
            setSaid(false);
          }}
          trouble={act.trouble.fields.name}
          hint={t('profile.nameHint')}
        />
      </ActForm>
    </div>
  );
}
