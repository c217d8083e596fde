/** What a message answers, in two lines; a click goes there, and leaves a way back. */
import { useTranslation } from 'react-i18next';
import { useHouse } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import styles from './Quote.module.css';

export function Quote({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { id, roomId, quoteId, quoteKind, quoteName, quoteText } = message;
  if (quoteId === null) return null;
  const name = quoteKind === 'lily' ? t('lily.name') : quoteName || t('talk.someone');
  const held = quoteKind !== null;
  const words = quoteText ?? t(held ? 'talk.quoteGone' : 'talk.quoteFar');
  return (
    <button
      type="button"
      className={styles.quote}
      data-kind={quoteKind ?? 'user'}
      onClick={() => void house.history.jump(roomId, quoteId, id)}
    >
      {held && (
        <span className={styles.name}>
          <span className="visually-hidden">{t('talk.quoteLead')} </span>
          {`${name} `}
        </span>
      )}
      <span className={styles.words} data-gone={held && quoteText === null}>
        {words}
      </span>
    </button>
  );
}
