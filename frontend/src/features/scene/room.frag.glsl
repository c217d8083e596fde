// The room without its fire, drawn once per size and theme: rgb = square root of what the eye sees in plain light
// (colour x shade), a = square root of how much of the fire's light arrives here (relief, distance, night).
uniform sampler2D uNoise;
uniform float uLooks; // looks a pixel: 4 for smooth edges, 1 without a graphics card
out vec4 picture;

struct Skin { vec3 colour; float height; };

float noise(vec2 p) { return texture(uNoise, p / 8.0).x; }
float rough(vec2 p) { return texture(uNoise, p / 8.0).y; }

// Distance to the nearest edge of the unit cell, in units of the cell's size in the room
float edgeOf(vec2 f, vec2 size) { vec2 d = (0.5 - abs(f - 0.5)) * size; return min(d.x, d.y); }

Skin bricks(vec2 q, vec2 size, float joint) {
  vec2 wob = vec2(noise(q * 2.1), noise(q * 2.1 + 3.7)) - 0.5;
  vec2 nick = vec2(rough(q * 5.0), rough(q * 5.0 + 2.9)) - 0.5;
  vec2 p = (q + wob * 0.016 + nick * 0.006) / size;
  float row = floor(p.y);
  p.x += 0.5 * mod(row, 2.0) + 0.06 * (hash1(vec2(row, 7.0)) - 0.5);
  vec2 cell = floor(p);
  vec2 h = hash2(cell);
  float edge = edgeOf(p - cell, size) - joint * (0.35 + 0.6 * rough(q * 6.0) + 0.3 * h.x);
  float body = smoothstep(-0.001, joint * 0.9, edge);
  float grain = rough(q * 9.0 + h * 5.0);
  vec3 clay = mix(vec3(0.225, 0.118, 0.070), vec3(0.345, 0.196, 0.120), h.x);
  clay = mix(clay, vec3(0.150, 0.088, 0.066), smoothstep(0.72, 0.95, h.y) * 0.85);
  clay *= (0.52 + 0.85 * grain) * (0.80 + 0.40 * noise(q * 1.6 + 5.0));
  vec3 mortar = vec3(0.155, 0.095, 0.064) * (0.7 + 0.6 * grain);
  return Skin(mix(mortar, clay, body), body * (0.0055 + 0.004 * h.y) + 0.014 * grain + 0.006 * noise(q * 14.0));
}

Skin plaster(vec2 q) {
  float sweep = noise(vec2(q.x * 1.3 + noise(q * 1.5) * 0.9, q.y * 2.3));
  float grain = rough(q * 7.0);
  return Skin(vec3(0.885, 0.80, 0.70) * (0.94 + 0.07 * sweep + 0.04 * grain), 0.020 * sweep + 0.006 * grain);
}

vec3 stoneColour(vec2 h, float grain, float fleck) {
  vec3 warm = mix(vec3(0.150, 0.108, 0.080), vec3(0.245, 0.185, 0.140), h.x);
  vec3 cool = mix(vec3(0.115, 0.104, 0.096), vec3(0.195, 0.176, 0.158), h.x);
  vec3 c = mix(warm, cool, smoothstep(0.35, 0.75, h.y));
  return c * (0.30 + 1.25 * grain) * (0.70 + 0.60 * fleck) * (1.0 + 1.1 * uDay);
}

