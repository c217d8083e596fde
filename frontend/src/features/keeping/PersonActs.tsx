/** What everyone may do about somebody: talk alone, name them, not hear them, report them; the owner names keepers. */
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import forms from '@/components/form.module.css';
import { useCall } from '@/components/useCall';
import { useHouse, useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import { isAbove, may } from '@/lib/roomRights';
import styles from './Keeping.module.css';
import type { KnownPerson } from './person';
import { ActTrouble } from './Trouble';
import { useMyRole } from './useMyRole';

interface PersonActsProps {
  roomId: number;
  userId: number;
  person: KnownPerson;
  onRoom: (roomId: number) => void;
  onClose: () => void;
}

export function PersonActs({ roomId, userId, person, onRoom, onClose }: PersonActsProps) {
  const { t } = useTranslation('keeping');
  const house = useHouse();
  const rooms = useRooms();
  const act = useCall();
  const mine = useHouseState((state) => state.user?.id === userId);
  const direct = useHouseState((state) => state.rooms[roomId]?.room.visibility === 'direct');
  const blocked = useHouseState((state) => state.me?.settings?.blocked.includes(userId) ?? false);
  if (mine) return <p className={forms.quiet}>{t('person.you')}</p>;

  const talkAlone = () =>
    act.run(async () => {
      const { id } = await rooms.talkAlone(userId);
      onClose();
      onRoom(id);
    });
  const mention = () => {
    house.mention(roomId, person.name);
    onClose();
  };
  const report = () => house.showCard({ kind: 'report', roomId, userId, messageId: null });
  return (
    <div className={forms.part}>
      <div className={styles.acts}>
        {!direct && !blocked && (
          <button
            type="button"
            className={controls.primary}
            disabled={act.busy}
            onClick={() => void talkAlone()}
          >
            {t('person.talkAlone')}
          </button>
        )}
        {!blocked && person.member !== null && (
          <button type="button" className={controls.worded} onClick={mention}>
            {t('person.mention')}
          </button>
        )}
        <button
          type="button"
          className={controls.worded}
          disabled={act.busy}
          onClick={() => void act.run(() => rooms.setBlocked(userId, !blocked))}
        >
          {t(blocked ? 'person.unblock' : 'person.block')}
        </button>
        <button type="button" className={controls.worded} onClick={report}>
          {t('person.report')}
        </button>
        <NameKeeper roomId={roomId} person={person} act={act} />
      </div>
      <p className={forms.quiet} role="status">
        {blocked && t('person.blockedNote')}
      </p>
      <ActTrouble act={act} />
    </div>
  );
}

interface NameKeeperProps {
  roomId: number;
  person: KnownPerson;
  act: ReturnType<typeof useCall>;
}

function NameKeeper({ roomId, person, act }: NameKeeperProps) {
  const { t } = useTranslation('keeping');
  const rooms = useRooms();
  const role = useMyRole(roomId);
  const { member } = person;
  if (member === null || !may(role, 'name_keepers') || !isAbove(role, member.role)) return null;
  const keeps = member.role === 'keeper';
  const change = () => rooms.changeMember(roomId, member.user_id, { role: keeps ? 'member' : 'keeper' });
  return (
    <button
      type="button"
      className={controls.worded}
      disabled={act.busy}
      onClick={() => void act.run(change)}
    >
      {t(keeps ? 'person.unmakeKeeper' : 'person.makeKeeper')}
    </button>
  );
}
