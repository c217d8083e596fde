/** How one's own message stands while the house has not confirmed it: on its way, or refused with a reason. */
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { useHouse } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import { ActButton } from './ActButton';
import styles from './MessageState.module.css';

export function SendState({ message }: { message: SpokenMessage }) {
  const { t } = useTranslation();
  const house = useHouse();
  const { clientId } = message;
  if (clientId === null) return null;
  if (message.status === 'sending') {
    return (
      <span className={styles.sending}>
        <Embers />
        <span className="visually-hidden">{t('talk.sending')}</span>
      </span>
    );
  }
  if (message.status !== 'failed') return null;
  return (
    <div className={styles.state} data-side="mine" data-trouble="true" role="alert">
      <span>{t([`refusal.${message.errorCode}`, 'refusal.other'])}</span>
      <ActButton icon="again" onAct={() => house.sayAgain(clientId)}>
        {t('talk.again')}
      </ActButton>
      <ActButton onAct={() => house.takeBack(clientId)}>{t('talk.remove')}</ActButton>
    </div>
  );
}
