/** A list that a page asks for when it is opened, and that its own acts change. */
import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '@/lib/api';

export interface Fetched<Value> {
  /** Null while it is on its way, or when it could not be fetched. */
  readonly value: Value | null;
  readonly failed: boolean;
  readonly set: (value: Value) => void;
  readonly reload: () => void;
}

/** @param load must stay the same function while the same thing is meant */
export function useFetched<Value>(load: () => Promise<Value>): Fetched<Value> {
  const [value, set] = useState<Value | null>(null);
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn asks again
  useEffect(() => {
    let gone = false;
    load().then(
      (loaded) => {
        if (gone) return;
        set(loaded);
        setFailed(false);
      },
      (reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason;
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [load, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { value, failed, set, reload };
}
