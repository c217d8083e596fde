/** Sending while files are still on their way: the wish is kept, and comes true when the last of them has arrived. */
import { useEffect, useRef, useState } from 'react';
import type { Files } from './useFiles';

export interface Patience {
  /** Sends as soon as everything is there. */
  readonly waits: boolean;
  readonly send: () => void;
}

/** @param submit sends what is there now */
export function usePatience(files: Files, editing: boolean, submit: () => void): Patience {
  const [wished, setWished] = useState(false);
  const latest = useRef(submit);
  latest.current = submit;
  const { pending, stuck } = files;

  useEffect(() => {
    if (!wished || pending) return;
    setWished(false);
    if (!stuck) queueMicrotask(() => latest.current()); // else it shows what did not come, and nothing is lost
  }, [wished, pending, stuck]);

  const send = (): void => {
    if (stuck && !editing) files.settle(); // whoever sends means: with all of it
    if ((pending || stuck) && !editing) setWished(true);
    else submit();
  };
  return { waits: wished && pending, send };
}
