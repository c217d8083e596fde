/** A form about a room: what stands in it, what is wrong with it here or there, and sending it. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { checkForm, type FormErrors, type RoomForm } from '@/lib/roomForm';
import { useCall } from './useCall';
import { useHouseState } from './useHouse';

const LIMITS = { room_name_length: 80, topic_length: 200 };

/** @param named whether it has a name of its own to say */
export function useRoomForm(start: RoomForm, named: boolean, save: (form: RoomForm) => Promise<unknown>) {
  const { t } = useTranslation('rooms');
  const limits = useHouseState((state) => state.config?.limits) ?? LIMITS;
  const [form, setForm] = useState(start);
  const [wrong, setWrong] = useState<FormErrors>({});
  const { busy, trouble, run, forgive } = useCall();

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const found = checkForm(named ? form : { ...form, name: '-' }, limits);
    setWrong(found);
    forgive();
    if (Object.keys(found).length === 0) await run(() => save(form));
  };
  const change = (next: RoomForm): void => {
    setForm(next);
    setWrong({});
    forgive();
  };
  const most = { name: limits.room_name_length, topic: limits.topic_length, capacity: 10_000 };
  const said = Object.entries(wrong).map(([field, key]) => {
    return [field, t(key, { max: most[field as keyof typeof most] })] as const;
  });
  const errors: Record<string, string | undefined> = { ...trouble?.fields, ...Object.fromEntries(said) };
  /** What no field says. */
  const refused = trouble !== null && Object.keys(trouble.fields).length === 0 ? trouble.words : null;
  return { form, change, errors, refused, busy, submit };
}
