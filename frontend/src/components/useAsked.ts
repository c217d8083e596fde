/** Something asked for when it is shown, and again when it may have changed; what was there stays meanwhile. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '@/lib/api';

export interface Asked<Value> {
  /** Null until it came. */
  readonly value: Value | null;
  /** Why it could not be had, last time. */
  readonly error: ApiError | null;
  readonly again: () => void;
}

/** @param ask must stay the same function while the same thing is meant */
export function useAsked<Value>(ask: () => Promise<Value>): Asked<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const turn = useRef(0);
  const again = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    ask().then(
      (answer) => {
        if (mine !== turn.current) return;
        setValue(answer);
        setError(null);
      },
      (reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason;
        if (mine === turn.current) setError(reason);
      },
    );
  }, [ask]);
  useEffect(() => {
    again();
    return () => {
      turn.current += 1;
    };
  }, [again]);
  return { value, error, again };
}
