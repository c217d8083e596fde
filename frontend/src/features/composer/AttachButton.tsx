/** The clip: choose files to bring along. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/Icon';
import { useHouseState } from '@/components/useHouse';
import styles from './GlobalChatInput.module.css';

export function AttachButton({ onChosen }: { onChosen: (files: readonly File[]) => void }) {
  const { t } = useTranslation();
  const limits = useHouseState((state) => state.config?.limits.attachments);
  const chooser = useRef<HTMLInputElement>(null);
  if (limits === undefined) return null;
  return (
    <>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        data-testid="file-chooser"
        accept={[...limits.media_types, ...limits.extensions].join(',')}
        onChange={({ currentTarget }) => {
          onChosen([...(currentTarget.files ?? [])]);
          currentTarget.value = ''; // the same file may be chosen again
        }}
      />
      <button
        type="button"
        className={styles.attach}
        aria-label={t('composer.attach')}
        title={t('composer.attach')}
        onMouseDown={(event) => event.preventDefault()} // whoever writes goes on writing
        onClick={() => chooser.current?.click()}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}
