/** Asks while one writes: a little after the last letter, and only the latest question's answer counts. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useHouse } from '@/components/useHouse';
import { ApiError } from '@/lib/api';
import { canAsk, type SearchQuery } from '@/lib/searchQuery';
import type { SearchHit } from '@/protocol/frames.gen';

const PAUSE_MS = 180;

export interface Search {
  /** `hint`: there is not enough to look for yet. */
  readonly step: 'hint' | 'searching' | 'there' | 'failed';
  /** Of the last answer; they stay while the next one is on its way. */
  readonly hits: readonly SearchHit[];
  /** Where more begin, if there are. */
  readonly before: number | null;
  /** The server's own words about a failure; empty when it could not be reached. */
  readonly reason: string;
}

const NOTHING: Search = { step: 'hint', hits: [], before: null, reason: '' };

export function useSearch(query: SearchQuery) {
  const house = useHouse();
  const [search, setSearch] = useState(NOTHING);
  const latest = useRef(0);

  const ask = useCallback(
    async (held: readonly SearchHit[], before: number | null) => {
      latest.current += 1;
      const question = latest.current;
      setSearch((last) => ({ ...last, step: 'searching' }));
      const answered = await house.mine.search(query, before).then(
        (answer): Search => ({
          step: 'there',
          hits: [...held, ...answer.hits],
          before: answer.before,
          reason: '',
        }),
        (reason: unknown): Search => {
          if (!(reason instanceof ApiError)) throw reason;
          return { step: 'failed', hits: held, before, reason: reason.message };
        },
      );
      if (question === latest.current) setSearch(answered);
    },
    [house, query],
  );

  useEffect(() => {
    latest.current += 1;
    if (!canAsk(query)) {
      setSearch(NOTHING);
      return;
    }
    setSearch((last) => ({ ...last, step: 'searching' }));
    const timer = setTimeout(() => void ask([], null), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      latest.current += 1;
    };
  }, [ask, query]);

  const again = () => void ask([], null);
  const more = () => void ask(search.hits, search.before);
  return { search, again, more };
}