// The surround: jambs of stacked blocks, voussoirs around the arch, a keystone that stands a little proud
Skin surround(vec2 q) {
  float w = halfIn();
  vec2 arc = archCircle(w, SPRING_IN, CROWN_IN);
  vec2 fromCentre = q - vec2(0.0, arc.x);
  float angle = atan(fromCentre.x, fromCentre.y);
  float springAngle = atan(w, SPRING_IN - arc.x);
  vec2 wob = (vec2(noise(q * 3.0), noise(q * 3.0 + 5.3)) - 0.5) * 0.022 + (vec2(rough(q * 6.0), rough(q * 6.0 + 1.7)) - 0.5) * 0.010;
  float edge;
  vec2 id;
  float proud = 0.0;
  if (abs(angle) < springAngle) {
    float count = 11.0;
    float turn = (angle / springAngle * 0.5 + 0.5) * count + wob.x * 6.0;
    float n = floor(turn);
    float along = (0.5 - abs(turn - n - 0.5)) * springAngle * 2.0 / count * length(fromCentre);
    edge = min(along, length(fromCentre) - arc.y + wob.y * 0.3);
    id = vec2(n, 40.0);
    proud = step(abs(n - 5.0), 0.1) * 0.012;
  } else {
    // Blocks of unequal height, the same count on either side
    float tall = 0.150;
    float at = q.y / tall + 0.16 * sin(q.y * 23.0 + sign(q.x) * 1.3) + wob.y / tall;
    float row = floor(at);
    edge = min(abs(q.x) - w + wob.x * 0.4 + 0.004, (0.5 - abs(at - row - 0.5)) * tall);
    id = vec2(row + 60.0 * sign(q.x), 50.0);
  }
  vec2 h = hash2(id + 400.0);
  float outside = -doorway(q, halfOut(), SPRING_OUT, CROWN_OUT);
  edge = min(edge, outside);
  float grain = noise(q * 4.5 + h * 7.0);
  float body = smoothstep(0.0005, 0.014, edge + (grain - 0.5) * 0.012);
  float pillow = 1.0 - pow(1.0 - clamp(edge / 0.045, 0.0, 1.0), 2.0);
  vec3 c = mix(vec3(0.050, 0.038, 0.030) * (1.0 + 3.0 * uDay), stoneColour(h, grain, rough(q * 16.0)), body);
  return Skin(c, body * (0.004 + proud + 0.006 * h.x) + 0.015 * pillow + 0.050 * grain * body + 0.014 * rough(q * 9.0));
}

vec3 timber(vec2 along, float seed) {
  float flow = noise(vec2(along.x * 0.55, along.y * 5.0) + seed);
  float rings = 0.5 + 0.5 * sin(along.y * 90.0 + flow * 26.0);
  float fine = rough(vec2(along.x * 1.6, along.y * 26.0) + seed);
  return mix(vec3(0.17, 0.088, 0.044), vec3(0.30, 0.165, 0.085), flow) * (0.72 + 0.20 * rings + 0.36 * fine);
}

// What stands on the wall's plane: bricks or plaster, and the stone frame in front of them
Skin wallAt(vec2 q) {
  if (q.y > -0.0 && doorway(q, halfOut(), SPRING_OUT, CROWN_OUT) < 0.0) return surround(q);
  if (uDay > 0.5) return plaster(q);
  return bricks(q + vec2(0.11, 0.02), vec2(0.268, 0.108), 0.0075);
}

// Light of a fire that stands a little before the wall, on a relief given by its height
float lightOn(vec2 q, vec2 slope) {
  vec3 to = vec3(vec2(0.0, 0.26) - q, 0.42);
  float far = length(to);
  vec3 normal = normalize(vec3(-slope, 1.0));
  float facing = max(0.0, dot(normal, to / far) * 0.86 + 0.14);
  return facing * 1.15 / (0.48 + 2.0 * far * far);
}

vec4 wall(vec2 q) {
  const float e = 0.0035;
  Skin s = wallAt(q);
  vec2 slope = vec2(wallAt(q + vec2(e, 0.0)).height, wallAt(q + vec2(0.0, e)).height) - s.height;
  float fire = lightOn(q, slope / e * 0.68);
  // The mantel's board keeps the light of the fire from the wall above it; the frame's edge throws a soft shadow.
  float board = 1.0 - 0.70 * smoothstep(0.93, 1.02, q.y) * (1.0 - smoothstep(0.8, 1.25, abs(q.x)) * 0.75);
  float out1 = doorway(q, halfOut(), SPRING_OUT, CROWN_OUT);
  float contact = out1 > 0.0 ? mix(0.45, 1.0, smoothstep(0.0, mix(0.09, 0.045, uDay), out1)) : 1.0;
  float corner = 0.5 + 0.5 * smoothstep(-0.05, 0.22, q.y);
  float day = 0.94 + 0.06 * dot(normalize(vec3(-slope / e * 0.6, 1.0)), normalize(vec3(-0.6, 0.5, 0.6)));
  float under = 1.0 - 0.30 * smoothstep(0.80, 0.90, q.y) * step(q.y, 0.93) * smoothstep(halfOut() * 1.10, halfOut() * 1.02, abs(q.x));
  vec3 plain = s.colour * mix(mix(0.3, 1.0, contact), day * mix(0.80, 1.0, contact) * mix(0.88, 1.0, corner) * under, uDay);
  return vec4(plain, fire * board * mix(contact, 1.0, uDay) * corner);
}

