/** Above the pill: what is answered or edited, and a way out of it. */
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { fileNames, nameOf } from '@/lib/spoken';
import type { Composing } from '@/lib/store';
import styles from './ComposingBar.module.css';

export function ComposingBar({ composing }: { composing: Composing }) {
  const { t } = useTranslation();
  const house = useHouse();
  const room = useHouseState((state) => state.rooms[composing.roomId]);
  const message = room?.messages[composing.messageId];
  if (room === undefined || message === undefined) return null;
  const name = message.author.kind === 'lily' ? t('lily.name') : nameOf(room, message) || t('talk.someone');
  return (
    <div className={styles.bar}>
      <Icon name={composing.kind === 'reply' ? 'reply' : 'edit'} />
      <p className={styles.quote}>
        <span className={styles.what}>
          {composing.kind === 'reply' ? t('composer.replyTo', { name }) : t('composer.editing')}
        </span>
        <span className={styles.words}>
          {message.deleted ? t('talk.deleted') : message.text || fileNames(message.attachments)}
        </span>
      </p>
      <button
        type="button"
        className={styles.cancel}
        aria-label={t('composer.cancel')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => house.messages.endComposing()}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
