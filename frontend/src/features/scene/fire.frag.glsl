// One frame: the baked room under the fire's light of this moment, then the flame itself, embers and sparks.
uniform sampler2D uNoise;
uniform sampler2D uRoom;
uniform float uTime;     // seconds
uniform float uWarmth;   // 0 embers .. 1 high fire, already smoothed
out vec4 picture;

vec4 field(vec2 p) { return texture(uNoise, p / 8.0); }

const vec3 FIRELIGHT = vec3(1.0, 0.54, 0.235);

// Height of the flame above x: tongues that rise and sink, each at its own pace
float crown(float x, float t) {
  vec4 sway = sin(vec4(0.83, 1.07, 0.91, 0.73) * t + vec4(0.0, 2.1, 4.2, 1.2));
  vec4 breath = sin(vec4(1.31, 1.03, 1.49, 1.17) * t + vec4(1.0, 3.3, 5.1, 0.4));
  vec4 at = x - vec4(-0.205, -0.065, 0.080, 0.215) - vec4(0.020, 0.026, 0.026, 0.018) * sway;
  vec4 wide = vec4(0.078, 0.100, 0.092, 0.070);
  vec4 tall = vec4(0.56, 0.98, 0.90, 0.52) + vec4(0.15, 0.16, 0.18, 0.14) * breath;
  vec4 each = tall * exp(-at * at / (wide * wide));
  return max(max(each.x, each.y), max(each.z, each.w)) * 0.86 + dot(each, vec4(0.10));
}

// Density of the flame at q; t runs slower for the calm of the room than it would outside
float flame(vec2 q, float t) {
  float tall = mix(0.24, 0.60, uWarmth);
  float y = (q.y - 0.060) / tall;
  if (y < -0.15 || y > 1.6 || abs(q.x) > 0.50) return 0.0;
  float lift = clamp(y, 0.0, 1.25);
  float bend = field(vec2(q.x * 2.0, q.y * 1.7 - t * 0.62)).z - 0.5;
  float curl = field(vec2(q.x * 5.5 + 3.0, q.y * 3.6 - t * 1.15)).w - 0.5;
  // Towards their tips the tongues lean together, as the draught draws them.
  float x = q.x * (0.86 + 0.30 * lift) + (bend * 0.40 + curl * 0.20) * (0.12 + lift);
  vec4 big = field(vec2(x * 5.6, q.y * 2.4 - t * 1.35));
  vec4 fine = field(vec2(x * 12.0 + 1.7, q.y * 4.4 - t * 2.15));
  float n = big.x * 0.62 + fine.y * 0.38 - 0.5;
  float body = crown(x, t) - lift + n * (0.62 + 1.25 * lift);
  float rooted = smoothstep(-0.14, 0.10, y + n * 0.25) * smoothstep(0.44, 0.24, abs(q.x) + 0.10 * n);
  return max(0.0, body) * rooted * smoothstep(1.55, 1.15, y) * (0.72 + 0.56 * fine.z);
}

vec3 flameColour(float d) {
  // Thin flame is red, thick flame amber, its heart cream: the more of it in the line of sight, the more bands saturate.
  vec3 c = 1.0 - exp(-d * d * vec3(13.0, 2.9, 0.36));
  return c * vec3(2.5, 1.35, 0.80);
}

vec3 embers(vec2 q, vec4 l, float t) {
  float heat = smoothstep(0.40, 0.02, abs(q.x) + abs(q.y - 0.06) * 0.6);
  float breath = field(vec2(q.x * 2.0 + t * 0.05, q.y * 2.0 - t * 0.09)).w;
  if (l.w >= 0.0) {
    float crack = abs(field(vec2(l.x * 5.0 + l.w * 2.3, l.y * 0.8 + l.w * 1.3)).x - 0.5);
    float under = smoothstep(0.5, -1.0, l.y) * 0.5 + smoothstep(0.4, 1.0, l.y) * 0.9;
    float glow = smoothstep(0.050, 0.0, crack) * 1.7 + under * 0.30 * field(q * 14.0).y * 2.0;
    return vec3(1.5, 0.30, 0.045) * glow * heat * smoothstep(0.30, 0.62, breath) * 1.7;
  }
  float bed = smoothstep(0.075, 0.01, abs(q.y - 0.012)) * smoothstep(0.40, 0.12, abs(q.x));
  float coal = smoothstep(0.46, 0.66, field(q * vec2(13.0, 19.0)).y);
  return vec3(1.5, 0.32, 0.05) * bed * coal * (0.35 + 1.1 * breath);
}

