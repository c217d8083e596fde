/** What is kept in a room: its days, its pins, and one's own favourites everywhere. */
import { type FormEvent, useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Embers } from '@/components/Embers';
import { Sheet } from '@/components/Sheet';
import { useHouse } from '@/components/useHouse';
import type { MessageData } from '@/protocol/frames.gen';
import { PlaceList } from './PlaceList';
import styles from './Places.module.css';
import { useLoaded } from './useLoaded';

interface KeptSheetProps {
  roomId: number;
  onOpen: (roomId: number, messageId: number) => void;
  onClose: () => void;
}

export function KeptSheet({ roomId, onOpen, onClose }: KeptSheetProps) {
  const { t } = useTranslation();
  const house = useHouse();
  const pins = useCallback(() => house.mine.listPins(roomId), [house, roomId]);
  const favorites = useCallback(() => house.mine.listFavorites(), [house]);
  const open = ({ room_id, id }: MessageData) => onOpen(room_id, id);
  return (
    <Sheet title={t('kept.title')} onClose={onClose}>
      <div className={styles.sections}>
        <DayForm roomId={roomId} onDone={onClose} />
        <Section title={t('kept.pins')} empty={t('kept.noPins')} load={pins} onOpen={open} />
        <Section title={t('kept.favorites')} empty={t('kept.noFavorites')} load={favorites} onOpen={open} />
      </div>
    </Sheet>
  );
}

/** Today as `YYYY-MM-DD` in the reader's own time zone. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

function DayForm({ roomId, onDone }: { roomId: number; onDone: () => void }) {
  const { t } = useTranslation();
  const house = useHouse();
  const id = useId();
  const [date, setDate] = useState('');
  const go = (event: FormEvent) => {
    event.preventDefault();
    if (date === '') return;
    void house.history.jumpToDate(roomId, date);
    onDone();
  };
  return (
    <form className={styles.day} onSubmit={go}>
      <label htmlFor={id}>{t('kept.date')}</label>
      <input
        id={id}
        type="date"
        className={styles.field}
        max={today()}
        value={date}
        onChange={(event) => setDate(event.target.value)}
      />
      <button type="submit" className={controls.worded} disabled={date === ''}>
        {t('kept.go')}
      </button>
    </form>
  );
}

interface SectionProps {
  title: string;
  empty: string;
  load: () => Promise<readonly MessageData[]>;
  onOpen: (message: MessageData) => void;
}

function Section({ title, empty, load, onOpen }: SectionProps) {
  const { t } = useTranslation();
  const loaded = useLoaded(load);
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {loaded.step === 'loading' && <Embers label={t('kept.loading')} />}
      {loaded.step === 'failed' && <p role="alert">{t('kept.failed')}</p>}
      {loaded.step === 'there' && <PlaceList messages={loaded.value} empty={empty} onOpen={onOpen} />}
    </section>
  );
}
