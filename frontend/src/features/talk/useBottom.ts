/**
 * Staying at the bottom: whoever is there stays there while words come and grow, whoever went up is left in peace. Only
 * the reader goes up; a distance alone may be words that grew since the page itself scrolled.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

const NEAR_BOTTOM_PX = 48;

export interface Bottom {
  /** For the list: the element that scrolls. */
  readonly scrollerRef: (element: HTMLElement | Window | null) => void;
  readonly onScroll: () => void;
  /** After every change of height. */
  readonly follow: () => void;
  readonly toBottom: () => void;
}

/** @param startsThere the list opens at its bottom */
export function useBottom(startsThere: boolean, onBottom: (atBottom: boolean) => void): Bottom {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const sticking = useRef(startsThere);
  const lastTop = useRef(0);

  const toBottom = useCallback(() => {
    if (scroller === null) return;
    sticking.current = true;
    scroller.scrollTop = scroller.scrollHeight;
    onBottom(true);
  }, [scroller, onBottom]);

  const follow = useCallback(() => {
    const fits = scroller !== null && scroller.scrollHeight - scroller.clientHeight < NEAR_BOTTOM_PX;
    if (sticking.current || fits) toBottom();
  }, [scroller, toBottom]);

  const onScroll = useCallback(() => {
    if (scroller === null) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    const wentUp = scrollTop < lastTop.current;
    lastTop.current = scrollTop;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) sticking.current = true;
    else if (wentUp) sticking.current = false;
    onBottom(sticking.current);
  }, [scroller, onBottom]);

  // A keyboard on glass, or a composer that grew, makes the window for the words lower.
  useEffect(() => {
    if (scroller === null) return;
    const observer = new ResizeObserver(follow);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [scroller, follow]);

  const scrollerRef = useCallback((element: HTMLElement | Window | null) => {
    setScroller(element instanceof HTMLElement ? element : null);
  }, []);
  return { scrollerRef, onScroll, follow, toBottom };
}
