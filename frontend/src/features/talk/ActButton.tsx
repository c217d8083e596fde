/** A button under a message that does its work and vanishes. The focus is not lost with it, and a mouse never takes it. */
import type { ComponentProps, ReactNode } from 'react';
import { Icon } from '@/components/Icon';
import styles from './MessageState.module.css';

interface ActButtonProps {
  icon?: ComponentProps<typeof Icon>['name'];
  onAct: () => void;
  children: ReactNode;
}

export function ActButton({ icon, onAct, children }: ActButtonProps) {
  const act = (button: HTMLButtonElement): void => {
    if (document.activeElement === button) {
      button.closest<HTMLElement>('[role="log"]')?.focus({ preventScroll: true });
    }
    onAct();
  };
  return (
    <button
      type="button"
      className={styles.act}
      onMouseDown={(event) => event.preventDefault()} // whoever writes goes on writing
      onClick={(event) => act(event.currentTarget)}
    >
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}
