/** The first page of the drawer: the room, what it is to me, and the ways to all that may be done. */
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import forms from '@/components/form.module.css';
import { Icon } from '@/components/Icon';
import { Labelled } from '@/components/Labelled';
import { useHouse, useHouseState } from '@/components/useHouse';
import { may, type Role } from '@/lib/roomRights';
import type { RoomData, RoomSummary } from '@/protocol/frames.gen';
import styles from './Keeping.module.css';
import type { PartName } from './part';
import { useMyRole } from './useMyRole';

interface AboutRoomProps {
  room: RoomData;
  /** The page one comes back from. */
  focusOn: PartName | null;
  onPart: (part: PartName) => void;
  onKept: () => void;
}

/** Only what the role may do is shown. */
function listParts(room: RoomData, role: Role | null, fireplace: boolean): PartName[] {
  if (room.visibility === 'direct') return ['change', 'end'];
  const all: [PartName, boolean][] = [
    ['members', true],
    ['invites', may(role, 'invite')],
    ['requests', may(role, 'let_in') && !fireplace],
    ['reports', may(role, 'decide_reports')],
    ['bans', may(role, 'sanction')],
    ['change', may(role, 'change_room')],
    ['end', !fireplace],
  ];
  return all.filter(([, shown]) => shown).map(([part]) => part);
}

export function AboutRoom({ room, focusOn, onPart, onKept }: AboutRoomProps) {
  const { t } = useTranslation(['keeping', 'translation']);
  const role = useMyRole(room.id);
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const summary = useHouseState((state) => state.me?.summaries[room.id]);
  const returned = useRef<HTMLButtonElement>(null);
  useEffect(() => returned.current?.focus(), []);
  return (
    <div className={forms.stack}>
      {room.topic !== '' && <p className={styles.topic}>{room.topic}</p>}
      <Facts room={room} role={role} />
      {summary !== undefined && <MyRoom summary={summary} />}
      <nav className={styles.ways} aria-label={t('ways')}>
        <button type="button" className={styles.way} onClick={onKept}>
          {t('translation:controls.kept')}
          <Icon name="next" />
        </button>
        {listParts(room, role, room.id === fireplaceId).map((part) => (
          <button
            key={part}
            ref={part === focusOn ? returned : null}
            type="button"
            className={styles.way}
            data-end={part === 'end'}
            onClick={() => onPart(part)}
          >
            {t(part === 'end' && !may(role, 'rule_room') ? 'part.leave' : `part.${part}`)}
            <Icon name="next" />
          </button>
        ))}
      </nav>
    </div>
  );
}

function Facts({ room, role }: { room: RoomData; role: Role | null }) {
  const { t } = useTranslation(['keeping', 'translation']);
  const direct = room.visibility === 'direct';
  const facts = [
    t(`visibility.${room.visibility}`),
    !direct && t(`history.${room.history}`),
    room.capacity !== null && t('capacity', { count: room.capacity }),
    room.slow_seconds > 0 && t('translation:composer.slow', { count: room.slow_seconds }),
    t(`translation:lilyMode.${room.lily}`),
    role !== null && !direct && t('myRole', { role: t(`role.${role}`) }),
  ];
  return (
    <ul className={styles.facts}>
      {facts
        .filter((fact) => fact !== false)
        .map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
    </ul>
  );
}

function MyRoom({ summary }: { summary: RoomSummary }) {
  const { t } = useTranslation('translation');
  const house = useHouse();
  const { id } = summary.room;
  return (
    <div className={forms.part}>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={summary.favorite}
          onChange={(event) => void house.mine.changeRoom(id, { favorite: event.target.checked })}
        />
        {t('kept.favoriteRoom')}
      </label>
      <Labelled label={t('kept.notify')}>
        {(ids) => (
          <select
            {...ids}
            value={summary.notify}
            onChange={(event) =>
              void house.mine.changeRoom(id, { notify: event.target.value as RoomSummary['notify'] })
            }
          >
            {(['all', 'mentions', 'none'] as const).map((notify) => (
              <option key={notify} value={notify}>
                {t(`kept.${notify}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
    </div>
  );
}
