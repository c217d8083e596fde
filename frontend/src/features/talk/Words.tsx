/** What was said, with the names that are meant in the light; or that it was taken back. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { splitMentions } from '@/lib/mentions';
import type { SpokenMessage } from '@/lib/spoken';
import styles from './MessageRow.module.css';

export function Words({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  const { text, mentionNames } = message;
  const pieces = useMemo(() => splitMentions(text, mentionNames), [text, mentionNames]);
  if (message.deleted) {
    return (
      <div className={styles.words} data-deleted="true">
        {t('talk.deleted')}
      </div>
    );
  }
  if (text === '') return null;
  if (mentionNames === '') return <div className={styles.words}>{text}</div>;
  let at = 0;
  return (
    <div className={styles.words}>
      {pieces.map((piece) => {
        const key = at;
        at += piece.text.length;
        return piece.mention ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
      })}
    </div>
  );
}
