/**
 * The talk of one room: everything said, what is being said, and what is on its way. Rows are laid out by lib/timeline;
 * where one types is the composer.
 */
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Embers } from '@/components/Embers';
import { Icon } from '@/components/Icon';
import { useHouse, useHouseState } from '@/components/useHouse';
import { ApiError } from '@/lib/api';
import { hasEarlier, type RoomState } from '@/lib/roomState';
import { layRows, listSpoken } from '@/lib/timeline';
import { formatDay } from '@/lib/times';
import { Announcer } from './Announcer';
import styles from './ChatBox.module.css';
import { MessageRow } from './MessageRow';
import { useReadMark } from './useReadMark';
import { useTalkScroll } from './useTalkScroll';

export function ChatBox({ room, myId }: { room: RoomState; myId: number }) {
  const { t, i18n } = useTranslation();
  const outgoing = useHouseState((state) => state.outgoing);
  const spoken = useMemo(() => listSpoken(room, outgoing, myId), [room, outgoing, myId]);
  const rows = useMemo(() => layRows(spoken), [spoken]);
  const scroll = useTalkScroll(spoken);
  useReadMark(room, scroll.atBottom);

  return (
    <section className={styles.talk}>
      <div className={styles.scroller} ref={scroll.scroller} onScroll={scroll.onScroll}>
        <div className={styles.content} ref={scroll.content}>
          <Earlier room={room} keepPlace={scroll.keepPlace} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll the talk */}
          <div role="log" aria-label={t('talk.label')} aria-live="off" className={styles.log} tabIndex={0}>
            {rows.map((row) =>
              row.kind === 'day' ? (
                <DayLine key={row.key} words={formatDay(row.at, i18n.language, Date.now())} />
              ) : (
                <MessageRow key={row.key} message={row.message} opens={row.opens} language={i18n.language} />
              ),
            )}
          </div>
          {spoken.length === 0 && <EmptyTalk />}
        </div>
      </div>
      {scroll.newBelow && (
        <button type="button" className={styles.newBelow} onClick={scroll.toBottom}>
          <Icon name="down" />
          {t('talk.newBelow')}
        </button>
      )}
      <Announcer spoken={spoken} />
    </section>
  );
}

function Earlier({ room, keepPlace }: { room: RoomState; keepPlace: () => void }) {
  const { t } = useTranslation();
  const house = useHouse();
  const [step, setStep] = useState<'ready' | 'loading' | 'failed'>('ready');
  if (!hasEarlier(room)) return null;

  const load = async (): Promise<void> => {
    setStep('loading');
    keepPlace();
    try {
      await house.loadEarlier(room.room.id);
      setStep('ready');
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setStep('failed');
    }
  };
  if (step === 'loading')
    return (
      <p className={styles.earlier}>
        <Embers label={t('talk.loadingEarlier')} />
      </p>
    );
  return (
    <button type="button" className={styles.earlier} onClick={() => void load()}>
      <Icon name="up" />
      {t(step === 'failed' ? 'talk.earlierFailed' : 'talk.earlier')}
    </button>
  );
}

function DayLine({ words }: { words: ReactNode }) {
  return (
    <div className={styles.day}>
      <span>{words}</span>
    </div>
  );
}

function EmptyTalk() {
  const { t } = useTranslation();
  return (
    <div className={styles.empty}>
      <Embers />
      <p className={styles.emptyTitle}>{t('talk.emptyTitle')}</p>
      <p>{t('talk.emptyText')}</p>
    </div>
  );
}

/** While the room is on its way. */
export function LoadingTalk() {
  const { t } = useTranslation();
  return (
    <section className={styles.talk} aria-busy="true">
      <div className={styles.loading}>
        <Embers label={t('app.loading')} />
      </div>
    </section>
  );
}
