/**
 * Pictures the scene draws into before the window: the tile of noise, the room without its fire, and (without a graphics
 * card) each frame. A costly picture is drawn in strips, one at a time, so that nothing waits for all of it.
 */
import type { Program, Value } from './program';

const STRIPS = 16;

export interface PictureOptions {
  readonly width: number;
  readonly height: number;
  /** repeats and filters smoothly (noise), or ends at its edge (the room) */
  readonly tile: boolean;
}

export class Picture {
  readonly texture: WebGLTexture;
  readonly width: number;
  readonly height: number;
  readonly #gl: WebGL2RenderingContext;
  readonly #frame: WebGLFramebuffer;
  #strip = 0;

  constructor(gl: WebGL2RenderingContext, { width, height, tile }: PictureOptions) {
    this.#gl = gl;
    this.width = width;
    this.height = height;
    this.texture = gl.createTexture();
    this.#frame = gl.createFramebuffer();
    const wrap = tile ? gl.REPEAT : gl.CLAMP_TO_EDGE;
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, wrap);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, wrap);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#frame);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.texture, 0);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  get done(): boolean {
    return this.#strip >= STRIPS;
  }

  /** Draws the next strip, from below upwards. */
  drawStrip(
    program: Program,
    values: Readonly<Record<string, Value>>,
    textures: Readonly<Record<string, WebGLTexture>>,
  ): void {
    const gl = this.#gl;
    const from = Math.floor((this.height * this.#strip) / STRIPS);
    const to = Math.floor((this.height * (this.#strip + 1)) / STRIPS);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#frame);
    gl.viewport(0, 0, this.width, this.height);
    gl.enable(gl.SCISSOR_TEST);
    gl.scissor(0, from, this.width, to - from);
    program.draw(values, textures);
    gl.disable(gl.SCISSOR_TEST);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    this.#strip += 1;
  }

  /** Draws the whole picture anew. */
  drawAll(
    program: Program,
    values: Readonly<Record<string, Value>>,
    textures: Readonly<Record<string, WebGLTexture>>,
  ): void {
    const gl = this.#gl;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.#frame);
    gl.viewport(0, 0, this.width, this.height);
    program.draw(values, textures);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
  }

  /** Copies the picture to the canvas, which has the same size. */
  show(): void {
    const gl = this.#gl;
    const { width, height } = this;
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, this.#frame);
    gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.bindFramebuffer(gl.READ_FRAMEBUFFER, null);
  }

  dispose(): void {
    this.#gl.deleteFramebuffer(this.#frame);
    this.#gl.deleteTexture(this.texture);
  }
}
