/** Who somebody is, or a report about them, over the room; fetched when it is first asked for. */
import { lazy, Suspense, useEffect } from 'react';
import { useLocation } from 'wouter';
import { useHouse, useHouseState } from '@/components/useHouse';

const PersonSheet = lazy(() =>
  import('@/features/keeping/PersonSheet').then((chunk) => ({ default: chunk.PersonSheet })),
);
const ReportSheet = lazy(() =>
  import('@/features/keeping/ReportSheet').then((chunk) => ({ default: chunk.ReportSheet })),
);

export function Cards() {
  const house = useHouse();
  const [, navigate] = useLocation();
  const card = useHouseState((state) => state.card);
  useEffect(() => () => house.showCard(null), [house]); // it goes with its room
  if (card === null) return null;
  const close = () => {
    if (house.store.getState().card === card) house.showCard(null); // or another took its place
  };
  return (
    <Suspense fallback={null}>
      {card.kind === 'person' ? (
        <PersonSheet
          key={card.userId}
          {...card}
          onClose={close}
          onRoom={(roomId) => navigate(`/rooms/${roomId}`)}
        />
      ) : (
        <ReportSheet {...card} onClose={close} />
      )}
    </Suspense>
  );
}
