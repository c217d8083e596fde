/** The small faces of those who have read up to here. */
import { useTranslation } from 'react-i18next';
import { Face } from '@/components/Face';
import type { Reader } from '@/lib/receipts';
import styles from './MessageRow.module.css';

const MOST_FACES = 5;
const FACE_PX = 16;

export function SeenBy({ readers }: { readers: readonly Reader[] }) {
  const { t } = useTranslation();
  const names = readers.map(({ name }) => name).join(', ');
  const words = t('talk.seenBy', { names });
  const more = readers.length - MOST_FACES;
  return (
    <div className={styles.seen} role="img" aria-label={words} title={words}>
      {readers.slice(0, MOST_FACES).map(({ id, seed, imageUrl }) => (
        <Face key={id} seed={seed} size={FACE_PX} imageUrl={imageUrl} />
      ))}
      {more > 0 && <span>+{more}</span>}
    </div>
  );
}
