// A tile of smooth noise, drawn once: four independent fields in one picture, so that the flame needs a handful of
// texture reads a pixel instead of hundreds of multiplications (software renderers thank us).
uniform float uCells; // lattice cells a side; the tile repeats after them
out vec4 picture;

float lattice(vec2 p, float cells, float salt) {
  vec2 i = floor(p);
  vec2 f = p - i;
  vec2 u = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
  vec2 a = mod(i, cells);
  vec2 b = mod(i + 1.0, cells);
  vec4 h = vec4(
    hash1(vec2(a.x, a.y) + salt), hash1(vec2(b.x, a.y) + salt), hash1(vec2(a.x, b.y) + salt), hash1(vec2(b.x, b.y) + salt)
  );
  return mix(mix(h.x, h.y, u.x), mix(h.z, h.w, u.x), u.y);
}

float octaves(vec2 uv, float salt) {
  float sum = 0.0;
  float weight = 0.53;
  float cells = uCells;
  for (int i = 0; i < 4; i++) {
    sum += weight * lattice(uv * cells, cells, salt + float(i) * 97.0);
    cells *= 2.0;
    weight *= 0.48;
  }
  return sum;
}

void main() {
  vec2 uv = gl_FragCoord.xy / 512.0;
  picture = vec4(octaves(uv, 11.0), octaves(uv, 1013.0), octaves(uv, 2027.0), octaves(uv, 4099.0));
}
