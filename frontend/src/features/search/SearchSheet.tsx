/** Looking for what was said: a field, what narrows it, and the places it leads to. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/components/controls.module.css';
import { Icon } from '@/components/Icon';
import { Sheet } from '@/components/Sheet';
import { EMPTY_QUERY, type SearchQuery } from '@/lib/searchQuery';
import type { SearchHit } from '@/protocol/frames.gen';
import { Filters } from './Filters';
import { Hits, hitId } from './Hits';
import styles from './Search.module.css';
import { type Search, useSearch } from './useSearch';

interface SearchSheetProps {
  roomId: number;
  onOpen: (roomId: number, messageId: number) => void;
  onClose: () => void;
}

export function SearchSheet({ roomId, onOpen, onClose }: SearchSheetProps) {
  const { t } = useTranslation('search');
  const [query, setQuery] = useState<SearchQuery>(EMPTY_QUERY);
  const [active, setActive] = useState(-1);
  const { search, again, more } = useSearch(query);
  const listId = useId();
  const { hits } = search;
  const change = (part: Partial<SearchQuery>) => {
    setQuery((last) => ({ ...last, ...part }));
    setActive(-1);
  };
  const open = ({ message }: SearchHit) => onOpen(message.room_id, message.id);
  const choose = (place: number) => {
    setActive(place);
    document.getElementById(hitId(listId, place))?.scrollIntoView?.({ block: 'nearest' });
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || hits.length === 0) return;
    const chosen = hits[Math.max(active, 0)];
    if (event.key === 'ArrowDown') choose(Math.min(active + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') choose(Math.max(active - 1, 0));
    else if (event.key === 'Enter' && search.step === 'there' && chosen !== undefined) open(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet title={t('title')} roomy onClose={onClose}>
      <div className={styles.search}>
        <Field
          words={query.words}
          listId={hits.length > 0 ? listId : undefined}
          activeId={active >= 0 && active < hits.length ? hitId(listId, active) : undefined}
          onWords={(words) => change({ words })}
          onKey={onKey}
        />
        <Filters roomId={roomId} query={query} onChange={change} />
        <State search={search} onAgain={again} />
        {hits.length > 0 && <Hits id={listId} hits={hits} active={active} onOpen={open} />}
        {search.before !== null && search.step !== 'failed' && (
          <button type="button" className={controls.worded} onClick={more}>
            {t('more')}
          </button>
        )}
      </div>
    </Sheet>
  );
}

interface FieldProps {
  words: string;
  /** Of the list of what was found, when there is one. */
  listId: string | undefined;
  activeId: string | undefined;
  onWords: (words: string) => void;
  onKey: (event: KeyboardEvent) => void;
}

const MOST_LETTERS = 200;

function Field({ words, listId, activeId, onWords, onKey }: FieldProps) {
  const { t } = useTranslation('search');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <div className={styles.line}>
      <Icon name="search" />
      <input
        ref={field}
        className={styles.input}
        role="combobox"
        aria-label={t('label')}
        aria-expanded={listId !== undefined}
        aria-controls={listId}
        aria-activedescendant={activeId}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        maxLength={MOST_LETTERS}
        placeholder={t('placeholder')}
        value={words}
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={onKey}
      />
      {words !== '' && (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('clear')}
          onClick={() => {
            onWords('');
            field.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

/** How it went, in one line that a screen reader hears. */
function State({ search, onAgain }: { search: Search; onAgain: () => void }) {
  const { t } = useTranslation('search');
  const { step, hits, before, reason } = search;
  if (step === 'failed') {
    return (
      <div className={styles.failed} role="alert">
        <p>{reason || t('unreachable')}</p>
        <button type="button" className={controls.worded} onClick={onAgain}>
          {t('again')}
        </button>
      </div>
    );
  }
  const none = step === 'there' && hits.length === 0;
  return (
    <div className={none || step === 'hint' ? styles.quiet : styles.count} role="status">
      {step === 'hint' && t('hint')}
      {step === 'searching' && t('searching')}
      {none && (before === null ? t('none') : t('noneYet'))}
      {step === 'there' &&
        hits.length > 0 &&
        t(before === null ? 'count' : 'countMore', { count: hits.length })}
    </div>
  );
}
