/** One size and theme of the room: what was asked for, and the pictures made for it. When to make one is not known here. */
import type { Rect } from '@/lib/hearthLayout';
import type { Viewport } from '@/lib/viewport';
import { Picture } from './canvas.gl';
import type { Value } from './program';
import { type Level, ratioFor } from './quality';

export interface SceneState {
  readonly viewport: Viewport;
  readonly hearth: Rect;
  readonly day: boolean;
  /** 0..1 */
  readonly warmth: number;
  /** one picture and no motion */
  readonly still: boolean;
}

export interface Stage {
  readonly picture: Picture;
  /** where frames are drawn before they are shown; null when the canvas takes them directly */
  readonly frame: Picture | null;
  readonly values: Readonly<Record<string, Value>>;
  readonly made: SceneState;
}

function sizeOf({ width, height }: Viewport, level: Level): { width: number; height: number; ratio: number } {
  const ratio = ratioFor(level, width, height, window.devicePixelRatio);
  return {
    width: Math.max(1, Math.round(width * ratio)),
    height: Math.max(1, Math.round(height * ratio)),
    ratio,
  };
}

/** The hearth follows from the viewport and the rail, which only moves it aside. */
export function isStale(stage: Stage | null, { viewport, hearth, day }: SceneState, level: Level): boolean {
  if (!stage) return true;
  const size = sizeOf(viewport, level);
  return (
    stage.made.day !== day ||
    stage.made.viewport !== viewport ||
    stage.made.hearth.x !== hearth.x ||
    stage.picture.width !== size.width ||
    stage.picture.height !== size.height
  );
}

/** @param aside frames are drawn beside the canvas and copied when finished (no graphics card) */
export function makeStage(
  gl: WebGL2RenderingContext,
  state: SceneState,
  level: Level,
  aside: boolean,
): Stage {
  const { viewport, hearth, day } = state;
  const { width, height, ratio } = sizeOf(viewport, level);
  return {
    picture: new Picture(gl, { width, height, tile: false }),
    frame: aside ? new Picture(gl, { width, height, tile: false }) : null,
    made: state,
    values: {
      uWindow: [viewport.width, viewport.height],
      uRatio: ratio,
      uHearth: [hearth.x, hearth.y, hearth.width, hearth.height],
      uDay: day ? 1 : 0,
      uLooks: aside ? 1 : 4,
    },
  };
}

export function disposeStage(stage: Stage | null): void {
  stage?.picture.dispose();
  stage?.frame?.dispose();
}
