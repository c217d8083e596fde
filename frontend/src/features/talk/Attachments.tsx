/** What hangs on a message: pictures side by side, documents to fetch, sounds to hear. Their places are kept from the start. */
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { formatBytes } from '@/lib/fileSize';
import type { AttachmentData } from '@/protocol/frames.gen';
import styles from './Attachments.module.css';

const MOST_WIDTH_PX = 360;
const MOST_HEIGHT_PX = 320;

export function Attachments({ files }: { files: readonly AttachmentData[] }) {
  const pictures = files.filter(({ kind }) => kind === 'image');
  return (
    <div className={styles.files}>
      {pictures.length > 0 && (
        <div className={styles.pictures} data-count={Math.min(pictures.length, 4)}>
          {pictures.map((file) => (
            <Picture key={file.id} file={file} alone={pictures.length === 1} />
          ))}
        </div>
      )}
      {files.map((file) => {
        if (file.kind === 'document') return <Document key={file.id} file={file} />;
        return file.kind === 'audio' ? <Sound key={file.id} file={file} /> : null;
      })}
    </div>
  );
}

/** A picture by itself has its own shape, within bounds. */
function placeOf({ width, height, placeholder }: AttachmentData, alone: boolean): CSSProperties {
  const [wide, high] = [width ?? 4, height ?? 3];
  const scale = Math.min(1, MOST_WIDTH_PX / wide, MOST_HEIGHT_PX / high);
  return {
    ...(alone ? { width: Math.max(80, Math.round(wide * scale)), aspectRatio: `${wide} / ${high}` } : {}),
    ...(placeholder === null ? {} : { backgroundImage: `url("${placeholder}")` }),
  };
}

function Picture({ file, alone }: { file: AttachmentData; alone: boolean }) {
  const { url, thumbnail_url, name, media_type } = file;
  const still = thumbnail_url ?? url;
  const moves = media_type === 'image/gif' || media_type === 'image/webp'; // the house keeps still ones as JPEG or PNG
  return (
    <a className={styles.picture} style={placeOf(file, alone)} href={url} target="_blank" rel="noreferrer">
      <picture>
        {moves && <source media="(prefers-reduced-motion: reduce)" srcSet={still} />}
        <img src={moves ? url : still} alt={name} draggable={false} />
      </picture>
    </a>
  );
}

function Document({ file: { url, name, bytes } }: { file: AttachmentData }) {
  const { t, i18n } = useTranslation();
  return (
    <a className={styles.document} href={url} download={name} aria-label={t('talk.fetchFile', { name })}>
      <span className={styles.sign}>
        <Icon name="file" />
      </span>
      <span className={styles.about}>
        <span className={styles.name}>{name}</span>
        <span className={styles.size}>{formatBytes(bytes, i18n.language)}</span>
      </span>
      <Icon name="fetch" />
    </a>
  );
}

function Sound({ file: { url, name, bytes } }: { file: AttachmentData }) {
  const { i18n } = useTranslation();
  return (
    <figure className={styles.sound}>
      <figcaption className={styles.about}>
        <span className={styles.name}>{name}</span>
        <span className={styles.size}>{formatBytes(bytes, i18n.language)}</span>
      </figcaption>
      {/* biome-ignore lint/a11y/useMediaCaption: nobody wrote down what is said in it */}
      <audio controls preload="metadata" src={url} aria-label={name} />
    </figure>
  );
}
