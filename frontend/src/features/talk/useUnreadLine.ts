/**
 * Where new words begin: set when the room is opened, when words come while nobody looks, and when the person marks
 * something unread. Speaking takes the line away.
 */
import { useEffect, useRef, useState } from 'react';
import { useHouseState } from '@/components/useHouse';
import type { SpokenMessage } from '@/lib/spoken';
import type { NewWords } from '@/lib/timeline';

export interface UnreadLine {
  readonly news: NewWords | null;
  /** The person wants it unread: looking at it does not count. */
  readonly heldUnread: boolean;
}

function newestSeq(spoken: readonly SpokenMessage[]): number {
  return spoken.findLast(({ createdSeq }) => createdSeq !== null)?.createdSeq ?? 0;
}

export function useUnreadLine(roomId: number, spoken: readonly SpokenMessage[]): UnreadLine {
  const readSeq = useHouseState((state) => state.me?.summaries[roomId]?.read_seq ?? null);
  const newest = newestSeq(spoken);
  const [line, setLine] = useState<UnreadLine>(() => {
    return { news: readSeq === null ? null : { after: readSeq, until: newest }, heldUnread: false };
  });
  const known = useRef({ readSeq, newest });

  useEffect(() => {
    const before = known.current;
    known.current = { readSeq, newest };
    if (readSeq === null) return;
    if (before.readSeq !== null && readSeq < before.readSeq) {
      setLine({ news: { after: readSeq, until: newest }, heldUnread: true });
    } else if (newest > before.newest && document.visibilityState === 'hidden') {
      setLine(({ news, heldUnread }) => {
        const allRead = news === null || news.until <= readSeq;
        return { news: { after: allRead ? readSeq : news.after, until: newest }, heldUnread };
      });
    }
  }, [readSeq, newest]);

  const mineLast = spoken.at(-1)?.mine === true ? spoken.at(-1)?.key : undefined;
  const firstMine = useRef(mineLast);
  useEffect(() => {
    if (mineLast === undefined || mineLast === firstMine.current) return;
    firstMine.current = mineLast;
    setLine({ news: null, heldUnread: false });
  }, [mineLast]);
  return line;
}
