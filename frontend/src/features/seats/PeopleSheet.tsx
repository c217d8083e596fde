/** Everyone at the fire, in a drawer at the right or a sheet from below. */
import { useTranslation } from 'react-i18next';
import { Face } from '@/components/Face';
import { Sheet } from '@/components/Sheet';
import styles from './PeopleSheet.module.css';
import type { SeatedPerson } from './seating';

interface PeopleSheetProps {
  people: readonly SeatedPerson[];
  /** Shows who somebody is. */
  onPerson: (id: number) => void;
  onClose: () => void;
}

export function PeopleSheet({ people, onPerson, onClose }: PeopleSheetProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={t('room.circle')} onClose={onClose}>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id} data-away={person.state === 'away'}>
            <button type="button" className={styles.person} onClick={() => onPerson(person.id)}>
              <Face seed={person.seed} size={44} imageUrl={person.imageUrl} />
              <span className={styles.name}>
                {person.mine ? t('room.me', { name: person.name }) : person.name}
              </span>
              <span className={styles.state}>{t(`room.${person.state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
