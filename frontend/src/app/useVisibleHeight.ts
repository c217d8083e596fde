/** How much of the window is not behind an on-screen keyboard, for browsers that lay the keyboard over the page. */
import { useSyncExternalStore } from 'react';

function watch(tell: () => void): () => void {
  const viewport = window.visualViewport;
  viewport?.addEventListener('resize', tell);
  window.addEventListener('resize', tell);
  return () => {
    viewport?.removeEventListener('resize', tell);
    window.removeEventListener('resize', tell);
  };
}

/** CSS pixels. A page zoomed in by its reader keeps its height: that is no keyboard. */
function read(): number {
  const viewport = window.visualViewport;
  if (!viewport || viewport.scale > 1.01) return document.documentElement.clientHeight;
  return Math.round(viewport.height);
}

export function useVisibleHeight(): number {
  return useSyncExternalStore(watch, read);
}
