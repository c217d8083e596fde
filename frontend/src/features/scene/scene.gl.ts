/**
 * The clock of the scene: when to compile, to draw the room's picture anew, to draw a frame, and when to rest. Knows
 * WebGL and the browser's frames; knows neither React nor what the room looks like (that is in the `.glsl` files).
 *
 * A frame is drawn only when the one before is finished (a fence says so without waiting), so a slow renderer is never
 * given more than it can do, and the time a frame took is known without blocking the page. Without a graphics card the
 * browser reads the canvas back on the page's own thread and waits there for what is still being drawn; so a frame is
 * then drawn beside the canvas, and copied to it only when it is finished.
 */
import { Picture } from './canvas.gl';
import fireSource from './fire.frag.glsl?raw';
import noiseSource from './noise.frag.glsl?raw';
import { Program, ShaderError } from './program';
import { judgeFrame, levelOf, type Quality, startQuality } from './quality';
import roomSource from './room.frag.glsl?raw';
import { disposeStage, isStale, makeStage, type SceneState, type Stage } from './stage';

const NOISE_SIZE = 512;
/** A still picture is taken at this moment: the flame stands well then. */
const STILL_TIME = 12.4;
/** Time constant of the fire's answer to a new warmth, seconds. */
const WARMTH_SECONDS = 1.6;

/** The canvas has a finished frame of this light. */
export interface Shown {
  readonly day: boolean;
  readonly software: boolean;
}

export function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

export class SceneRenderer {
  readonly #gl: WebGL2RenderingContext;
  readonly #onShown: (shown: Shown) => void;
  readonly #parallel: KHR_parallel_shader_compile | null;
  readonly #programs: { noise: Program; room: Program; fire: Program };
  #state: SceneState;
  readonly #software: boolean;
  #quality: Quality;
  #noise: Picture | null = null;
  #stage: Stage | null = null;
  #next: Stage | null = null;
  #fence: WebGLSync | null = null;
  #request = 0;
  #drawnAt = -1;
  #judging = false;
  #time = STILL_TIME;
  #warmth: number;
  #stillDone = false;
  /** a finished frame that waits beside the canvas */
  #waiting: Picture | null = null;
  #unchecked: Program[];
  /** what was told last */
  #shown: Shown | null = null;
  #gone = false;

  constructor(gl: WebGL2RenderingContext, state: SceneState, onShown: (shown: Shown) => void) {
    this.#gl = gl;
    this.#state = state;
    this.#warmth = state.warmth;
    this.#onShown = onShown;
    this.#software = isSoftware(gl);
    this.#quality = startQuality(this.#software);
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile');
    this.#programs = {
      noise: new Program(gl, noiseSource),
      room: new Program(gl, roomSource),
      fire: new Program(gl, fireSource),
    };
    this.#unchecked = Object.values(this.#programs);
    document.addEventListener('visibilitychange', this.#wake);
    this.#wake();
  }

  set(state: SceneState): void {
    this.#state = state;
    this.#stillDone = false;
    if (state.still) this.#warmth = state.warmth;
    this.#wake();
  }

