/** Making a room: what it is called, who sees it, how it is talked in. */
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { RoomFields } from '@/components/RoomFields';
import { Sheet } from '@/components/Sheet';
import { useRoomForm } from '@/components/useRoomForm';
import { useRooms } from '@/components/useRooms';
import { EMPTY_FORM, newRoomOf } from '@/lib/roomForm';

interface NewRoomSheetProps {
  onMade: (roomId: number) => void;
  onClose: () => void;
}

export function NewRoomSheet({ onMade, onClose }: NewRoomSheetProps) {
  const { t } = useTranslation('rooms');
  const rooms = useRooms();
  const { form, change, errors, refused, busy, submit } = useRoomForm(EMPTY_FORM, true, async (filled) => {
    onMade((await rooms.create(newRoomOf(filled))).id);
  });
  return (
    <Sheet title={t('new.title')} onClose={onClose}>
      <form className={forms.stack} noValidate onSubmit={(event) => void submit(event)}>
        <RoomFields form={form} onChange={change} errors={errors} />
        {refused !== null && (
          <p className={forms.trouble} role="alert">
            {refused}
          </p>
        )}
        <button type="submit" className={controls.primary} disabled={busy}>
          {t(busy ? 'new.making' : 'new.make')}
        </button>
      </form>
    </Sheet>
  );
}
