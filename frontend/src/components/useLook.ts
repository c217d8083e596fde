/** How the page looks right now, for components that draw differently by it. */
import { useSyncExternalStore } from 'react';
import { readLook, type Shown, watchLook } from '@/lib/pageSettings';

export function useLook(): Shown {
  return useSyncExternalStore(watchLook, readLook);
}
