/**
 * What the list of rows needs to keep its place: an index for the first row that falls by as many rows as come in above
 * it, and loading at either end, once at a time.
 */
import { useCallback, useMemo, useRef, useState } from 'react';
import { useHouse } from '@/components/useHouse';
import { ApiError } from '@/lib/api';
import { isNow, type RoomState, spanAt } from '@/lib/roomState';
import type { TalkRow } from '@/lib/timeline';

/** Far above the most rows that could ever come in above. */
const FIRST_INDEX = 10_000_000;

export type Step = 'ready' | 'loading' | 'failed';

export function useFirstIndex(rows: readonly TalkRow[]): number {
  const known = useRef({ rows, index: FIRST_INDEX });
  return useMemo(() => {
    const before = known.current;
    const anchor = before.rows[0]?.key;
    const above = rows.findIndex(({ key }) => key === anchor);
    const index = before.index - Math.max(0, above);
    known.current = { rows, index };
    return index;
  }, [rows]);
}

function useOnce(load: () => Promise<void>): [Step, () => void] {
  const [step, setStep] = useState<Step>('ready');
  const busy = useRef(false);
  const run = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    setStep('loading');
    try {
      await load();
      setStep('ready');
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason;
      setStep('failed');
    } finally {
      busy.current = false;
    }
  }, [load]);
  return [step, () => void run()];
}

export interface TalkWindow {
  readonly earlier: Step | 'none';
  readonly later: Step | 'none';
  readonly loadEarlier: () => void;
  readonly loadLater: () => void;
}

/** @param at inside which stretch; null is now */
export function useWindow(room: RoomState, at: number | null): TalkWindow {
  const house = useHouse();
  const { id } = room.room;
  const before = useCallback(() => house.history.loadEarlier(id, at), [house, id, at]);
  const after = useCallback(() => house.history.loadLater(id, at ?? 0), [house, id, at]);
  const [earlier, loadEarlier] = useOnce(before);
  const [later, loadLater] = useOnce(after);
  const span = spanAt(room, at);
  return {
    earlier: span.from > 0 ? earlier : 'none',
    later: isNow(span) ? 'none' : later,
    loadEarlier,
    loadLater,
  };
}
