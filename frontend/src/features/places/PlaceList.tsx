/** A list of messages that lead to where they were said. */
import { useTranslation } from 'react-i18next';
import { nameThen } from '@/lib/spoken';
import { formatMoment } from '@/lib/times';
import type { MessageData } from '@/protocol/frames.gen';
import styles from './Places.module.css';

interface PlaceListProps {
  messages: readonly MessageData[];
  empty: string;
  onOpen: (message: MessageData) => void;
}

export function PlaceList({ messages, empty, onOpen }: PlaceListProps) {
  const { t, i18n } = useTranslation();
  if (messages.length === 0) return <p className={styles.empty}>{empty}</p>;
  return (
    <ul className={styles.list}>
      {messages.map((message) => (
        <li key={message.id}>
          <button type="button" className={styles.place} onClick={() => onOpen(message)}>
            <span className={styles.who}>
              {message.author.kind === 'lily'
                ? t('lily.name')
                : nameThen(message.author) || t('talk.someone')}
              <time className={styles.when} dateTime={message.created_at}>
                {formatMoment(Date.parse(message.created_at), i18n.language, Date.now())}
              </time>
            </span>
            <span className={styles.words}>{message.deleted ? t('talk.deleted') : message.text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
