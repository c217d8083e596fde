/** Whether there is a rail of rooms: one room alone needs none, and then the fire stands in the middle of the window. */
import { useHouseState } from '@/components/useHouse';

export function useRail(): boolean {
  return useHouseState((state) => Object.keys(state.me?.summaries ?? {}).length > 1);
}