// The chamber behind the opening: a box in perspective, sooty, its own bricks lit from below
vec4 chamber(vec2 q) {
  const vec2 eye = vec2(0.0, 0.36);
  const float back = 0.76;
  float w = halfIn();
  vec2 arc = archCircle(w, SPRING_IN, CROWN_IN);
  float up = (length(q - vec2(0.0, arc.x)) - (eye.y - arc.x)) / (arc.y - (eye.y - arc.x));
  float side = abs(q.x) / w;
  float down = (eye.y - q.y) / eye.y;
  float depth = max(max(side, down), q.y > eye.y ? up : 0.0);
  vec2 at;
  float shade;
  float floorHere = 0.0;
  if (depth < back) {
    at = eye + (q - eye) / back;
    shade = 1.0;
  } else {
    float z = (1.0 - depth) / (1.0 - back);
    floorHere = step(side, down) * step(q.y, eye.y);
    at = floorHere > 0.5 ? vec2(q.x / depth, z * 0.3) : vec2(z * 0.32 + 4.0, eye.y + (q.y - eye.y) / depth);
    shade = mix(0.42, 0.72, z) * mix(1.0, 1.5, floorHere);
  }
  const float e = 0.004;
  vec2 size = vec2(0.19, 0.072);
  Skin s = bricks(at, size, 0.005);
  float lift = (bricks(at + vec2(0.0, e), size, 0.005).height - s.height) / e;
  float soot = mix(0.36, 0.05, smoothstep(0.02, 0.50, q.y + 0.16 * (noise(q * 3.0) - 0.5)));
  vec3 c = mix(s.colour, vec3(0.12, 0.075, 0.05), 0.55) * soot;
  if (floorHere > 0.5) c = vec3(0.075, 0.062, 0.054) * (0.25 + 1.2 * rough(q * 13.0));
  lift *= 1.0 - floorHere;
  vec2 d = q - vec2(0.0, 0.17);
  float fire = shade * clamp(0.75 - 0.35 * lift, 0.2, 1.3) * 1.25 / (0.30 + 11.0 * dot(d, d));
  float rim = smoothstep(0.0, 0.05, -doorway(q, w, SPRING_IN, CROWN_IN));
  return vec4(c * mix(0.6, 1.0, rim) * mix(1.0, 0.75, uDay), fire * mix(0.7, 1.0, rim));
}

vec4 logs(vec4 l, vec2 q) {
  float round1 = sqrt(max(0.0, 1.0 - l.y * l.y));
  float bark = rough(vec2(l.x * 2.2 + l.w * 1.7, l.y * 0.55 + l.w));
  float ridge = noise(vec2(l.x * 3.5 + l.w * 2.3, l.y * 1.5 + l.w * 1.1));
  float middle = smoothstep(0.46, 0.12, abs(q.x));
  vec3 c = mix(vec3(0.120, 0.066, 0.036), vec3(0.030, 0.023, 0.020), middle) * (0.15 + 2.3 * bark * ridge);
  bool leaning = l.w > 0.5 && l.w < 2.5;
  float cut = leaning ? l.x * 0.40 / 0.044 : 9.0;
  float face = length(vec2((l.x + 0.035) * 9.0 * 2.2, l.y * 0.98));
  float fire = (0.30 + 0.70 * round1) * (0.55 + 0.5 * smoothstep(-0.9, 0.9, l.y * (l.w == 1.0 ? -1.0 : 1.0)));
  if (cut < 0.55 && face < 1.0) {
    float rings = 0.5 + 0.5 * sin(face * 26.0 + noise(q * 8.0) * 5.0);
    c = mix(vec3(0.20, 0.115, 0.060), vec3(0.29, 0.18, 0.10), rings) * (0.65 + 0.5 * rough(q * 14.0));
    fire *= 0.55;
  }
  return vec4(c, fire * 1.0 / (0.5 + 5.0 * dot(q, q)));
}

