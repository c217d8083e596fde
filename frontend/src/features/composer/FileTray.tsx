/** What goes along with the next words: each file with how far it is, why it did not come, and a way to let it go. */
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouse } from '@/components/useHouse';
import { formatBytes } from '@/lib/fileSize';
import type { Upload } from '@/lib/store';
import styles from './FileTray.module.css';

export default function FileTray({ uploads }: { uploads: readonly Upload[] }) {
  const { t } = useTranslation('files');
  return (
    <ul className={styles.tray} aria-label={t('tray')}>
      {uploads.map((upload) => (
        <Card key={upload.key} upload={upload} />
      ))}
    </ul>
  );
}

function Card({ upload }: { upload: Upload }) {
  const { t } = useTranslation('files');
  const house = useHouse();
  const { key, name, preview, state, problem } = upload;
  return (
    <li className={styles.card} data-state={state}>
      <span className={styles.picture}>
        {preview === null ? <Icon name="file" /> : <img src={preview} alt="" />}
      </span>
      <span className={styles.about}>
        <span className={styles.name} title={name}>
          {name}
        </span>
        <State upload={upload} />
      </span>
      {problem?.again && (
        <button
          type="button"
          className={styles.act}
          aria-label={t('retry', { name })}
          title={t('retryShort')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => house.uploads.retry(key)}
        >
          <Icon name="again" />
        </button>
      )}
      <button
        type="button"
        className={styles.act}
        aria-label={t(state === 'going' ? 'cancel' : 'remove', { name })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => house.uploads.remove(key)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function State({ upload: { state, share, bytes, problem, name } }: { upload: Upload }) {
  const { t, i18n } = useTranslation('files');
  if (problem !== null) {
    return (
      <span className={styles.problem} role="alert">
        {problem.words || t(`problem.${problem.key}`, { limit: problem.limit })}
      </span>
    );
  }
  if (state === 'done') return <span className={styles.size}>{formatBytes(bytes, i18n.language)}</span>;
  return (
    <>
      <span className={styles.size}>
        {state === 'waiting' ? t('waiting') : share === 1 ? t('looking') : formatBytes(bytes, i18n.language)}
      </span>
      <progress className={styles.bar} aria-label={t('progress', { name })} value={share} max={1} />
    </>
  );
}
