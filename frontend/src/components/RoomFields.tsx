/** What one says about a room, when it is made and when it is changed. The rules are in lib/roomForm. */
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { PAUSES, type RoomForm } from '@/lib/roomForm';
import { Choice, Labelled } from './Labelled';

interface RoomFieldsProps {
  form: RoomForm;
  onChange: (form: RoomForm) => void;
  /** Words by field, where something is wrong. */
  errors: Readonly<Record<string, string | undefined>>;
  /** The fireplace has its name from the house. */
  named?: boolean;
  /** Whether who sees it, how many and what of the past may be said too. */
  rule?: boolean;
  /** A room of two stays as it is, but for Lily's part in it. */
  direct?: boolean;
}

export function RoomFields({
  form,
  onChange,
  errors,
  named = true,
  rule = true,
  direct = false,
}: RoomFieldsProps) {
  const { t } = useTranslation('rooms');
  const set = (change: Partial<RoomForm>) => onChange({ ...form, ...change });
  if (direct) return <LilyField form={form} set={set} />;
  return (
    <>
      {named && (
        <Labelled label={t('form.name')} error={errors.name}>
          {(ids) => (
            <input
              {...ids}
              value={form.name}
              placeholder={t('form.nameExample')}
              autoComplete="off"
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Labelled>
      )}
      <Labelled label={t('form.topic')} note={t('form.topicNote')} error={errors.topic}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            value={form.topic}
            onChange={(event) => set({ topic: event.target.value })}
          />
        )}
      </Labelled>
      {rule && <Visibility form={form} set={set} />}
      <LilyField form={form} set={set} />
      {rule && <Rules form={form} set={set} errors={errors} />}
      <Labelled label={t('form.slow')}>
        {(ids) => (
          <select
            {...ids}
            value={form.slowSeconds}
            onChange={(event) => set({ slowSeconds: Number(event.target.value) })}
          >
            {[...new Set([...PAUSES, form.slowSeconds])].map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? t('form.noPause') : saySeconds(t, seconds)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </>
  );
}

function saySeconds(t: TFunction<'rooms'>, seconds: number): string {
  if (seconds % 3_600 === 0) return t('form.hours', { count: seconds / 3_600 });
  return seconds % 60 === 0
    ? t('form.minutes', { count: seconds / 60 })
    : t('form.seconds', { count: seconds });
}

interface PartProps {
  form: RoomForm;
  set: (change: Partial<RoomForm>) => void;
}

function LilyField({ form, set }: PartProps) {
  const { t } = useTranslation('rooms');
  return (
    <Choice
      legend={t('form.lily')}
      value={form.lily}
      options={(['off', 'called', 'company'] as const).map((value) => {
        return { value, name: t(`form.lilyModes.${value}`), note: t(`form.lilyNotes.${value}`) };
      })}
      onChange={(lily) => set({ lily })}
    />
  );
}

function Visibility({ form, set }: PartProps) {
  const { t } = useTranslation('rooms');
  return (
    <Choice
      legend={t('form.visibility')}
      value={form.visibility}
      options={(['private', 'public'] as const).map((value) => {
        return { value, name: t(`form.${value}`), note: t(`form.${value}Note`) };
      })}
      onChange={(visibility) => set({ visibility })}
    />
  );
}

function Rules({ form, set, errors }: PartProps & Pick<RoomFieldsProps, 'errors'>) {
  const { t } = useTranslation('rooms');
  return (
    <>
      <Choice
        legend={t('form.history')}
        value={form.history}
        options={(['all', 'since_joined'] as const).map((value) => {
          return { value, name: t(`form.histories.${value}`) };
        })}
        onChange={(history) => set({ history })}
      />
      <Labelled label={t('form.capacity')} note={t('form.capacityNote')} error={errors.capacity}>
        {(ids) => (
          <input
            {...ids}
            inputMode="numeric"
            value={form.capacity}
            autoComplete="off"
            onChange={(event) => set({ capacity: event.target.value })}
          />
        )}
      </Labelled>
    </>
  );
}
