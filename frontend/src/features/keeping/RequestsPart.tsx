/** Who asks to come in. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Face } from '@/components/Face';
import forms from '@/components/form.module.css';
import { useAsked } from '@/components/useAsked';
import { useCall } from '@/components/useCall';
import { useRooms } from '@/components/useRooms';
import { formatMoment } from '@/lib/times';
import styles from './Keeping.module.css';
import type { PartProps } from './part';
import { ActTrouble, ListState } from './Trouble';

export function RequestsPart({ room }: PartProps) {
  const { t, i18n } = useTranslation('keeping');
  const rooms = useRooms();
  const ask = useCallback(() => rooms.requests(room.id), [rooms, room.id]);
  const asked = useAsked(ask);
  const act = useCall();
  const requests = asked.value?.requests ?? [];
  const answer = async (userId: number, accept: boolean) => {
    await act.run(() => rooms.answerRequest(room.id, userId, accept));
    asked.again(); // another keeper may have been first
  };
  return (
    <div className={forms.stack}>
      <ActTrouble act={act} />
      <ListState asked={asked} empty={requests.length === 0 ? t('requests.none') : null} />
      <ul className={styles.cards}>
        {requests.map(({ user_id, name, avatar, is_guest, created_at }) => (
          <li key={user_id} className={styles.card}>
            <p className={styles.who}>
              <Face seed={avatar.seed} size={40} imageUrl={avatar.image_url} />
              <span>
                {name}
                <span className={forms.quiet}>
                  {is_guest && ` · ${t('role.guest')}`}
                  {` · ${formatMoment(Date.parse(created_at), i18n.language, Date.now())}`}
                </span>
              </span>
            </p>
            <div className={forms.row}>
              <button
                type="button"
                className={controls.primary}
                disabled={act.busy}
                aria-label={t('requests.letInName', { name })}
                onClick={() => void answer(user_id, true)}
              >
                {t('requests.letIn')}
              </button>
              <button
                type="button"
                className={controls.worded}
                disabled={act.busy}
                aria-label={t('requests.notNowName', { name })}
                onClick={() => void answer(user_id, false)}
              >
                {t('requests.notNow')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
