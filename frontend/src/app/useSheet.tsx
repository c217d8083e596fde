/** The drawer that is open, fetched when it is first asked for; what is chosen there opens in its place. */
import { lazy, Suspense, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { useHouse } from '@/components/useHouse';
import type { OpenSheet } from './RoomHeader';
import { useSearchKey } from './useSearchKey';

const KeptSheet = lazy(() =>
  import('@/features/places/KeptSheet').then((chunk) => ({ default: chunk.KeptSheet })),
);
const RoomSheet = lazy(() =>
  import('@/features/keeping/RoomSheet').then((chunk) => ({ default: chunk.RoomSheet })),
);
const BellSheet = lazy(() =>
  import('@/features/places/BellSheet').then((chunk) => ({ default: chunk.BellSheet })),
);
const SearchSheet = lazy(() =>
  import('@/features/search/SearchSheet').then((chunk) => ({ default: chunk.SearchSheet })),
);

export function useSheet(roomId: number) {
  const house = useHouse();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<OpenSheet | null>(null);
  const close = () => setOpen(null);
  useSearchKey(useCallback(() => setOpen('search'), []));
  const goTo = (placeId: number, messageId: number | null) => {
    close();
    if (placeId === roomId && messageId !== null) void house.history.jump(roomId, messageId);
    else navigate(messageId === null ? `/rooms/${placeId}` : `/rooms/${placeId}/messages/${messageId}`);
  };
  const sheet = open !== null && (
    <Suspense fallback={null}>
      {open === 'room' && (
        <RoomSheet
          roomId={roomId}
          onKept={() => setOpen('kept')}
          onGone={() => navigate('/rooms')}
          onClose={close}
        />
      )}
      {open === 'kept' && <KeptSheet roomId={roomId} onOpen={goTo} onClose={close} />}
      {open === 'bell' && <BellSheet onOpen={goTo} onClose={close} />}
      {open === 'search' && <SearchSheet roomId={roomId} onOpen={goTo} onClose={close} />}
    </Suspense>
  );
  return { openSheet: setOpen, sheet };
}
