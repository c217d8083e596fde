/** Who is writing right now; one line that is always there, so that nothing jumps. */
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import type { RoomState } from '@/lib/roomState';
import styles from './TypingLine.module.css';

export function TypingLine({ room, myId }: { room: RoomState | undefined; myId: number }) {
  const { t } = useTranslation();
  const blocked = useHouseState((state) => state.me?.settings?.blocked);
  const names = (room?.typing ?? [])
    .filter((id) => id !== myId && !blocked?.includes(id))
    .map((id) => room?.members[id]?.name ?? t('talk.someone'));
  const [first, second] = names;
  const form = names.length > 2 ? 'many' : names.length === 2 ? 'two' : 'one';
  return (
    <p className={styles.line} data-shown={names.length > 0}>
      {names.length > 0 && t(`typing.${form}`, { first, second })}
    </p>
  );
}
