/** The reactions under a message as small tags: how many, who, and whether one's own is among them. */
import { useTranslation } from 'react-i18next';
import { useHouse, useHouseState } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import type { Reaction } from '@/protocol/frames.gen';
import styles from './Reactions.module.css';

const MOST_NAMED = 12;

export function Reactions({ message }: { message: SpokenMessage }) {
  const { id, roomId, reactions } = message;
  if (id === null) return null;
  return (
    <div className={styles.tags}>
      {reactions.map((reaction) => (
        <Tag key={reaction.emoji} messageId={id} roomId={roomId} reaction={reaction} />
      ))}
    </div>
  );
}

function Tag({ messageId, roomId, reaction }: { messageId: number; roomId: number; reaction: Reaction }) {
  const { t } = useTranslation();
  const house = useHouse();
  const myId = useHouseState((state) => state.user?.id ?? 0);
  const members = useHouseState((state) => state.rooms[roomId]?.members);
  const { emoji, count, user_ids } = reaction;
  const mine = user_ids.includes(myId);
  const named = user_ids.slice(0, MOST_NAMED).map((id) => members?.[id]?.name ?? t('talk.someone'));
  const others = count - named.length;
  const names = others > 0 ? [...named, t('act.andOthers', { count: others })] : named;
  const words = t('act.reaction', { emoji, count, names: names.join(', ') });
  return (
    <button
      type="button"
      className={styles.tag}
      aria-pressed={mine}
      aria-label={words}
      title={names.join(', ')}
      onClick={() => house.messages.react(messageId, emoji, !mine)}
    >
      <span aria-hidden="true">{emoji}</span>
      <span aria-hidden="true" className={styles.count}>
        {count}
      </span>
    </button>
  );
}
