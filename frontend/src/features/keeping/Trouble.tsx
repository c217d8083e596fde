/** What a list of the drawer says while it is on its way, when it did not come, and when an act in it was refused. */
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import forms from '@/components/form.module.css';
import type { Asked } from '@/components/useAsked';
import type { Call } from '@/components/useCall';
import { useTroubleWords } from '@/components/useCall';

export function ActTrouble({ act }: { act: Pick<Call, 'trouble'> }) {
  if (act.trouble === null) return null;
  return (
    <p className={forms.trouble} role="alert">
      {Object.values(act.trouble.fields)[0] ?? act.trouble.words}
    </p>
  );
}

/** @param empty what to say when there is nothing, or null when there is something */
export function ListState({ asked, empty }: { asked: Asked<unknown>; empty: string | null }) {
  const { t } = useTranslation('keeping');
  const say = useTroubleWords();
  if (asked.error !== null) {
    return (
      <p className={forms.trouble} role="alert">
        {say(asked.error)}
      </p>
    );
  }
  if (asked.value === null) return <Embers label={t('loading')} />;
  return empty === null ? null : <p className={forms.quiet}>{empty}</p>;
}
