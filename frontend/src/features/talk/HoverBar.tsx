/** What one reaches for most, beside the words while the pointer or the focus is there. */
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import styles from './HoverBar.module.css';
import type { OpenMenu } from './MessageMenu';

export function HoverBar({ message, onMenu }: { message: SpokenMessage; onMenu: OpenMenu }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { id, roomId } = message;
  if (id === null) return null;
  return (
    <div className={styles.bar} data-mine={message.mine} role="toolbar" aria-label={t('act.bar')}>
      <Act icon="reply" name={t('act.reply')} onAct={() => house.messages.startReply(roomId, id)} />
      <Act icon="smile" name={t('act.react')} onAct={(at) => onMenu(message, at, 'react')} />
      <Act icon="more" name={t('act.more')} onAct={(at) => onMenu(message, at, 'menu')} />
    </div>
  );
}

interface ActProps {
  icon: ComponentProps<typeof Icon>['name'];
  name: string;
  onAct: (at: HTMLElement) => void;
}

function Act({ icon, name, onAct }: ActProps) {
  return (
    <button
      type="button"
      className={styles.act}
      aria-label={name}
      title={name}
      onMouseDown={(event) => event.preventDefault()} // whoever writes goes on writing
      onClick={(event) => onAct(event.currentTarget)}
    >
      <Icon name={icon} />
    </button>
  );
}