// A few sparks; each lives its own few seconds, wanders, and is then born again somewhere else
vec3 sparks(vec2 q, float t) {
  vec3 sum = vec3(0.0);
  for (int i = 0; i < 9; i++) {
    float n = float(i);
    float life = 3.4 + 2.2 * hash1(vec2(n, 5.0));
    float clock = t / life + hash1(vec2(n, 9.0));
    float age = fract(clock);
    vec2 h = hash2(vec2(n, floor(clock)));
    if (h.y > 0.35 + 0.6 * uWarmth) continue;
    float rise = age * (0.45 + 0.30 * h.y);
    vec2 at = vec2((h.x - 0.5) * 0.36 + 0.05 * sin(age * 7.0 + n) * age + (h.y - 0.5) * 0.16 * age, 0.14 + rise);
    float d = length((q - at) * vec2(1.0, 0.8));
    float size = 0.0038 * (1.0 - 0.5 * age);
    float bright = smoothstep(0.0, 0.08, age) * (1.0 - age) * (0.75 + 0.25 * sin(t * 9.0 + n * 2.0));
    sum += vec3(2.6, 1.15, 0.32) * bright * (smoothstep(size, size * 0.25, d) + 0.16 * exp(-d * d / (size * size * 9.0)));
  }
  return sum;
}

void main() {
  vec2 p = toWindow(gl_FragCoord.xy);
  vec2 q = toRoom(p);
  vec4 baked = texture(uRoom, gl_FragCoord.xy / (uWindow * uRatio));
  vec3 seen = baked.rgb * baked.rgb;
  float reach = baked.a * baked.a / 0.4;
  float t = uTime;

  // The light wavers as a whole and a little differently on either side, never so fast that it tires.
  float waver = 0.94 + 0.05 * sin(t * 2.1) + 0.035 * sin(t * 3.7 + 1.3)
    + 0.20 * (field(vec2(t * 0.60, q.x * 0.35)).x - 0.5) + 0.10 * (field(vec2(t * 1.3, 4.0 + q.y * 0.4)).y - 0.5);
  float power = mix(0.22, 1.0, uWarmth) * waver;

  vec3 ambient = mix(vec3(0.012, 0.010, 0.009), vec3(0.93, 0.95, 0.98), uDay);
  vec3 col = seen * (ambient + FIRELIGHT * reach * power * mix(4.2, 0.55, uDay));

  bool hole = q.y > -0.002 && q.y < 1.4 && abs(q.x) < halfIn();
  float inside = hole ? smoothstep(0.004, -0.004, doorway(q, halfIn(), SPRING_IN, CROWN_IN)) : 0.0;
  if (inside > 0.0) {
    vec4 l = pile(q);
    float d = flame(q, t);
    // A log hides the flame behind it; small flames still lick over its front.
    float lick = smoothstep(0.50, 0.68, field(vec2(q.x * 7.0, q.y * 5.0 - t * 1.1)).z);
    float hidden = l.w >= 0.0 ? smoothstep(0.0, 0.022, -l.z) : 0.0;
    float veil = mix(1.0, mix(0.10, 0.55, lick * smoothstep(0.0, 0.10, q.y)), hidden);
    col += embers(q, l, t) * mix(0.75, 1.0, uWarmth) * inside;
    col *= 1.0 - clamp(d * 0.9, 0.0, 0.85) * veil * inside;
    col += flameColour(d) * veil * inside;
    col += sparks(q, t) * inside;
  }
  // Glow in the air around the flame
  vec2 g = (q - vec2(0.0, 0.22)) * vec2(1.0, 0.85);
  float halo = exp(-dot(g, g) * 11.0) * 0.042 + exp(-dot(g, g) * 1.8) * 0.012;
  col += FIRELIGHT * halo * power * mix(1.0, 0.35, uDay) * (q.y < 0.0 ? exp(q.y * 5.0) : 1.0);

  vec2 v = (p / uWindow - 0.5) * vec2(1.0, 0.9);
  float vignette = 1.0 - smoothstep(0.18, 0.95, dot(v, v) * 2.4) * mix(0.80, 0.10, uDay);
  col *= vignette;

  vec3 night = vec3(0.0088, 0.0054, 0.0036);
  col = mix(1.0 - exp(-(col * 1.25 + night)), min(col, vec3(1.0)), uDay * (1.0 - inside));
  col = pow(col, vec3(1.0 / 2.2));
  col = mix(col * col * (1.35 - 0.35 * col) + col * 0.16, col, mix(0.50, 0.85, uDay)); // deeper shadows, as eyes see them by firelight
  picture = vec4(col + (hash1(gl_FragCoord.xy + floor(mod(t, 64.0) * 30.0)) - 0.5) / 200.0, 1.0);
}
