/**
 * The size of the window as an external store (`useSyncExternalStore(watchViewport, readViewport)`), so that the scene,
 * the seats and the talk all read the same size in the same frame. Where things go in it is `hearthLayout`.
 */

export interface Viewport {
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
}

let last: Viewport = { width: 0, height: 0 };

/** The same object as long as the size is the same: React compares by identity. */
export function readViewport(): Viewport {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  if (width !== last.width || height !== last.height) last = { width, height };
  return last;
}

export function watchViewport(tell: () => void): () => void {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
}
