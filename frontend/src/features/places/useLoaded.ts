/** Something asked for when it is shown: on its way, there, or not reachable just now. */
import { useEffect, useState } from 'react';
import { ApiError } from '@/lib/api';

export type Loaded<Value> =
  | { readonly step: 'loading' | 'failed' }
  | { readonly step: 'there'; readonly value: Value };

/** @param load must stay the same function while the same thing is meant */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ step: 'loading' });
  useEffect(() => {
    let gone = false;
    const show = (next: Loaded<Value>) => {
      if (!gone) setLoaded(next);
    };
    load().then(
      (value) => show({ step: 'there', value }),
      (reason: unknown) => {
        if (!(reason instanceof ApiError)) throw reason;
        show({ step: 'failed' });
      },
    );
    return () => {
      gone = true;
    };
  }, [load]);
  return loaded;
}
