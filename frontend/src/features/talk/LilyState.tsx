/** How Lily's answer stands: thinking, speaking, stopped, failed; whoever asked may stop her, anyone ask again. */
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { useHouse } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import { ActButton } from './ActButton';
import styles from './MessageState.module.css';

export function LilyState({ message }: { message: SpokenMessage }) {
  switch (message.status) {
    case 'queued':
    case 'writing':
      return <Unfinished message={message} />;
    case 'stopped':
    case 'failed':
      return <Ended message={message} />;
    default:
      return null;
  }
}

function Unfinished({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { id, text, stoppable } = message;
  return (
    <>
      {text === '' && (
        <div className={styles.thinking}>
          <Embers tone="lily" label={t('lily.queued')} />
        </div>
      )}
      {(stoppable || text !== '') && (
        <div className={styles.state}>
          {text !== '' && <Embers tone="lily" label={t('lily.writing')} />}
          {stoppable && id !== null && (
            <ActButton icon="stop" onAct={() => house.stopReply(id)}>
              {t('lily.stop')}
            </ActButton>
          )}
        </div>
      )}
    </>
  );
}

function Ended({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { id, errorCode, errorMessage } = message;
  const failed = message.status === 'failed';
  const reason = t(`lilyError.${errorCode}`, { defaultValue: errorMessage ?? '' });
  return (
    <div className={styles.state} data-trouble={failed}>
      <span>{failed ? reason || t('lilyError.other') : t('lily.stopped')}</span>
      {id !== null && (
        <ActButton icon="again" onAct={() => house.retryReply(id)}>
          {t('lily.again')}
        </ActButton>
      )}
    </div>
  );
}
