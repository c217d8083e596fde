/** Leaving a room; and for its owner, putting it to rest or letting it go for good. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { useCall } from '@/components/useCall';
import { useRooms } from '@/components/useRooms';
import { may } from '@/lib/roomRights';
import styles from './Keeping.module.css';
import type { PartProps } from './part';
import { ActTrouble } from './Trouble';
import { useMyRole } from './useMyRole';

export function EndPart({ room, onDone, onGone }: PartProps) {
  const role = useMyRole(room.id);
  return (
    <div className={forms.stack}>
      {role === 'owner' ? <OwnerStays /> : <Leave room={room} onGone={onGone} />}
      {may(role, 'rule_room') && <Archive room={room} onDone={onDone} />}
      {may(role, 'delete_room') && <Remove room={room} onGone={onGone} />}
    </div>
  );
}

function OwnerStays() {
  const { t } = useTranslation('keeping');
  return (
    <section className={forms.part}>
      <h3 className={styles.heading}>{t('end.leave')}</h3>
      <p className={forms.quiet}>{t('end.ownerStays')}</p>
    </section>
  );
}

function Leave({ room, onGone }: Pick<PartProps, 'room' | 'onGone'>) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const leave = async () => {
    if (await act.run(() => rooms.leave(room.id))) onGone();
  };
  const note = room.visibility === 'public' ? 'end.leaveNotePublic' : 'end.leaveNote';
  return (
    <section className={forms.part}>
      <h3 className={styles.heading}>{t('end.leave')}</h3>
      <p className={forms.quiet}>{t(room.visibility === 'direct' ? 'end.leaveNoteDirect' : note)}</p>
      <ActTrouble act={act} />
      <button type="button" className={controls.worded} disabled={act.busy} onClick={() => void leave()}>
        {t('end.leaveYes')}
      </button>
    </section>
  );
}

function Archive({ room, onDone }: Pick<PartProps, 'room' | 'onDone'>) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const form = room.archived ? 'wake' : 'archive';
  const archive = async () => {
    if (await act.run(() => rooms.change(room.id, { archived: !room.archived }))) onDone();
  };
  return (
    <section className={forms.part}>
      <h3 className={styles.heading}>{t(`end.${form}`)}</h3>
      <p className={forms.quiet}>{t(`end.${form}Note`)}</p>
      <ActTrouble act={act} />
      <button type="button" className={controls.worded} disabled={act.busy} onClick={() => void archive()}>
        {t(`end.${form}Yes`)}
      </button>
    </section>
  );
}

/** The name is typed again so that nobody does it by a slip. */
function Remove({ room, onGone }: Pick<PartProps, 'room' | 'onGone'>) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const [typed, setTyped] = useState('');
  const sure = typed.trim().normalize('NFC') === room.name.normalize('NFC');
  const remove = async (event: FormEvent) => {
    event.preventDefault();
    if (sure && (await act.run(() => rooms.remove(room.id)))) onGone();
  };
  return (
    <form className={forms.part} onSubmit={(event) => void remove(event)}>
      <h3 className={styles.heading}>{t('end.delete')}</h3>
      <p className={forms.quiet}>{t('end.deleteNote')}</p>
      <Labelled label={t('end.typeName', { name: room.name })}>
        {(ids) => (
          <input
            {...ids}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Labelled>
      <ActTrouble act={act} />
      <button type="submit" className={`${controls.worded} ${forms.danger}`} disabled={!sure || act.busy}>
        {t('end.deleteYes')}
      </button>
    </form>
  );
}
