/** What others may see of one, and whom one does not want to hear. */

import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Face } from '@/components/Face';
import { Trouble } from '@/components/Trouble';
import { useAct } from '@/components/useAct';
import { useHouse } from '@/components/useHouse';
import { listBlocked, unblock } from '@/lib/meApi';
import type { BlockedPerson } from '@/protocol/frames.gen';
import { NotSaved, Part, Switch, Waiting } from './Parts';
import styles from './Settings.module.css';
import { useFetched } from './useFetched';
import { useSaved } from './useSaved';

export function PrivacyPage() {
  const { t } = useTranslation('settings');
  const { settings, save, failed } = useSaved();
  if (settings === null) return null;
  return (
    <div className={styles.page}>
      <Part title={t('privacy.seen')}>
        <Switch
          label={t('privacy.receipts')}
          note={t('privacy.receiptsNote')}
          on={settings.receipts}
          onChange={(receipts) => void save({ receipts })}
        />
        <Switch
          label={t('privacy.presence')}
          note={t('privacy.presenceNote')}
          on={settings.presence}
          onChange={(presence) => void save({ presence })}
        />
        <NotSaved failed={failed} />
      </Part>
      <Blocked />
    </div>
  );
}

function Blocked() {
  const { t } = useTranslation('settings');
  const { api } = useHouse();
  const load = useCallback(() => listBlocked(api), [api]);
  const people = useFetched(load);
  const { busy, trouble, run } = useAct();
  const letBack = ({ user_id }: BlockedPerson) =>
    run(async () => {
      await unblock(api, user_id);
      people.set((people.value ?? []).filter((person) => person.user_id !== user_id));
    });
  return (
    <Part title={t('privacy.blocked')} lead={t('privacy.blockedLead')}>
      <Waiting fetched={people} />
      {people.value?.length === 0 && <p className={styles.lead}>{t('privacy.nobody')}</p>}
      {people.value?.map((person) => (
        <div key={person.user_id} className={styles.line}>
          <Face seed={person.avatar.seed} imageUrl={person.avatar.image_url} size={36} />
          <span className={styles.what}>{person.name}</span>
          <button
            type="button"
            className={styles.quiet}
            disabled={busy}
            aria-label={t('privacy.unblockName', { name: person.name })}
            onClick={() => void letBack(person)}
          >
            {t('privacy.unblock')}
          </button>
        </div>
      ))}
      <Trouble words={trouble.words} />
    </Part>
  );
}
