/** Who has to stay away, until when and why. */
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

export function BansPart({ room }: PartProps) {
  const { t, i18n } = useTranslation('keeping');
  const rooms = useRooms();
  const ask = useCallback(() => rooms.bans(room.id), [rooms, room.id]);
  const asked = useAsked(ask);
  const act = useCall();
  const bans = asked.value?.bans ?? [];
  const lift = async (userId: number) => {
    if (await act.run(() => rooms.changeMember(room.id, userId, { banned: false }))) asked.again();
  };
  const sayUntil = (until: string | null) => {
    if (until === null) return t('bans.forGood');
    return t('bans.until', { when: formatMoment(Date.parse(until), i18n.language, Date.now()) });
  };
  return (
    <div className={forms.stack}>
      <ActTrouble act={act} />
      <ListState asked={asked} empty={bans.length === 0 ? t('bans.none') : null} />
      <ul className={styles.cards}>
        {bans.map(({ user_id, name, avatar, reason, until }) => (
          <li key={user_id} className={styles.card}>
            <p className={styles.who}>
              <Face seed={avatar.seed} size={40} imageUrl={avatar.image_url} />
              <span>
                {name}
                <span className={styles.line}>{sayUntil(until)}</span>
              </span>
            </p>
            {reason !== '' && <p className={forms.quiet}>{reason}</p>}
            <div className={forms.row}>
              <button
                type="button"
                className={controls.worded}
                disabled={act.busy}
                aria-label={t('bans.liftName', { name })}
                onClick={() => void lift(user_id)}
              >
                {t('bans.lift')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