// The hearthstone: a slab seen from slightly above, its face towards us below its edge
vec4 slab(vec2 q) {
  float top = smoothstep(-0.066, -0.060, q.y);
  float w = halfOut() + 0.045;
  float cut = abs(fract(q.x * 1.55 + 0.5) - 0.5) / 1.55;
  float joint = smoothstep(0.0, 0.006, cut);
  vec2 h = hash2(vec2(floor(q.x * 1.55 + 0.5), top + 9.0) + 300.0);
  float grain = noise(vec2(q.x * 4.0, q.y * mix(5.0, 12.0, top)) + h * 3.0);
  vec3 c = stoneColour(h, grain, rough(q * 15.0)) * mix(0.45, 1.0, joint);
  float spread = 1.0 / (1.0 + 2.6 * q.x * q.x);
  float lip = smoothstep(0.012, 0.0, abs(q.y + 0.060));
  float fire = mix(0.26 * smoothstep(-SLAB - 0.02, -0.06, q.y), 1.05, top) * spread + lip * 0.30 * spread;
  float end = smoothstep(0.0, 0.02, w - abs(q.x));
  return vec4(c * mix(0.55, 1.0, end), fire * (0.75 + 0.5 * grain) * mix(0.5, 1.0, end));
}

vec4 floorAt(vec2 q) {
  const float eye = 0.62;
  float z = 1.0 / (eye - q.y);
  vec2 p = vec2(q.x * z, z) * vec2(1.0, 2.4);
  float board = floor(p.x * 4.6);
  vec2 f = vec2(fract(p.x * 4.6), 0.0);
  float start = hash1(vec2(board, 3.0));
  float piece = floor(p.y * 0.75 + start * 5.0);
  vec2 h = hash2(vec2(board, piece) + 200.0);
  float gap = min(f.x, 1.0 - f.x) / 4.6 / z;
  float butt = abs(fract(p.y * 0.75 + start * 5.0) - 0.5);
  float seam = smoothstep(0.0, 0.005, gap) * smoothstep(0.5, 0.493, butt);
  vec3 c = timber(vec2(p.y * 1.2 + h.x * 7.0, p.x * 1.1), h.y * 5.0) * (0.75 + 0.5 * h.x);
  float far = smoothstep(-0.02, -1.0, q.y);
  if (uDay > 0.5) {
    c = mix(vec3(0.58, 0.43, 0.28), vec3(0.66, 0.51, 0.35), h.x) * (0.84 + 0.9 * (c.r - 0.16));
    c = mix(c, vec3(0.90, 0.80, 0.665), 0.56 + 0.36 * far); // morning haze: words lie here
  }
  c *= mix(mix(0.35, 0.82 + 0.13 * far, uDay), 1.0, seam);
  float below = max(0.0, -q.y - SLAB * 0.2);
  float fire = 1.0 / (1.0 + 1.9 * q.x * q.x) * exp(-below * 5.4) * 0.58;
  float gloss = pow(max(0.0, 1.0 - abs(q.x) * 1.15), 2.0) * exp(-below * 7.0) * 0.40 * (0.6 + 0.8 * h.y);
  float contact = 0.45 + 0.55 * smoothstep(0.0, 0.05, max(-q.y - SLAB, abs(q.x) - halfOut() - 0.045));
  return vec4(c * mix(1.0, contact, 0.6), (fire + gloss) * contact);
}

