/** The circle before the hearth, from what the room's state says of it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHouse } from '@/components/useHouse';
import { PeopleSheet } from '@/features/seats/PeopleSheet';
import { type SeatedPerson, Seats } from '@/features/seats/Seats';
import { listSitting, watchLily } from '@/lib/circle';
import type { RoomState } from '@/lib/roomState';
import { useSpeaking } from './useSpeaking';

const MOST_SEATS = 7;

interface SeatedCircleProps {
  room: RoomState;
  myId: number;
  rail: boolean;
}

export function SeatedCircle({ room, myId, rail }: SeatedCircleProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const [listOpen, setListOpen] = useState(false);
  const speaking = useSpeaking(room);
  const people = listSitting(room, myId).map((person) => ({ ...person, speaking: speaking.has(person.id) }));
  const lily = watchLily(room);

  const describe = ({ name, state, speaking: speaks }: SeatedPerson): string => {
    if (speaks) return t('room.speaking', { name });
    return state === 'away' ? t('room.personAway', { name }) : name;
  };
  const showPerson = (userId: number) => house.showCard({ kind: 'person', roomId: room.room.id, userId });
  const lilyDoes = { quiet: 'lily.name', reading: 'lily.queued', writing: 'lily.writing' } as const;
  return (
    <>
      <Seats
        people={people}
        lily={{ present: room.room.lily !== 'off', name: t('lily.name'), ...lily }}
        maxSeats={MOST_SEATS}
        rail={rail}
        label={t('room.circle')}
        moreLabel={(count) => t('room.moreSeats', { count })}
        describe={describe}
        describeLily={() => t(lilyDoes[lily.state])}
        onMore={() => setListOpen(true)}
        onPerson={showPerson}
      />
      {listOpen && <PeopleSheet people={people} onPerson={showPerson} onClose={() => setListOpen(false)} />}
    </>
  );
}
