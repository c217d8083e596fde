/** One message with its author's face, name and time, and what may be done about it. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shallow } from 'zustand/shallow';
import { Face } from '@/components/Face';
import { LilyFlower } from '@/components/LilyFlower';
import type { SpokenMessage } from '@/lib/timeline';
import { formatTime } from '@/lib/times';
import { LilyState } from './LilyState';
import styles from './MessageRow.module.css';
import { SendState } from './SendState';

interface MessageRowProps {
  message: SpokenMessage;
  /** The first of a person's consecutive messages. */
  opens: boolean;
  language: string;
}

/** Rows are made anew with every event; one is drawn again only when its words or state changed. */
export const MessageRow = memo(DrawnRow, (before, after) => {
  const same = before.opens === after.opens && before.language === after.language;
  return same && shallow(before.message, after.message);
});

function DrawnRow({ message, opens, language }: MessageRowProps) {
  if (message.kind === 'system') return <SystemRow message={message} />;
  const side = message.mine ? 'mine' : message.kind === 'lily' ? 'lily' : 'theirs';
  return (
    <article
      className={styles.row}
      data-side={side}
      data-opens={opens}
      data-message-id={message.id ?? ''}
      data-author-kind={message.kind}
      data-status={message.status}
    >
      {!message.mine && <div className={styles.face}>{opens && <Portrait message={message} />}</div>}
      <div className={styles.body}>
        <Heading message={message} opens={opens} language={language} />
        <Words message={message} />
        {message.kind === 'lily' && <LilyState message={message} />}
        {message.mine && <SendState message={message} />}
      </div>
    </article>
  );
}

function SystemRow({ message }: { message: SpokenMessage }) {
  return (
    <p
      className={styles.system}
      data-message-id={message.id ?? ''}
      data-author-kind="system"
      data-status={message.status}
    >
      {message.text}
    </p>
  );
}

function Portrait({ message }: { message: SpokenMessage }) {
  if (message.kind === 'lily') return <LilyFlower />;
  if (message.imageUrl !== null) return <img className={styles.picture} src={message.imageUrl} alt="" />;
  return <Face seed={message.seed} />;
}

/** Who and when. Every message says it to a screen reader; the eye needs it once a turn, and not for its own words. */
function Heading({ message, opens, language }: MessageRowProps) {
  const { t } = useTranslation();
  const name = message.kind === 'lily' ? t('lily.name') : message.name || t('talk.someone');
  return (
    <p className={opens ? styles.heading : 'visually-hidden'}>
      <span className={message.mine ? 'visually-hidden' : styles.name}>{name}</span>
      <time className={styles.time} dateTime={new Date(message.at).toISOString()}>
        {formatTime(message.at, language)}
      </time>
    </p>
  );
}

function Words({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  if (message.deleted) {
    return (
      <div className={styles.words} data-deleted="true">
        {t('talk.deleted')}
      </div>
    );
  }
  if (message.text === '') return null;
  return <div className={styles.words}>{message.text}</div>;
}
