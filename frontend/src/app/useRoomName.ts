/** What a room is called on the screen: the fireplace has a name in each language, every other room its own. */
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';

export function useRoomName(roomId: number, storedName: string | undefined): string {
  const { t } = useTranslation();
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  return roomId === fireplaceId ? t('room.fireplace') : (storedName ?? '');
}
