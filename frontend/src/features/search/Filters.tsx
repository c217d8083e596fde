/** What narrows a search: the room, what a message carries, what is kept, who said it, and when. */
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHouseState } from '@/components/useHouse';
import type { Carries, SearchQuery } from '@/lib/searchQuery';
import styles from './Search.module.css';

interface FiltersProps {
  roomId: number;
  query: SearchQuery;
  onChange: (change: Partial<SearchQuery>) => void;
}

const CARRIES: readonly Carries[] = ['image', 'document', 'audio', 'link'];

export function Filters({ roomId, query, onChange }: FiltersProps) {
  const { t } = useTranslation('search');
  const [days, setDays] = useState(false);
  const closeDays = () => {
    setDays(!days);
    if (days) onChange({ since: '', until: '' });
  };
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t('filters')}</legend>
      <div className={styles.chips}>
        <Chip on={query.roomId !== null} onToggle={(on) => onChange({ roomId: on ? roomId : null })}>
          {t('here')}
        </Chip>
        <People roomId={roomId} query={query} onChange={onChange} />
        {CARRIES.map((kind) => (
          <Chip key={kind} on={query.has === kind} onToggle={(on) => onChange({ has: on ? kind : null })}>
            {t(`has.${kind}`)}
          </Chip>
        ))}
        <Chip on={query.favorites} onToggle={(on) => onChange({ favorites: on })}>
          {t('favorites')}
        </Chip>
        <Chip on={query.pinned} onToggle={(on) => onChange({ pinned: on })}>
          {t('pinned')}
        </Chip>
        <Chip on={days} onToggle={closeDays}>
          {t('days')}
        </Chip>
      </div>
      {days && <Days query={query} onChange={onChange} />}
    </fieldset>
  );
}

interface ChipProps {
  on: boolean;
  onToggle: (on: boolean) => void;
  children: ReactNode;
}

function Chip({ on, onToggle, children }: ChipProps) {
  return (
    <button type="button" className={styles.chip} aria-pressed={on} onClick={() => onToggle(!on)}>
      {children}
    </button>
  );
}

/** Me first, then those of this room. */
function People({ roomId, query, onChange }: FiltersProps) {
  const { t, i18n } = useTranslation('search');
  const me = useHouseState((state) => state.user);
  const members = useHouseState((state) => state.rooms[roomId]?.members);
  const others = Object.values(members ?? {}).filter((member) => member.user_id !== me?.id);
  others.sort((one, other) => one.name.localeCompare(other.name, i18n.language));
  return (
    <select
      className={styles.chip}
      aria-label={t('author')}
      data-on={query.authorId !== null}
      value={query.authorId ?? ''}
      onChange={({ target }) => onChange({ authorId: target.value === '' ? null : Number(target.value) })}
    >
      <option value="">{t('anyone')}</option>
      {me !== null && <option value={me.id}>{t('me')}</option>}
      {others.map(({ user_id, name }) => (
        <option key={user_id} value={user_id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Days({ query, onChange }: Pick<FiltersProps, 'query' | 'onChange'>) {
  const { t } = useTranslation('search');
  const id = useId();
  return (
    <div className={styles.days}>
      {(['since', 'until'] as const).map((bound) => (
        <label key={bound} className={styles.day} htmlFor={`${id}${bound}`}>
          {t(bound)}
          <input
            id={`${id}${bound}`}
            type="date"
            className={styles.field}
            min={bound === 'until' ? query.since : undefined}
            max={bound === 'since' ? query.until : undefined}
            value={query[bound]}
            onChange={({ target }) => onChange({ [bound]: target.value })}
          />
        </label>
      ))}
    </div>
  );
}