  dispose(): void {
    this.#gone = true;
    document.removeEventListener('visibilitychange', this.#wake);
    cancelAnimationFrame(this.#request);
    if (this.#fence) this.#gl.deleteSync(this.#fence);
    for (const program of Object.values(this.#programs)) program.dispose();
    this.#noise?.dispose();
    for (const stage of [this.#stage, this.#next]) disposeStage(stage);
  }

  /** Asks for the next frame, unless nobody looks or nothing moves. */
  readonly #wake = (): void => {
    cancelAnimationFrame(this.#request);
    if (this.#gone) return;
    if (document.hidden) {
      this.#judging = false;
      return;
    }
    this.#request = requestAnimationFrame(this.#tick);
  };

  readonly #tick = (now: number): void => {
    try {
      this.#step(now);
    } catch (error) {
      if (!(error instanceof ShaderError)) throw error;
      this.dispose(); // the still room stays
    }
  };

  #step(now: number): void {
    if (this.#gl.isContextLost()) return;
    if (this.#isBusy()) {
      this.#request = requestAnimationFrame(this.#tick);
      return;
    }
    this.#showWaiting();
    this.#judge(now);
    if (this.#prepare()) this.#drawIfDue(now);
    const resting = this.#state.still && this.#stillDone && !this.#next && !this.#waiting;
    if (!resting) this.#request = requestAnimationFrame(this.#tick);
  }

  #isBusy(): boolean {
    const gl = this.#gl;
    // One program a frame: each answer is a round trip to the graphics process.
    const [unchecked] = this.#unchecked;
    if (unchecked) {
      if (!unchecked.isCompiling(this.#parallel)) this.#unchecked.shift()?.check();
      return true;
    }
    if (!this.#fence) return false;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) !== gl.SIGNALED) return true;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    return false;
  }

  #showWaiting(): void {
    if (!this.#waiting || !this.#stage) return;
    const { canvas } = this.#gl;
    const { width, height } = this.#waiting;
    // Resizing a canvas empties it, so it happens in the same breath as the first frame at the new size.
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#waiting.show();
    this.#waiting = null;
    this.#tellShown(this.#stage);
  }

  #judge(now: number): void {
    if (!this.#judging) return;
    this.#judging = false;
    this.#quality = judgeFrame(this.#quality, now - this.#drawnAt);
  }

  /** Draws what frames stand on, a strip at a time; true when there is a stage to draw a frame on. */
  #prepare(): boolean {
    if (!this.#noise?.done) {
      this.#noise ??= new Picture(this.#gl, { width: NOISE_SIZE, height: NOISE_SIZE, tile: true });
      this.#noise.drawStrip(this.#programs.noise, { uCells: 8 }, {});
      this.#setFence();
      return false;
    }
    const level = levelOf(this.#quality);
    if (!this.#next && isStale(this.#stage, this.#state, level)) {
      this.#next = makeStage(this.#gl, this.#state, level, this.#software);
    }
    if (!this.#next) return true;
    this.#next.picture.drawStrip(this.#programs.room, this.#next.values, { uNoise: this.#noise.texture });
    this.#setFence();
    if (this.#next.picture.done) this.#swapStage(this.#next);
    // The old picture keeps burning until the new one is whole, but only between its strips.
    return false;
  }

  #swapStage(stage: Stage): void {
    if (this.#waiting === this.#stage?.frame) this.#waiting = null;
    disposeStage(this.#stage);
    this.#stage = stage;
    this.#next = null;
    const { width, height } = stage.picture;
    if (!stage.frame) Object.assign(this.#gl.canvas, { width, height });
    this.#draw();
  }

  #drawIfDue(now: number): void {
    const { still, warmth } = this.#state;
    if (still && this.#stillDone) return;
    // Frames come at multiples of the screen's own; a little less than the interval keeps 30 from becoming 20.
    if (!still && now - this.#drawnAt < levelOf(this.#quality).interval - 6) return;
    const seconds = Math.min(0.12, (now - this.#drawnAt) / 1000);
    this.#drawnAt = now;
    this.#judging = !still;
    if (!still) this.#time = (this.#time + seconds) % 3600;
    this.#warmth += (warmth - this.#warmth) * (1 - Math.exp(-seconds / WARMTH_SECONDS));
    this.#draw();
    this.#stillDone = true;
  }

  #draw(): void {
    if (!this.#stage || !this.#noise) return;
    const { picture, frame, values } = this.#stage;
    const moment = { ...values, uTime: this.#time, uWarmth: this.#warmth };
    const textures = { uNoise: this.#noise.texture, uRoom: picture.texture };
    if (frame) {
      frame.drawAll(this.#programs.fire, moment, textures);
      this.#waiting = frame;
    } else {
      this.#gl.viewport(0, 0, picture.width, picture.height);
      this.#programs.fire.draw(moment, textures);
      this.#tellShown(this.#stage);
    }
    this.#setFence();
  }

  #tellShown({ made: { day } }: Stage): void {
    if (this.#shown?.day === day) return;
    this.#shown = { day, software: this.#software };
    this.#onShown(this.#shown);
  }

  #setFence(): void {
    this.#fence = this.#gl.fenceSync(this.#gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.#gl.flush();
  }
}
