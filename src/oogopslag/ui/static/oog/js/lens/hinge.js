// A flap of a folded sheet that shows few patches. It meets the panel beside it along the crease, so three
// numbers say how it lies, not eight: two or three patches are enough where a panel of its own needs five.
import { project } from "./homography.js";
import { found } from "./patches.js";

const REACH = 5;
const LEAST = 0.5;
const NEAR = 3;
const FEWEST = 3;
const STEEP = 14; // degrees that a flap may lift
const ASKED = 10; // patches: enough to tell angles apart

/** The panel turned about the crease: what lies on the line stays, what lies `away` from it moves by v·away. */
function turned(h, v, crease) {
  const out = Float64Array.from(h);
  v.forEach((value, row) => {
    out[3 * row + 1] += value;
    out[3 * row + 2] -= value * crease;
  });
  return out.map((value) => value / out[8]);
}

/** The turn that fits the pairs best (least squares); the panel as it is when there are too few. */
function turn(h, crease, pairs) {
  if (pairs.length < 2) return [0, 0, 0];
  const m = [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]];
  for (const [x, y, u, w] of pairs) {
    const away = y - crease;
    const d = h[6] * x + h[7] * y + h[8];
    const rows = [
      [away, 0, -u * away, u * d - (h[0] * x + h[1] * y + h[2])],
      [0, away, -w * away, w * d - (h[3] * x + h[4] * y + h[5])],
    ];
    for (const row of rows) for (let a = 0; a < 3; a++) for (let b = 0; b < 4; b++) m[a][b] += row[a] * row[b];
  }
  return solved(m) ?? [0, 0, 0];
}

/** Three equations by Cramer's rule, or null. */
function solved(m) {
  const by = (columns) => {
    const [a, b, c] = m.map((row) => columns.map((k) => row[k]));
    return a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0]) + a[2] * (b[0] * c[1] - b[1] * c[0]);
  };
  const all = by([0, 1, 2]);
  return Math.abs(all) < 1e-9 ? null : [by([3, 1, 2]) / all, by([0, 3, 2]) / all, by([0, 1, 3]) / all];
}

/** How what lies away from the crease moves when the flap lifts `angle`; the lens is taken as a phone's. */
function lifted(h, angle, { width, height }) {
  const focal = Math.max(width, height);
  const ray = (u, v, w) => [(u - (width / 2) * w) / focal, (v - (height / 2) * w) / focal, w];
  const a = ray(h[0], h[3], h[6]);
  const b = ray(h[1], h[4], h[7]);
  const size = Math.hypot(...b);
  const [x, y, z] = [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
    .map((value) => value / size);
  const up = [focal * x + (width / 2) * z, focal * y + (height / 2) * z, z];
  return [h[1], h[4], h[7]].map((along, k) => (Math.cos(angle) - 1) * along + Math.sin(angle) * up[k]);
}

/** The angle at which the patches of a flap agree most with what is seen: the flap's panel. */
function unfolded(picture, page, beside, crease, order) {
  let [most, best] = [0, beside];
  for (let degrees = -STEEP; degrees <= STEEP; degrees++) {
    const h = turned(beside, lifted(beside, (degrees * Math.PI) / 180, picture), crease);
    let sum = 0;
    for (const k of order) sum += Math.max(0, found(picture, h, page, k, 3)?.[4] ?? 0) ** 2;
    if (sum > most) [most, best] = [sum, h];
  }
  return best;
}

/**
 * The flap between `from` and `until`, from the panel beside it.
 * @returns {h, found, total, mean} as `refined`, or null
 */
export function hinged(picture, page, beside, crease, from, until) {
  const order = [...page.spots.keys()].filter((k) => page.spots[k][1] >= from && page.spots[k][1] < until);
  if (order.length < FEWEST) return null;
  let h = unfolded(picture, page, beside, crease, order.slice(0, ASKED));
  let pairs = order.map((k) => found(picture, h, page, k, REACH)).filter((pair) => pair?.[4] >= LEAST);
  for (let round = 0; round < 3; round++) {
    if (pairs.length < FEWEST) return null;
    h = turned(beside, turn(beside, crease, pairs), crease);
    pairs = pairs.filter(([x, y, u, w]) => {
      const [px, py] = project(h, x, y);
      return Math.hypot(px - u, py - w) < NEAR;
    });
  }
  if (pairs.length < FEWEST) return null;
  const mean = pairs.reduce((sum, pair) => sum + pair[4], 0) / pairs.length;
  return { h, found: pairs.length, total: order.length, mean };
}
