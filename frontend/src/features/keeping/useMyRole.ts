/** What I am in a room, newest word wins; null where I do not belong. */
import { useHouseState } from '@/components/useHouse';
import type { Role } from '@/lib/roomRights';
import { roleIn } from '@/lib/roomState';

export function useMyRole(roomId: number): Role | null {
  return useHouseState((state) => {
    const room = state.rooms[roomId];
    if (room !== undefined) return roleIn(room, state.user?.id ?? 0);
    return state.me?.summaries[roomId]?.room.my_role ?? null;
  });
}
