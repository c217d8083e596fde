/**
 * The room behind everything. React only says what should burn; frames are drawn by `scene.gl.ts`, which arrives after
 * the page. Until it has drawn its first frame, and where WebGL2 is missing, a still picture in CSS stands in.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type HearthLayout, hearthLayout } from '@/lib/hearthLayout';
import { readViewport, type Viewport, watchViewport } from '@/lib/viewport';
import styles from './Scene.module.css';
import { StillRoom } from './StillRoom';
import type { SceneRenderer, Shown } from './scene.gl';
import type { SceneState } from './stage';

export interface SceneProps {
  theme: 'dark' | 'light';
  /** Whether the rail of rooms stands at the left. */
  rail: boolean;
  /** How high the fire burns: 0 embers, 1 high. */
  warmth: number;
  /** Someone speaks right now: the fire answers a little. */
  speaking?: boolean;
  /** One picture that stands: the person's own setting, or the system's wish. */
  still: boolean;
}

/** By day the fire is low, whatever the talk. */
function stateOf(props: Omit<SceneProps, 'rail'>, viewport: Viewport, layout: HearthLayout): SceneState {
  const day = props.theme === 'light';
  const asked = Math.min(1, Math.max(0, props.warmth)) + (props.speaking ? 0.1 : 0);
  return {
    viewport,
    hearth: layout.hearth,
    day,
    warmth: Math.min(1, asked) * (day ? 0.4 : 1),
    still: props.still,
  };
}

/**
 * Keeps one renderer on the canvas for as long as its context lives.
 * @returns what the canvas shows; null while it shows nothing
 */
function useRenderer(canvas: React.RefObject<HTMLCanvasElement | null>, state: SceneState): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  const renderer = useRef<SceneRenderer | null>(null);
  const latest = useRef(state);

  useEffect(() => {
    latest.current = state;
    renderer.current?.set(state);
  }, [state]);

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let gone = false;
    const start = async (): Promise<void> => {
      const loaded = await import('./startRenderer').catch(() => null); // off the net: the still room stays
      if (gone || loaded === null) return;
      renderer.current = loaded.startRenderer(element, latest.current, setShown);
    };
    const stop = (): void => {
      renderer.current?.dispose();
      renderer.current = null;
      setShown(null);
    };
    const onLost = (event: Event): void => {
      event.preventDefault(); // or the browser never gives the context back
      stop();
    };
    const onRestored = (): void => void start();
    element.addEventListener('webglcontextlost', onLost);
    element.addEventListener('webglcontextrestored', onRestored);
    void start();
    return () => {
      gone = true;
      element.removeEventListener('webglcontextlost', onLost);
      element.removeEventListener('webglcontextrestored', onRestored);
      stop();
    };
  }, [canvas]);

  return shown;
}

export function Scene(props: SceneProps) {
  const { theme, rail, warmth, speaking, still } = props;
  const viewport = useSyncExternalStore(watchViewport, readViewport);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = hearthLayout(viewport, rail);
  const state = useStableState(
    stateOf({ theme, warmth, speaking: speaking ?? false, still }, viewport, layout),
  );
  const shown = useRenderer(canvas, state);
  // After a change of theme the still room stands in again: words of the morning are not readable on a picture of the night.
  const lit = shown?.day === state.day;

  return (
    <div className={styles.scene} data-theme={theme} aria-hidden="true">
      <StillRoom layout={layout} />
      <canvas
        ref={canvas}
        className={styles.canvas}
        data-lit={lit}
        // A fade of the whole window costs a software compositor more than the fire itself.
        data-softly={shown?.software === false}
      />
    </div>
  );
}

/** The same object while nothing in it changed, so that a re-render of the page never touches the renderer. */
function useStableState(state: SceneState): SceneState {
  const [kept, keep] = useState(state);
  const same =
    kept.viewport === state.viewport &&
    kept.hearth.x === state.hearth.x &&
    kept.day === state.day &&
    kept.warmth === state.warmth &&
    kept.still === state.still;
  if (same) return kept;
  keep(state);
  return state;
}
