// What both programs know of the room: where it stands, how its stone is cut, where the logs lie, and noise.
//
// Room coordinates "q": origin in the middle of the fire chamber's floor, y upwards, one unit = the hearth's height.
// So every shape below is written once and holds for a phone and for a cinema.
precision highp float;

uniform vec2 uWindow;   // CSS pixels
uniform float uRatio;   // framebuffer pixels per CSS pixel
uniform vec4 uHearth;   // x, y, width, height of the stone, CSS pixels from the top left
uniform float uDay;     // 0 night, 1 morning

const float SLAB = 0.12;             // hearthstone below the chamber's floor
const float CROWN_OUT = 0.88;        // top of the stone; SLAB + CROWN_OUT = 1
const float SPRING_OUT = 0.675;      // where the outer arch begins to bend
const float CROWN_IN = 0.735;
const float SPRING_IN = 0.555;
const float RING = 0.135;            // thickness of the stone beside the opening

float halfOut() { return 0.5 * uHearth.z / uHearth.w; }
float halfIn() { return halfOut() - RING; }

// gl_FragCoord -> CSS pixels from the top left
vec2 toWindow(vec2 frag) { return vec2(frag.x / uRatio, uWindow.y - frag.y / uRatio); }

vec2 toRoom(vec2 p) {
  float floorY = uHearth.y + uHearth.w * (1.0 - SLAB);
  return vec2(p.x - uHearth.x - 0.5 * uHearth.z, floorY - p.y) / uHearth.w;
}

// Integer hash (after "Hash Functions for GPU Rendering", Jarzynski & Olano 2020, pcg2d): the same on every GPU.
uvec2 pcg(uvec2 v) {
  v = v * 1664525u + 1013904223u;
  v.x += v.y * 1664525u;
  v.y += v.x * 1664525u;
  v ^= v >> 16u;
  v.x += v.y * 1664525u;
  v.y += v.x * 1664525u;
  return v ^ (v >> 16u);
}

vec2 hash2(vec2 cell) { return vec2(pcg(uvec2(ivec2(cell) + 32768))) / 4294967295.0; }
float hash1(vec2 cell) { return hash2(cell).x; }

// Centre and radius of the circle through (+-w, spring) and (0, crown)
vec2 archCircle(float w, float spring, float crown) {
  float rise = crown - spring;
  float radius = (w * w + rise * rise) / (2.0 * rise);
  return vec2(crown - radius, radius);
}

// Signed distance-like value: below 0 inside a doorway with a segmental arch
float doorway(vec2 q, float w, float spring, float crown) {
  vec2 arc = archCircle(w, spring, crown);
  return max(abs(q.x) - w, length(q - vec2(0.0, arc.x)) - arc.y);
}

// A log: xy from, xy to; radius apart. x: along 0..1, y: across -1..1, z: distance to its skin (below 0 inside)
vec3 logAt(vec2 q, vec2 a, vec2 b, float radius) {
  vec2 d = b - a;
  float along = dot(q - a, d) / dot(d, d);
  vec2 n = vec2(-d.y, d.x) / length(d);
  float across = dot(q - a, n) / radius;
  float nearest = clamp(along, 0.0, 1.0);
  return vec3(along, across, length(q - a - d * nearest) - radius);
}

// The pile, front log last; x: along, y: across, z: distance, w: which log
vec4 pile(vec2 q) {
  vec4 hit = vec4(0.0, 0.0, 1.0, -1.0);
  vec3 l = logAt(q, vec2(-0.27, 0.062), vec2(0.25, 0.058), 0.052);
  if (l.z < 0.0) hit = vec4(l, 0.0); else hit.z = min(hit.z, l.z);
  l = logAt(q, vec2(0.40, 0.150), vec2(0.02, 0.070), 0.044);
  if (l.z < 0.0) hit = vec4(l, 1.0); else if (hit.w < 0.0) hit.z = min(hit.z, l.z);
  l = logAt(q, vec2(-0.39, 0.135), vec2(0.00, 0.075), 0.047);
  if (l.z < 0.0) hit = vec4(l, 2.0); else if (hit.w < 0.0) hit.z = min(hit.z, l.z);
  l = logAt(q, vec2(-0.17, 0.030), vec2(0.20, 0.036), 0.043);
  if (l.z < 0.0) hit = vec4(l, 3.0); else if (hit.w < 0.0) hit.z = min(hit.z, l.z);
  return hit;
}
