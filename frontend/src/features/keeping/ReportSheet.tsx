/** Telling the keepers that somebody, or what somebody said, should not be: in one's own words. */
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { Sheet } from '@/components/Sheet';
import { useCall } from '@/components/useCall';
import { useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import { countCodePoints } from '@/lib/enterKey';
import { nameOf } from '@/lib/spoken';
import styles from './Keeping.module.css';
import { ActTrouble } from './Trouble';

interface ReportSheetProps {
  roomId: number;
  userId: number;
  /** Null: the person is meant. */
  messageId: number | null;
  onClose: () => void;
}

export function ReportSheet({ roomId, userId, messageId, onClose }: ReportSheetProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const act = useCall();
  const room = useHouseState((state) => state.rooms[roomId]);
  const longest = useHouseState((state) => state.config?.limits.reason_length ?? 500);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [told, setTold] = useState(false);
  const message = messageId === null ? undefined : room?.messages[messageId];
  const name = (message && room ? nameOf(room, message) : room?.members[userId]?.name) || t('someone');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const words = reason.trim();
    if (words === '') return setWrong(t('report.missing'));
    if (countCodePoints(words) > longest) return setWrong(t('report.tooLong', { max: longest }));
    const about = messageId === null ? { user_id: userId } : { message_id: messageId };
    if (await act.run(() => rooms.report(roomId, { ...about, reason: words }))) setTold(true);
  };
  if (told) {
    return (
      <Sheet title={t('report.title')} onClose={onClose}>
        <div className={forms.stack}>
          <p role="status">{t('report.told')}</p>
          {/* biome-ignore lint/a11y/noAutofocus: it took the place of the button that was pressed */}
          <button type="button" className={controls.primary} autoFocus onClick={onClose}>
            {t('report.done')}
          </button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('report.title')} onClose={onClose}>
      <form className={forms.stack} onSubmit={(event) => void send(event)}>
        <p>{t(messageId === null ? 'report.person' : 'report.message', { name })}</p>
        {message !== undefined && message.text !== '' && (
          <blockquote className={styles.words}>{message.text}</blockquote>
        )}
        <Labelled label={t('report.reason')} note={t('report.note', { name })} error={wrong}>
          {(ids) => (
            <textarea
              {...ids}
              rows={4}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
                setWrong(undefined);
              }}
            />
          )}
        </Labelled>
        <ActTrouble act={act} />
        <button type="submit" className={controls.primary} disabled={act.busy}>
          {t('report.send')}
        </button>
      </form>
    </Sheet>
  );
}
