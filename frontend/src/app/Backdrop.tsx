/** The fire behind everything, as warm as the open room. */
import { useHouseState } from '@/components/useHouse';
import { useLook } from '@/components/useLook';
import { Scene } from '@/features/scene/Scene';
import { warmthOf, watchLily } from '@/lib/circle';
import type { HouseState } from '@/lib/store';
import { useRail } from './useRail';

/** At the door one sees it burn. */
const WARMTH_AT_DOOR = 0.65;

const openRoom = (state: HouseState) =>
  state.openRoomId === null ? undefined : state.rooms[state.openRoomId];

export function Backdrop() {
  const { theme, still } = useLook();
  const rail = useRail();
  const warmth = useHouseState((state) => {
    const room = openRoom(state);
    return room === undefined ? WARMTH_AT_DOOR : warmthOf(room, Date.now());
  });
  const speaking = useHouseState((state) => {
    const room = openRoom(state);
    return room !== undefined && (room.typing.length > 0 || watchLily(room).state === 'writing');
  });
  return <Scene theme={theme} rail={rail} warmth={warmth} speaking={speaking} still={still} />;
}
