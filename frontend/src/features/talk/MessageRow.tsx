/** One message with its author's face, name and time, what hangs on it, and what may be done about it. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { shallow } from 'zustand/shallow';
import { Face } from '@/components/Face';
import { LilyFlower } from '@/components/LilyFlower';
import type { Reader } from '@/lib/receipts';
import type { SpokenMessage } from '@/lib/spoken';
import { formatMoment, formatTime } from '@/lib/times';
import { Attachments } from './Attachments';
import { HoverBar } from './HoverBar';
import { LilyState } from './LilyState';
import type { OpenMenu } from './MessageMenu';
import styles from './MessageRow.module.css';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { SeenBy } from './SeenBy';
import { SendState } from './SendState';
import { useRowHands } from './useRowHands';
import { Words } from './Words';

interface MessageRowProps {
  message: SpokenMessage;
  /** The first of a person's consecutive messages. */
  opens: boolean;
  /** This is what was looked for. */
  target: boolean;
  readers: readonly Reader[];
  language: string;
  onMenu: OpenMenu;
}

const sameReaders = (before: readonly Reader[], after: readonly Reader[]): boolean =>
  before.length === after.length && before.every((reader, index) => shallow(reader, after[index]));

/** Rows are made anew with every event; one is drawn again only when its words or state changed. */
export const MessageRow = memo(DrawnRow, (before, after) => {
  const { message, readers, ...rest } = before;
  const { message: nextMessage, readers: nextReaders, ...nextRest } = after;
  return shallow(rest, nextRest) && shallow(message, nextMessage) && sameReaders(readers, nextReaders);
});

/** What can be answered: words that stand. */
export function canAct({ id, deleted, kind, status, text }: SpokenMessage): boolean {
  if (id === null || deleted || kind === 'system') return false;
  return status === 'complete' || (status === 'stopped' && text !== '');
}

function DrawnRow(props: MessageRowProps) {
  return props.message.kind === 'system' ? <SystemRow message={props.message} /> : <SpokenRow {...props} />;
}

function SpokenRow({ message, opens, target, readers, language, onMenu }: MessageRowProps) {
  const hands = useRowHands(message, canAct(message), onMenu);
  const side = message.mine ? 'mine' : message.kind === 'lily' ? 'lily' : 'theirs';
  return (
    <article
      className={styles.row}
      data-side={side}
      data-opens={opens}
      data-target={target}
      data-message-id={message.id ?? ''}
      data-author-kind={message.kind}
      data-status={message.status}
      data-mentions-me={message.mentionsMe}
      tabIndex={-1}
      {...hands.listeners}
    >
      {!message.mine && <div className={styles.face}>{opens && <Portrait message={message} />}</div>}
      <div className={styles.body}>
        <Heading message={message} opens={opens} language={language} />
        <div className={styles.said}>
          <Bubble message={message} />
          {hands.near && canAct(message) && <HoverBar message={message} onMenu={onMenu} />}
        </div>
        <Marks message={message} language={language} />
        {message.reactions.length > 0 && <Reactions message={message} />}
        {message.kind === 'lily' && <LilyState message={message} />}
        {message.mine && <SendState message={message} />}
        {readers.length > 0 && <SeenBy readers={readers} />}
      </div>
    </article>
  );
}

function Bubble({ message }: { message: SpokenMessage }) {
  const hasFiles = message.attachments.length > 0;
  return (
    <div className={styles.bubble} data-files={hasFiles}>
      {message.quoteId !== null && <Quote message={message} />}
      <Words message={message} />
      {hasFiles && <Attachments files={message.attachments} />}
    </div>
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
function Heading({ message, opens, language }: Pick<MessageRowProps, 'message' | 'opens' | 'language'>) {
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

/** The quiet words beneath: edited, pinned, kept. */
function Marks({ message, language }: Pick<MessageRowProps, 'message' | 'language'>) {
  const { t } = useTranslation();
  const { editedAt, editorName, pinned, kept, deleted } = message;
  if (deleted || (editedAt === null && !pinned && !kept)) return null;
  const when = editedAt === null ? '' : formatMoment(editedAt, language, Date.now());
  const edit =
    editorName === null
      ? t('talk.editedAt', { when })
      : t('talk.editedByAt', { when, name: editorName || t('talk.someone') });
  return (
    <p className={styles.marks}>
      {editedAt !== null && <span title={edit}>{edit}</span>}
      {pinned && <span>{t('talk.pinned')}</span>}
      {kept && <span>★ {t('talk.kept')}</span>}
    </p>
  );
}
