/** What was found, newest first, a day under its own name; the words that were looked for are marked. */
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import { cutHighlights } from '@/lib/highlights';
import { formatDay, formatTime, isSameDay } from '@/lib/times';
import type { SearchHit } from '@/protocol/frames.gen';
import styles from './Hits.module.css';

interface HitsProps {
  id: string;
  hits: readonly SearchHit[];
  /** The place of the one that the arrow keys stand on. */
  active: number;
  onOpen: (hit: SearchHit) => void;
}

export function hitId(id: string, place: number): string {
  return `${id}-${place}`;
}

interface Day {
  readonly at: number;
  readonly hits: { readonly hit: SearchHit; readonly place: number }[];
}

function splitDays(hits: readonly SearchHit[]): Day[] {
  const days: Day[] = [];
  for (const [place, hit] of hits.entries()) {
    const at = Date.parse(hit.message.created_at);
    const last = days.at(-1);
    if (last !== undefined && isSameDay(last.at, at)) last.hits.push({ hit, place });
    else days.push({ at, hits: [{ hit, place }] });
  }
  return days;
}

export function Hits({ id, hits, active, onOpen }: HitsProps) {
  const { t, i18n } = useTranslation('search');
  return (
    <div id={id} role="listbox" aria-label={t('found')} className={styles.hits}>
      {splitDays(hits).map(({ at, hits: ofDay }) => {
        const day = formatDay(at, i18n.language, Date.now());
        return (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
          <div key={at} role="group" aria-label={day}>
            <p className={styles.dayName} aria-hidden="true">
              {day}
            </p>
            {ofDay.map(({ hit, place }) => (
              <Hit
                key={hit.message.id}
                id={hitId(id, place)}
                hit={hit}
                active={place === active}
                onOpen={() => onOpen(hit)}
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface HitProps {
  id: string;
  hit: SearchHit;
  active: boolean;
  onOpen: () => void;
}

function Hit({ id, hit, active, onOpen }: HitProps) {
  const { t, i18n } = useTranslation();
  const { author, created_at, pinned } = hit.message;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and opens the active one with Enter
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      className={styles.hit}
      data-lily={author.kind === 'lily'}
      onClick={onOpen}
    >
      <span className={styles.who}>
        <span className={styles.author}>
          {author.kind === 'lily' ? t('lily.name') : author.name || t('talk.someone')}
        </span>
        <RoomName hit={hit} />
        {pinned && <span className={styles.tag}>{t('search:pinned')}</span>}
        <time className={styles.when} dateTime={created_at}>
          {formatTime(Date.parse(created_at), i18n.language)}
        </time>
      </span>
      <Words hit={hit} />
    </div>
  );
}

/** The fireplace has a name in each language, a one-to-one room that of the other one. */
function RoomName({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation();
  const fireplaceId = useHouseState((state) => state.config?.default_room_id);
  const partner = useHouseState((state) => state.me?.summaries[hit.message.room_id]?.partner);
  const own = hit.message.room_id === fireplaceId ? t('room.fireplace') : hit.room_name;
  return <span className={styles.room}>{partner?.name ?? own}</span>;
}

function Words({ hit }: { hit: SearchHit }) {
  const { text, attachments } = hit.message;
  const names = attachments.map(({ name }) => name).join(', ');
  return (
    <span className={styles.words}>
      {cutHighlights(text, hit.highlights).map((piece) =>
        piece.found ? (
          <mark key={piece.at} className={styles.mark}>
            {piece.text}
          </mark>
        ) : (
          piece.text
        ),
      )}
      {names !== '' && <span className={styles.files}>{names}</span>}
    </span>
  );
}
