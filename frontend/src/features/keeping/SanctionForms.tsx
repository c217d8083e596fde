/** What a keeper does about somebody: quiet for a while, out of the room, away for a time; or handing the room over. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { useCall } from '@/components/useCall';
import { useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import { mutedUntil } from '@/lib/roomRights';
import type { SanctionProps } from './person';
import { ActTrouble } from './Trouble';

const MINUTE_MS = 60_000;
const MUTE_MINUTES = [10, 60, 1_440] as const;
/** How long somebody has to stay away, in hours; 0: until it is lifted. */
const BAN_HOURS = [1, 24, 168, 720, 0] as const;
const MOST_MINUTES = 525_600;

const after = (minutes: number): string => new Date(Date.now() + minutes * MINUTE_MS).toISOString();

interface ConfirmProps {
  note: string;
  yes: string;
  danger?: boolean;
  able?: boolean;
  onYes: () => Promise<unknown>;
  onDone: () => void;
  children?: ReactNode;
}

function Confirm({ note, yes, danger = false, able = true, onYes, onDone, children }: ConfirmProps) {
  const act = useCall();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (able && (await act.run(onYes))) onDone();
  };
  return (
    <form className={forms.stack} onSubmit={(event) => void submit(event)}>
      <p>{note}</p>
      {children}
      <ActTrouble act={act} />
      <button
        type="submit"
        className={danger ? `${controls.worded} ${forms.danger}` : controls.primary}
        disabled={!able || act.busy}
      >
        {yes}
      </button>
    </form>
  );
}

export function MuteForm({ roomId, userId, name, onDone }: SanctionProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const [choice, setChoice] = useState<number | 'other'>(10);
  const [typed, setTyped] = useState('30');
  const muted = useHouseState((state) => {
    return mutedUntil(state.rooms[roomId]?.members[userId], Date.now()) !== null;
  });
  const minutes = choice === 'other' ? Number(typed) : choice;
  const able = Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES;
  const mute = (until: string | null) => rooms.changeMember(roomId, userId, { muted_until: until });
  const end = async () => {
    if (await act.run(() => mute(null))) onDone();
  };
  return (
    <>
      <Confirm
        note={t('mute.note', { name })}
        yes={t('mute.yes')}
        able={able}
        onYes={() => mute(after(minutes))}
        onDone={onDone}
      >
        <Labelled label={t('howLong')}>
          {(ids) => (
            <select
              {...ids}
              value={choice}
              onChange={({ target }) => setChoice(target.value === 'other' ? 'other' : Number(target.value))}
            >
              {MUTE_MINUTES.map((each) => (
                <option key={each} value={each}>
                  {t(`mute.minutes.${each}`)}
                </option>
              ))}
              <option value="other">{t('mute.other')}</option>
            </select>
          )}
        </Labelled>
        {choice === 'other' && (
          <Labelled label={t('mute.typed')} error={able ? undefined : t('mute.wrong')}>
            {(ids) => (
              <input
                {...ids}
                inputMode="numeric"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Labelled>
        )}
      </Confirm>
      {muted && (
        <div className={forms.stack}>
          <ActTrouble act={act} />
          <button type="button" className={controls.worded} disabled={act.busy} onClick={() => void end()}>
            {t('mute.end')}
          </button>
        </div>
      )}
    </>
  );
}

export function RemoveForm({ roomId, userId, name, onDone }: SanctionProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  return (
    <Confirm
      danger
      note={t('remove.note', { name })}
      yes={t('remove.yes')}
      onYes={() => rooms.removeMember(roomId, userId)}
      onDone={onDone}
    />
  );
}

export function BanForm({ roomId, userId, name, onDone }: SanctionProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const longest = useHouseState((state) => state.config?.limits.reason_length ?? 500);
  const [hours, setHours] = useState<number>(24);
  const [reason, setReason] = useState('');
  const ban = () => {
    const until = hours === 0 ? null : after(hours * 60);
    return rooms.changeMember(roomId, userId, { banned: true, banned_until: until, reason: reason.trim() });
  };
  return (
    <Confirm danger note={t('ban.note', { name })} yes={t('ban.yes')} onYes={ban} onDone={onDone}>
      <Labelled label={t('howLong')}>
        {(ids) => (
          <select {...ids} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {BAN_HOURS.map((each) => (
              <option key={each} value={each}>
                {t(`hours.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={t('ban.reason')} note={t('ban.reasonNote')}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            maxLength={longest}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Labelled>
    </Confirm>
  );
}

export function HandOverForm({ roomId, userId, name, onDone }: SanctionProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  return (
    <Confirm
      danger
      note={t('handOver.note', { name })}
      yes={t('handOver.yes', { name })}
      onYes={() => rooms.changeMember(roomId, userId, { role: 'owner' })}
      onDone={onDone}
    />
  );
}
