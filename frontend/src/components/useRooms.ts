/** The calls about rooms, for the drawers and pages that need them; they stay out of the first load. */
import { useMemo } from 'react';
import { RoomsApi } from '@/lib/roomsApi';
import { useHouse } from './useHouse';

export function useRooms(): RoomsApi {
  const { api } = useHouse();
  return useMemo(() => new RoomsApi(api), [api]);
}
