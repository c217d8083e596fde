/**
 * Where the reader is in the talk: stays at the bottom while there, keeps the place when earlier words come in above,
 * and knows when new words wait below.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SpokenMessage } from '@/lib/timeline';

const NEAR_BOTTOM_PX = 48;

export interface TalkScroll {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly atBottom: boolean;
  readonly newBelow: boolean;
  readonly onScroll: () => void;
  readonly toBottom: () => void;
  /** Call before earlier words are asked for. */
  readonly keepPlace: () => void;
}

function distanceToBottom(element: HTMLElement): number {
  return element.scrollHeight - element.scrollTop - element.clientHeight;
}

export function useTalkScroll(spoken: readonly SpokenMessage[]): TalkScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  /** What sticks when heights change: the bottom, or the distance to it. */
  const sticking = useRef(true);
  const lastTop = useRef(0);
  const [atBottom, setAtBottom] = useState(true);
  const [newBelow, setNewBelow] = useState(false);
  const keepPlace = usePlaceKeeper(scroller, spoken[0]?.key);

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    sticking.current = true;
    setAtBottom(true);
    setNewBelow(false);
  }, []);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const wentUp = element.scrollTop < lastTop.current;
    lastTop.current = element.scrollTop;
    // Only the reader goes up. A distance alone may be words that grew since the page itself scrolled.
    if (distanceToBottom(element) < NEAR_BOTTOM_PX) sticking.current = true;
    else if (wentUp) sticking.current = false;
    setAtBottom(sticking.current);
    if (sticking.current) setNewBelow(false);
  }, []);

  const last = spoken.at(-1);
  useNewest(last, (mine) => {
    if (sticking.current || mine) toBottom();
    else setNewBelow(true);
  });

  useEffect(() => {
    const follow = () => {
      if (sticking.current && scroller.current !== null)
        scroller.current.scrollTop = scroller.current.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    for (const element of [scroller.current, content.current])
      if (element !== null) observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return { scroller, content, atBottom, newBelow, onScroll, toBottom, keepPlace };
}

/** Calls back, before the paint, when another message is the last one. */
function useNewest(last: SpokenMessage | undefined, tell: (mine: boolean) => void): void {
  const known = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (last === undefined || known.current === last.key) return;
    known.current = last.key;
    tell(last.mine);
  });
}

/** Keeps the distance to the bottom over the next change of the first message. */
function usePlaceKeeper(
  scroller: RefObject<HTMLDivElement | null>,
  firstKey: string | undefined,
): () => void {
  const wanted = useRef(false);
  const knownFirst = useRef(firstKey);
  const knownHeight = useRef(0);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    if (wanted.current && knownFirst.current !== firstKey) {
      element.scrollTop += element.scrollHeight - knownHeight.current;
      wanted.current = false;
    }
    knownFirst.current = firstKey;
    knownHeight.current = element.scrollHeight;
  });

  return useCallback(() => {
    wanted.current = true;
  }, []);
}
