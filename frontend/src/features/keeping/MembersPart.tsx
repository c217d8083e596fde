/** Everyone who belongs to a room, by name; each leads to their card. */
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Face } from '@/components/Face';
import forms from '@/components/form.module.css';
import { Labelled } from '@/components/Labelled';
import { useAsked } from '@/components/useAsked';
import { useHouse, useHouseState } from '@/components/useHouse';
import { useRooms } from '@/components/useRooms';
import { isFound } from '@/lib/roomList';
import type { MemberData } from '@/protocol/frames.gen';
import styles from './Keeping.module.css';
import type { PartProps } from './part';
import { ListState } from './Trouble';

/** So many that one looks for somebody rather than at them. */
const MANY = 8;

export function MembersPart({ room }: PartProps) {
  const { t } = useTranslation(['keeping', 'translation']);
  const house = useHouse();
  const myId = useHouseState((state) => state.user?.id);
  const held = useHouseState((state) => state.rooms[room.id]?.members);
  const { asked, people, more } = useMembers(room.id);
  const [typed, setTyped] = useState('');
  // what was heard since is newer than the list
  const now = people.map((person) => newer(person, held?.[person.user_id])).filter(({ left }) => !left);
  return (
    <div className={forms.stack}>
      {now.length > MANY && (
        <Labelled label={t('members.search')}>
          {(ids) => (
            <input {...ids} type="search" value={typed} onChange={(event) => setTyped(event.target.value)} />
          )}
        </Labelled>
      )}
      <ListState asked={asked} empty={null} />
      <ul className={styles.people}>
        {now
          .filter(({ name }) => isFound(typed, name))
          .map((member) => ({ member, ...member }))
          .map(({ member, user_id, name, avatar, role }) => (
            <li key={user_id}>
              <button
                type="button"
                className={styles.person}
                onClick={() => house.showCard({ kind: 'person', roomId: room.id, userId: user_id, member })}
              >
                <Face seed={avatar.seed} size={40} imageUrl={avatar.image_url} />
                <span className={styles.personName}>
                  {user_id === myId ? t('translation:room.me', { name }) : name}
                </span>
                <span className={forms.quiet}>{t(`role.${role}`)}</span>
              </button>
            </li>
          ))}
      </ul>
      {more !== null && (
        <button type="button" className={controls.worded} onClick={more}>
          {t('members.more')}
        </button>
      )}
    </div>
  );
}

const newer = (listed: MemberData, heard: MemberData | undefined): MemberData =>
  heard !== undefined && heard.seq > listed.seq ? heard : listed;

/** Page by page. */
function useMembers(roomId: number) {
  const rooms = useRooms();
  const [after, setAfter] = useState<number | null>(null);
  const [people, setPeople] = useState<readonly MemberData[]>([]);
  const ask = useCallback(() => rooms.members(roomId, after), [rooms, roomId, after]);
  const asked = useAsked(ask);
  const page = asked.value;
  useEffect(() => {
    if (page === null) return;
    setPeople((held) => {
      const known = new Set(held.map(({ user_id }) => user_id));
      return [...held, ...page.members.filter(({ user_id }) => !known.has(user_id))];
    });
  }, [page]);
  const next = page?.next ?? null;
  return { asked, people, more: next === null ? null : () => setAfter(next) };
}
