/** A room as its people see it: what it is, what it is to me; and for those who keep it, all that they have to see to. */
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { Sheet } from '@/components/Sheet';
import { useHouseState } from '@/components/useHouse';
import { useRoomName } from '@/components/useRoomName';
import { may } from '@/lib/roomRights';
import { AboutRoom } from './AboutRoom';
import { BansPart } from './BansPart';
import { ChangePart } from './ChangePart';
import { EndPart } from './EndPart';
import { InvitesPart } from './InvitesPart';
import styles from './Keeping.module.css';
import { MembersPart } from './MembersPart';
import type { PartName, PartProps } from './part';
import { ReportsPart } from './ReportsPart';
import { RequestsPart } from './RequestsPart';
import { useMyRole } from './useMyRole';

const PARTS: Readonly<Record<PartName, ComponentType<PartProps>>> = {
  change: ChangePart,
  members: MembersPart,
  invites: InvitesPart,
  requests: RequestsPart,
  reports: ReportsPart,
  bans: BansPart,
  end: EndPart,
};

interface RoomSheetProps {
  roomId: number;
  /** To what is pinned and kept. */
  onKept: () => void;
  onGone: () => void;
  onClose: () => void;
}

export function RoomSheet({ roomId, onKept, onGone, onClose }: RoomSheetProps) {
  const { t } = useTranslation('keeping');
  const held = useHouseState((state) => state.rooms[roomId]?.room);
  const name = useRoomName(roomId, held?.name);
  const role = useMyRole(roomId);
  const [part, setPart] = useState<PartName | null>(null);
  const [from, setFrom] = useState<PartName | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (part !== null) back.current?.focus();
  }, [part]);
  if (held === undefined) return null;

  const goBack = () => {
    setFrom(part);
    setPart(null);
  };
  const leaves = part === 'end' && !may(role, 'rule_room');
  const Part = part === null ? null : PARTS[part];
  return (
    <Sheet title={part === null ? name : t(leaves ? 'part.leave' : `part.${part}`)} onClose={onClose}>
      {Part === null ? (
        <AboutRoom room={held} focusOn={from} onPart={setPart} onKept={onKept} />
      ) : (
        <>
          <button ref={back} type="button" className={`${controls.worded} ${styles.back}`} onClick={goBack}>
            <Icon name="back" />
            {t('back')}
          </button>
          <Part
            room={held}
            onDone={goBack}
            onGone={() => {
              onClose();
              onGone();
            }}
          />
        </>
      )}
    </Sheet>
  );
}
