/**
 * Where everything stands in the room: pure geometry from the size of the window. The shader draws the hearth, the
 * seats line up before it and the talk begins below, all from this one answer. No DOM, no colours.
 *
 * Proportions are those of the two drawings in docs/look: a hearth of 316 px in a window of 800, a band of the top 40 %
 * on a phone. All lengths are CSS pixels from the top left of the window; a seat's point is the centre of its medallion.
 */
import type { Viewport } from './viewport';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

export interface HearthLayout {
  readonly form: 'desk' | 'phone';
  /** Width of the rail of rooms at the left, 0 without one; the fire stands in the middle of what remains. */
  readonly railWidth: number;
  /** Outer edge of the stone, from the crown of the arch to the front edge of the hearthstone. */
  readonly hearth: Rect;
  /** The heart of the fire: where its light comes from. */
  readonly fire: Point;
  /** The line where wall and floor meet. */
  readonly floorLine: number;
  readonly seatSize: number;
  /** Room one seat takes: medallion, and its name beneath. Boxes never overlap. */
  readonly seatBox: { readonly width: number; readonly height: number };
  /** In the order in which they are taken: nearest to Lily first, left and right in turn. At most 7, 5 on a phone. */
  readonly seats: readonly Point[];
  /** Where "+4" goes when there are more people than seats. */
  readonly more: Point;
  readonly lily: Point;
  /** Where the talk may begin: just below Lily's name. */
  readonly talkTop: number;
}

const PHONE_BELOW = 720;
const RAIL = 76;
const NAME_HEIGHT = 24;
/** Top of the stone where the floor of the fire chamber is, as a share of the hearth's height from its bottom. */
const SLAB = 0.12;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

interface Form {
  readonly bottom: number;
  readonly top: number;
  readonly share: number;
  readonly seatSize: number;
  readonly label: number;
  readonly arcHeight: number;
  readonly firstSeat: number;
  readonly sideSeats: number;
  readonly ceiling: number;
}

function chooseForm({ width, height }: Viewport): Form {
  if (width < PHONE_BELOW) {
    return {
      bottom: height * 0.36,
      top: clamp(height * 0.1, 44, 92),
      share: 0.76,
      seatSize: clamp(width * 0.118, 40, 54),
      label: 20,
      arcHeight: 0.36,
      firstSeat: 0.3,
      sideSeats: 3,
      ceiling: 58,
    };
  }
  const bottom = height * 0.465;
  const top = clamp(height * 0.078, 26, 96);
  return {
    bottom,
    top,
    share: 0.66,
    seatSize: clamp((bottom - top) * 0.185, 40, 76),
    label: 44,
    arcHeight: 0.62,
    firstSeat: 0.4,
    sideSeats: 4,
    ceiling: 64,
  };
}

/**
 * Offsets of one side's seats from Lily: along a quarter ellipse and then straight up its side, each as soon as its box
 * is clear of the one before.
 */
function walkSide(
  reach: number,
  rise: number,
  first: number,
  box: { width: number; height: number },
  limit: { seats: number; up: number },
): Point[] {
  const found: Point[] = [];
  let before: Point = { x: first - box.width, y: 0 };
  for (let step = 0; found.length < limit.seats; step += 1) {
    const angle = Math.min(step, 180) * (Math.PI / 360);
    const x = reach * Math.sin(angle);
    const y = rise * (1 - Math.cos(angle)) + Math.max(0, step - 180);
    if (y > limit.up) break;
    if (x - before.x < box.width && y - before.y < box.height) continue;
    if (x < first) continue;
    before = { x, y };
    found.push(before);
  }
  return found;
}

/** Seats left and right in turn; the last place on the right is kept for "+4". */
function placeSeats(side: readonly Point[], lily: Point): { seats: Point[]; more: Point } {
  const places = side.flatMap(({ x, y }) => [
    { x: lily.x - x, y: lily.y - y },
    { x: lily.x + x, y: lily.y - y },
  ]);
  const more = places.pop() ?? lily;
  return { seats: places, more };
}

/**
 * @param viewport the window in CSS pixels; everything stays inside it from 320 x 480 upwards.
 * @param rail whether there are rooms to choose from; a phone never has the rail
 */
export function hearthLayout(viewport: Viewport, rail: boolean): HearthLayout {
  const form = chooseForm(viewport);
  const phone = viewport.width < PHONE_BELOW;
  const railWidth = rail && !phone ? RAIL : 0;
  const room = viewport.width - railWidth;
  const middle = railWidth + room / 2;

  const height = clamp(form.bottom - form.top, 96, (room * form.share) / 1.3);
  const width = Math.min(height * 1.41, room * form.share);
  const top = form.bottom - height;
  const hearth = { x: middle - width / 2, y: top, width, height };

  const seatBox = { width: form.seatSize + form.label, height: form.seatSize + NAME_HEIGHT };
  const lily = { x: middle, y: form.bottom - height * 0.1 };
  const reach = Math.min(height * 1.42, room / 2 - seatBox.width / 2 - 2);
  // On the narrowest phones the first seat moves in, so that a second one still fits beside it.
  const first = Math.max(seatBox.width + 2, Math.min(width * form.firstSeat, reach - seatBox.width - 1));
  const side = walkSide(Math.max(reach, first), height * form.arcHeight, first, seatBox, {
    seats: form.sideSeats,
    up: lily.y - form.seatSize / 2 - form.ceiling,
  });

  const chamberFloor = form.bottom - height * SLAB;
  return {
    form: phone ? 'phone' : 'desk',
    railWidth,
    hearth,
    fire: { x: middle, y: chamberFloor - height * 0.2 },
    floorLine: chamberFloor + height * 0.02,
    seatSize: form.seatSize,
    seatBox,
    ...placeSeats(side, lily),
    lily,
    talkTop: lily.y + form.seatSize / 2 + NAME_HEIGHT + 8,
  };
}
