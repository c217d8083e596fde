/**
 * Shader programs: compiled in parallel where the browser can (`KHR_parallel_shader_compile`), so that no compiler ever
 * holds the page up, and asked for errors only once they are done. What they draw is in the `.glsl` files.
 */
import common from './common.glsl?raw';

/** One triangle that covers the window: cheaper than two, and no seam. */
const COVER = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

export type Value = number | readonly number[];

/** A program this driver does not take: the still picture stays. */
export class ShaderError extends Error {}

export class Program {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #places = new Map<string, WebGLUniformLocation | null>();

  constructor(gl: WebGL2RenderingContext, fragment: string) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    const sources: [number, string][] = [
      [gl.VERTEX_SHADER, COVER],
      [gl.FRAGMENT_SHADER, `#version 300 es\n${common}\n${fragment}`],
    ];
    for (const [kind, source] of sources) {
      const shader = gl.createShader(kind);
      if (!shader) throw new ShaderError('The context is lost.');
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.#program, shader);
      gl.deleteShader(shader); // flagged; lives as long as the program
    }
    gl.linkProgram(this.#program);
  }

  /** Never blocks: true as long as the compiler is still at it. */
  isCompiling(parallel: KHR_parallel_shader_compile | null): boolean {
    if (!parallel || this.#gl.isContextLost()) return false;
    return !this.#gl.getProgramParameter(this.#program, parallel.COMPLETION_STATUS_KHR);
  }

  /** @throws ShaderError with the driver's words */
  check(): void {
    const gl = this.#gl;
    if (gl.getProgramParameter(this.#program, gl.LINK_STATUS) || gl.isContextLost()) return;
    const logs = (gl.getAttachedShaders(this.#program) ?? []).map((shader) => gl.getShaderInfoLog(shader));
    throw new ShaderError([gl.getProgramInfoLog(this.#program), ...logs].filter(Boolean).join('\n'));
  }

  draw(values: Readonly<Record<string, Value>>, textures: Readonly<Record<string, WebGLTexture>>): void {
    const gl = this.#gl;
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's useProgram is not a hook of React
    gl.useProgram(this.#program);
    for (const [name, value] of Object.entries(values)) this.#set(name, value);
    for (const [unit, [name, texture]] of Object.entries(textures).entries()) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.uniform1i(this.#place(name), unit);
    }
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  dispose(): void {
    this.#gl.deleteProgram(this.#program);
  }

  #place(name: string): WebGLUniformLocation | null {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const place = this.#gl.getUniformLocation(this.#program, name);
    this.#places.set(name, place);
    return place;
  }

  #set(name: string, value: Value): void {
    const place = this.#place(name);
    if (typeof value === 'number') this.#gl.uniform1f(place, value);
    else if (value.length === 2) this.#gl.uniform2fv(place, value);
    else this.#gl.uniform4fv(place, value);
  }
}
