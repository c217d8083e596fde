/** Who somebody is in a room, and what one may do: talk to them, not hear them, report them; and keep the room's peace. */
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Face } from '@/components/Face';
import forms from '@/components/form.module.css';
import { Icon } from '@/components/Icon';
import { Sheet } from '@/components/Sheet';
import { useHouseState } from '@/components/useHouse';
import { isAbove, may, mutedUntil } from '@/lib/roomRights';
import { formatMoment } from '@/lib/times';
import type { MemberData } from '@/protocol/frames.gen';
import styles from './Keeping.module.css';
import { PersonActs } from './PersonActs';
import type { KnownPerson, SanctionName, SanctionProps } from './person';
import { BanForm, HandOverForm, MuteForm, RemoveForm } from './SanctionForms';
import { useMyRole } from './useMyRole';

const SANCTIONS: Readonly<Record<SanctionName, ComponentType<SanctionProps>>> = {
  mute: MuteForm,
  remove: RemoveForm,
  ban: BanForm,
  handOver: HandOverForm,
};

interface PersonSheetProps {
  roomId: number;
  userId: number;
  member?: MemberData;
  onRoom: (roomId: number) => void;
  onClose: () => void;
}

/** The newest that is known; whoever left long ago is known by their words alone. */
function usePerson(roomId: number, userId: number, given: MemberData | undefined): KnownPerson {
  const heard = useHouseState((state) => state.rooms[roomId]?.members[userId]);
  const said = useHouseState((state) => {
    const messages = Object.values(state.rooms[roomId]?.messages ?? {});
    return messages.findLast(({ author }) => author.user_id === userId)?.author.name;
  });
  const member = heard !== undefined && heard.seq >= (given?.seq ?? 0) ? heard : given;
  return { name: member?.name ?? said ?? '', member: member === undefined || member.left ? null : member };
}

export function PersonSheet({ roomId, userId, member: given, onRoom, onClose }: PersonSheetProps) {
  const { t } = useTranslation('keeping');
  const person = usePerson(roomId, userId, given);
  const [sanction, setSanction] = useState<SanctionName | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (sanction !== null) back.current?.focus();
  }, [sanction]);
  const name = person.name || t('someone');
  const Form = sanction === null ? null : SANCTIONS[sanction];
  return (
    <Sheet title={sanction === null ? name : t(`person.${sanction}`)} onClose={onClose}>
      {Form === null ? (
        <div className={forms.stack}>
          <Portrait roomId={roomId} userId={userId} person={person} />
          <PersonActs
            roomId={roomId}
            userId={userId}
            person={{ ...person, name }}
            onRoom={onRoom}
            onClose={onClose}
          />
          {person.member !== null && <Keeping member={person.member} onSanction={setSanction} />}
        </div>
      ) : (
        <>
          <button
            ref={back}
            type="button"
            className={`${controls.worded} ${styles.back}`}
            onClick={() => setSanction(null)}
          >
            <Icon name="back" />
            {t('back')}
          </button>
          <Form roomId={roomId} userId={userId} name={name} onDone={onClose} />
        </>
      )}
    </Sheet>
  );
}

function Portrait({ roomId, userId, person }: { roomId: number; userId: number; person: KnownPerson }) {
  const { t, i18n } = useTranslation(['keeping', 'translation']);
  const place = useHouseState((state) => state.rooms[roomId]?.present[userId]);
  const { member } = person;
  const muted = mutedUntil(member ?? undefined, Date.now());
  return (
    <div className={styles.portrait}>
      <Face
        seed={member?.avatar.seed ?? String(userId)}
        size={72}
        imageUrl={member?.avatar.image_url ?? null}
      />
      <div>
        <p>{member === null ? t('person.gone') : t(`role.${member.role}`)}</p>
        <p className={forms.quiet}>
          {t(place === undefined ? 'person.notHere' : `translation:room.${place}`)}
        </p>
        {muted !== null && (
          <p className={forms.quiet}>
            {t('person.mutedUntil', { when: formatMoment(muted, i18n.language, Date.now()) })}
          </p>
        )}
      </div>
    </div>
  );
}

interface KeepingProps {
  member: MemberData;
  onSanction: (sanction: SanctionName) => void;
}

/** What keepers and the owner may do about those below them. */
function Keeping({ member, onSanction }: KeepingProps) {
  const { t } = useTranslation('keeping');
  const role = useMyRole(member.room_id);
  const direct = useHouseState((state) => state.rooms[member.room_id]?.room.visibility === 'direct');
  const mine = useHouseState((state) => state.user?.id === member.user_id);
  if (mine || direct || !isAbove(role, member.role)) return null;
  const list: SanctionName[] = [
    ...(may(role, 'sanction') ? (['mute', 'remove', 'ban'] as const) : []),
    ...(may(role, 'hand_over') ? (['handOver'] as const) : []),
  ];
  if (list.length === 0) return null;
  return (
    <nav className={styles.ways} aria-label={t('person.keeping')}>
      {list.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.way}
          data-end={each === 'remove' || each === 'ban'}
          onClick={() => onSanction(each)}
        >
          {t(`person.${each}`)}
          <Icon name="next" />
        </button>
      ))}
    </nav>
  );
}
