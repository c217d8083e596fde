/** Changing a room. Who keeps it says how one talks there; who owns it, who sees it and what becomes of it. */
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { RoomFields } from '@/components/RoomFields';
import { useHouseState } from '@/components/useHouse';
import { useRoomForm } from '@/components/useRoomForm';
import { useRooms } from '@/components/useRooms';
import { formOf, patchOf } from '@/lib/roomForm';
import { may } from '@/lib/roomRights';
import type { PartProps } from './part';
import { useMyRole } from './useMyRole';

export function ChangePart({ room, onDone }: PartProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const role = useMyRole(room.id);
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const direct = room.visibility === 'direct';
  const named = !direct && fireplaceId !== room.id;
  const { form, change, errors, refused, busy, submit } = useRoomForm(formOf(room), named, async (filled) => {
    await rooms.change(room.id, direct ? { lily: filled.lily } : patchOf(room, filled));
    onDone();
  });
  return (
    <form className={forms.stack} noValidate onSubmit={(event) => void submit(event)}>
      <RoomFields
        form={form}
        onChange={change}
        errors={errors}
        named={named}
        rule={may(role, 'rule_room')}
        direct={direct}
      />
      {refused !== null && (
        <p className={forms.trouble} role="alert">
          {refused}
        </p>
      )}
      <button type="submit" className={controls.primary} disabled={busy}>
        {t(busy ? 'saving' : 'save')}
      </button>
    </form>
  );
}