// The mantel: one old beam, hewn by hand, lit from below
vec4 mantel(vec2 q, float w) {
  float v = (q.y - 0.900) / 0.090 + 0.10 * (noise(vec2(q.x * 2.2, 9.0)) - 0.5);
  vec3 c = timber(vec2(q.x * 1.1, q.y * 0.9), 2.6) * (0.45 + 0.9 * noise(vec2(q.x * 1.4, q.y * 9.0)));
  float under = smoothstep(0.24, 0.10, v);
  float front = smoothstep(0.10, 0.30, v) * smoothstep(1.02, 0.55, v);
  float rim = smoothstep(0.06, 0.0, abs(v - 0.93));
  float fire = (0.55 * under + 0.42 * front + 0.10 * rim) / (0.8 + 1.7 * q.x * q.x);
  float end = smoothstep(0.0, 0.02, w - abs(q.x));
  return vec4(c * mix(0.45, 1.0, end) * mix(1.0, 1.9 + 0.4 * rim - 0.7 * under, uDay), fire);
}

// The board along the foot of the wall
vec4 skirting(vec2 q) {
  float v = (q.y + 0.02) / 0.065;
  vec3 c = mix(timber(q.xy * vec2(0.8, 1.0), 6.1) * 0.7, vec3(0.80, 0.72, 0.62) * (0.86 + 0.14 * v), uDay);
  float rim = smoothstep(0.12, 0.0, abs(v - 0.92));
  float shade = smoothstep(0.0, 0.25, v) * (1.0 - 0.5 * smoothstep(0.93, 1.0, v));
  float contact = mix(0.4, 1.0, smoothstep(0.0, 0.08, abs(q.x) - halfOut()));
  return vec4(c * mix(0.55, 1.0, shade), (0.34 + 0.4 * rim) * shade * contact / (0.7 + 1.5 * q.x * q.x));
}

// Morning through a window at the left: two panes of light, slanted across the wall
float panes(vec2 q) {
  vec2 p = vec2(q.x + q.y * 0.42, q.y);
  vec2 a = abs(p - vec2(-1.30, 0.50)) - vec2(0.34, 0.36);
  vec2 b = abs(p - vec2(-1.30, 0.50));
  float soft = 0.07;
  float open = smoothstep(soft, -soft, max(a.x, a.y));
  float bars = smoothstep(0.0, 0.05, min(b.x - 0.012, abs(b.y - 0.10) - 0.008));
  return open * mix(0.45, 1.0, bars);
}

vec4 look(vec2 q) {
  float w = halfOut();
  float board = w * 1.10;
  if (q.y > 0.900 && q.y < 0.99 && abs(q.x) < board) return mantel(q, board);
  if (q.y > -SLAB && q.y < 0.0 && abs(q.x) < w + 0.045) return slab(q);
  if (q.y >= 0.0 && doorway(q, halfIn(), SPRING_IN, CROWN_IN) < 0.0) {
    vec4 l = pile(q);
    return l.w >= 0.0 ? logs(l, q) : chamber(q);
  }
  if (q.y < -0.02) return floorAt(q);
  if (q.y < 0.045 && abs(q.x) > w) return skirting(q);
  return wall(q);
}

// The room is drawn once, so its edges may cost something
vec4 lookClosely(vec2 frag) {
  if (uLooks < 2.0) return look(toRoom(toWindow(frag)));
  vec4 sum = vec4(0.0);
  for (int i = 0; i < 4; i++) sum += look(toRoom(toWindow(frag + vec2(i & 1, i >> 1) * 0.5 - 0.25)));
  return sum * 0.25;
}

void main() {
  vec2 q = toRoom(toWindow(gl_FragCoord.xy));
  vec4 seen = lookClosely(gl_FragCoord.xy);
  if (uDay > 0.5) {
    float inside = step(0.0, q.y) * step(doorway(q, halfIn(), SPRING_IN, CROWN_IN), 0.0);
    float sky = mix(1.02, 0.86, smoothstep(-1.6, 1.8, q.x)) + 0.20 * panes(q) * (1.0 - inside);
    seen.rgb *= sky;
  }
  // Night begins below the hearth, so that words stay readable.
  float night = mix(1.0, 0.03, smoothstep(0.0, -0.52, q.y));
  seen.a *= mix(night, 1.0, uDay * 0.5);
  vec2 dither = (hash2(gl_FragCoord.xy) - 0.5) / 255.0;
  picture = vec4(sqrt(clamp(seen.rgb, 0.0, 1.0)) + dither.x, sqrt(clamp(seen.a * 0.4, 0.0, 1.0)) + dither.y);
}
