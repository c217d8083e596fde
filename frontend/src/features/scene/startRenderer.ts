/** Gives a canvas its renderer, or nothing where WebGL2 cannot do it; the still room then stays. The lazy chunk's door. */
import { ShaderError } from './program';
import { SceneRenderer, type Shown } from './scene.gl';
import type { SceneState } from './stage';

export function startRenderer(
  canvas: HTMLCanvasElement,
  state: SceneState,
  onShown: (shown: Shown) => void,
): SceneRenderer | null {
  const gl = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: 'low-power',
  });
  if (!gl || gl.isContextLost()) return null;
  try {
    return new SceneRenderer(gl, state, onShown);
  } catch (error) {
    if (error instanceof ShaderError) return null;
    throw error;
  }
}
