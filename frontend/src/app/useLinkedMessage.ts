/** A link to a message: shows it once the room is there, and drops it from the address when one goes back to now. */
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useHouse, useHouseState } from '@/components/useHouse';

export function useLinkedMessage(roomId: number, messageId: number | null): void {
  const house = useHouse();
  const [, navigate] = useLocation();
  const ready = useHouseState((state) => state.rooms[roomId] !== undefined);
  const viewed = useHouseState((state) => state.view !== null);
  const shown = useRef(false);

  useEffect(() => {
    shown.current = false;
    if (ready && messageId !== null) void house.history.jump(roomId, messageId);
  }, [house, roomId, messageId, ready]);

  useEffect(() => {
    if (viewed) shown.current = true;
    else if (shown.current && messageId !== null) navigate(`/rooms/${roomId}`, { replace: true });
  }, [viewed, roomId, messageId, navigate]);
}
