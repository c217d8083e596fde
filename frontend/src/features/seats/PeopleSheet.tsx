/** Everyone at the fire, in a drawer at the right or a sheet from below. Escape closes it; the focus goes back by itself. */
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Face } from '@/components/Face';
import { Icon } from '@/components/Icon';
import styles from './PeopleSheet.module.css';
import type { SeatedPerson } from './seating';

export function PeopleSheet({ people, onClose }: { people: readonly SeatedPerson[]; onClose: () => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  return (
    <dialog ref={dialog} className={styles.sheet} aria-labelledby={titleId} closedby="any" onClose={onClose}>
      <header className={styles.header}>
        <h2 id={titleId} className={styles.title}>
          {t('room.circle')}
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
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id} className={styles.person} data-away={person.state === 'away'}>
            <Face seed={person.seed} size={44} imageUrl={person.imageUrl} />
            <span className={styles.name}>
              {person.mine ? t('room.me', { name: person.name }) : person.name}
            </span>
            <span className={styles.state}>{t(`room.${person.state}`)}</span>
          </li>
        ))}
      </ul>
    </dialog>
  );
}
