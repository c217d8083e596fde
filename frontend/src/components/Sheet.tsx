/** A drawer at the right, or a sheet from below on a phone. Escape closes it; the focus goes back by itself. */
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import controls from './controls.module.css';
import { Icon } from './Icon';
import styles from './Sheet.module.css';

interface SheetProps {
  title: string;
  /** Wider, and on a phone always as high as it gets: what is in it changes while one writes. */
  roomy?: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function Sheet({ title, roomy = false, onClose, children }: SheetProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  // before the effects of what is in it: opening puts the focus on the first button, and they may put it elsewhere
  useLayoutEffect(() => {
    const before = document.activeElement;
    if (!dialog.current?.open) dialog.current?.showModal();
    return () => {
      // put away without being closed: nothing gave the focus back
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      data-roomy={roomy}
      aria-labelledby={titleId}
      closedby="any"
      onClose={onClose}
    >
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <button
          type="button"
          className={controls.round}
          aria-label={t('controls.close')}
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
