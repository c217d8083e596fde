/** Moves the person's read mark: what stood at the bottom before open eyes for a second is read. */
import { useEffect } from 'react';
import { useHouse } from '@/components/useHouse';
import { listMessages, type RoomState } from '@/lib/roomState';

const LOOK_MS = 1_000;

/** @param looking the newest words are on the screen, and not kept unread on purpose */
export function useReadMark(room: RoomState, looking: boolean): void {
  const house = useHouse();
  const roomId = room.room.id;
  const newest = listMessages(room).at(-1)?.created_seq ?? 0;

  useEffect(() => {
    if (!looking || newest === 0) return;
    const look = () => {
      if (document.visibilityState === 'visible') house.markRead(roomId, newest);
    };
    const timer = setTimeout(look, LOOK_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [house, roomId, newest, looking]);
}
