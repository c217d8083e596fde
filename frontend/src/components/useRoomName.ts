/** What a room is called on the screen: the fireplace in each language, the one of two people by the other, every other its own. */
import { useTranslation } from 'react-i18next';
import { useHouseState } from './useHouse';

export function useRoomName(roomId: number, storedName: string | undefined): string {
  const { t } = useTranslation();
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const partner = useHouseState((state) => state.me?.summaries[roomId]?.partner ?? null);
  if (partner !== null) return partner.name || t('talk.someone');
  return roomId === fireplaceId ? t('room.fireplace') : (storedName ?? '');
}
