/** The acts of a message's menu, in words. Taking words back asks once more, in place. */
import { type ComponentProps, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import styles from './MessageMenu.module.css';

interface Item {
  readonly icon: ComponentProps<typeof Icon>['name'];
  readonly words: string;
  readonly act: () => void;
}

function copy(text: string): void {
  void navigator.clipboard?.writeText(text).catch(() => undefined); // missing on plain http
}

export function MenuItems({ message, onDone }: { message: SpokenMessage; onDone: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const items = useItems(message);
  if (asking) return <AskDelete message={message} onDone={onDone} />;
  return (
    <ul className={styles.items}>
      {items.map(({ icon, words, act }) => (
        <li key={icon}>
          <button
            type="button"
            className={styles.item}
            onClick={() => {
              onDone(); // first: what the act puts the focus on keeps it
              act();
            }}
          >
            <Icon name={icon} />
            {words}
          </button>
        </li>
      ))}
      {message.deletable && (
        <li>
          <button type="button" className={styles.item} data-danger="true" onClick={() => setAsking(true)}>
            <Icon name="trash" />
            {t('act.delete')}
          </button>
        </li>
      )}
    </ul>
  );
}

/** What one may do about somebody else who said it. */
function useAuthorItems({ id, roomId, kind, userId, mine, name }: SpokenMessage): Item[] {
  const { t } = useTranslation();
  const house = useHouse();
  if (kind !== 'user' || userId === null || mine) return [];
  const about = { roomId, userId };
  return [
    {
      icon: 'person',
      words: t('act.person', { name }),
      act: () => house.showCard({ kind: 'person', ...about }),
    },
    {
      icon: 'flag',
      words: t('act.report'),
      act: () => house.showCard({ kind: 'report', ...about, messageId: id }),
    },
  ];
}

function useItems(message: SpokenMessage): Item[] {
  const { id, roomId, createdSeq, editable, pinned, kept, text } = message;
  const { t } = useTranslation();
  const house = useHouse();
  const aboutAuthor = useAuthorItems(message);
  if (id === null) return [];
  const link = `${window.location.origin}/rooms/${roomId}/messages/${id}`;
  const edit: Item = { icon: 'edit', words: t('act.edit'), act: () => house.messages.startEdit(roomId, id) };
  return [
    { icon: 'reply', words: t('act.reply'), act: () => house.messages.startReply(roomId, id) },
    ...(editable ? [edit] : []),
    { icon: 'star', words: t(kept ? 'act.unkeep' : 'act.keep'), act: () => house.messages.keep(id, !kept) },
    { icon: 'pin', words: t(pinned ? 'act.unpin' : 'act.pin'), act: () => house.messages.pin(id, !pinned) },
    { icon: 'unread', words: t('act.unread'), act: () => house.markUnread(roomId, createdSeq ?? 0) },
    { icon: 'copy', words: t('act.copy'), act: () => copy(text) },
    { icon: 'link', words: t('act.link'), act: () => copy(link) },
    ...aboutAuthor,
  ];
}

function AskDelete({ message, onDone }: { message: SpokenMessage; onDone: () => void }) {
  const { t } = useTranslation();
  const house = useHouse();
  const takeBack = () => {
    onDone();
    if (message.id !== null) house.messages.remove(message.id);
  };
  return (
    <div className={styles.ask} role="alert">
      <p>{t('act.deleteAsk')}</p>
      <button type="button" className={styles.item} data-danger="true" onClick={takeBack}>
        {t('act.deleteYes')}
      </button>
      {/* biome-ignore lint/a11y/noAutofocus: the question took the place of the button that was pressed */}
      <button type="button" className={styles.item} autoFocus onClick={onDone}>
        {t('act.deleteNo')}
      </button>
    </div>
  );
}
