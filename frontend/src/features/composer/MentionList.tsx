/** Who may be meant by the @ that is being written. The focus stays in the field. */
import { useTranslation } from 'react-i18next';
import { Face } from '@/components/Face';
import { LilyFlower } from '@/components/LilyFlower';
import styles from './MentionList.module.css';
import type { Mentions } from './useMentions';

export function MentionList({ id, mentions }: { id: string; mentions: Mentions }) {
  const { t } = useTranslation();
  if (mentions.candidates.length === 0) return null;
  return (
    <div id={id} className={styles.list} role="listbox" aria-label={t('composer.mentions')}>
      {mentions.candidates.map((candidate, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={candidate.key}
          id={`${id}-${index}`}
          className={styles.person}
          role="option"
          tabIndex={-1}
          aria-selected={index === mentions.chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => mentions.take(candidate)}
        >
          <span className={styles.face}>
            {candidate.seed === null ? (
              <LilyFlower />
            ) : (
              <Face seed={candidate.seed} size={28} imageUrl={candidate.imageUrl} />
            )}
          </span>
          {candidate.name}
        </div>
      ))}
    </div>
  );
}
