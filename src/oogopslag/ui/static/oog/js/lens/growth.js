// From one neighbourhood that looks the same to the whole page: fit, look around, fit again, look further.
// A page grows only where its words really are, so one right neighbourhood is enough and wrong ones die.
import { plausible, project, solve } from "./homography.js";

const CELL = 12;
const FIRST_LOOK = 110; // page pixels around a seed
const LOOKS = [200, 400, 2000];
const FEWEST = 7;
const SHARE = 0.5;
const SHARE_OF_ALL = 0.3;

/** Points of a picture, to be asked which lies nearest to a place. */
export class Cloud {
  constructor(points) {
    this.points = points;
    this.cells = new Map();
    this.far = [0, 0]; // the words that lie farthest to the right and down
    for (let i = 0; i < points.length / 2; i++) {
      const key = this.key((points[2 * i] / CELL) | 0, (points[2 * i + 1] / CELL) | 0);
      const cell = this.cells.get(key);
      this.far = [Math.max(this.far[0], points[2 * i]), Math.max(this.far[1], points[2 * i + 1])];
      if (cell) cell.push(i);
      else this.cells.set(key, [i]);
    }
  }

  key(c, r) { return r * 4096 + c; }

  /** The nearest point within `reach` (at most a cell), or -1. */
  nearest(x, y, reach) {
    let [best, limit] = [-1, reach * reach];
    const [c, r] = [(x / CELL) | 0, (y / CELL) | 0];
    for (let row = r - 1; row <= r + 1; row++) {
      for (let column = c - 1; column <= c + 1; column++) {
        for (const i of this.cells.get(this.key(column, row)) ?? []) {
          const far = (this.points[2 * i] - x) ** 2 + (this.points[2 * i + 1] - y) ** 2;
          if (far < limit) [best, limit] = [i, far];
        }
      }
    }
    return best;
  }
}

/** The affine map (as a homography) that fits the pairs best, or null. */
function affine(from, to, pairs) {
  const n = pairs.length;
  let [mx, my, ux, uy] = [0, 0, 0, 0];
  for (const [i, j] of pairs) {
    mx += from[2 * i] / n;
    my += from[2 * i + 1] / n;
    ux += to[2 * j] / n;
    uy += to[2 * j + 1] / n;
  }
  let [xx, xy, yy, xu, yu, xv, yv] = [0, 0, 0, 0, 0, 0, 0];
  for (const [i, j] of pairs) {
    const [x, y, u, v] = [from[2 * i] - mx, from[2 * i + 1] - my, to[2 * j] - ux, to[2 * j + 1] - uy];
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xu += x * u;
    yu += y * u;
    xv += x * v;
    yv += y * v;
  }
  const det = xx * yy - xy * xy;
  if (det < 1e-6) return null;
  const [a, b] = [(xu * yy - yu * xy) / det, (yu * xx - xu * xy) / det];
  const [c, d] = [(xv * yy - yv * xy) / det, (yv * xx - xv * xy) / det];
  const scale = Math.sqrt(Math.abs(a * d - b * c));
  if (a * d - b * c <= 0 || scale < 0.35 || scale > 6) return null;
  return { h: [a, b, ux - a * mx - b * my, c, d, uy - c * mx - d * my, 0, 0, 1], scale };
}

/**
 * How many of a page's words in the frame of the cloud were found, less for each that was not: found²/asked.
 * @param homography of a height on the page
 */
export function explained(cloud, known, homography) {
  let [asked, found] = [0, 0];
  const [right, foot] = cloud.far;
  for (let i = 0; i < known.length / 2; i++) {
    const [u, v] = project(homography(known[2 * i + 1]), known[2 * i], known[2 * i + 1]);
    if (!(u > 0 && v > 0 && u < right && v < foot)) continue;
    asked++;
    if (cloud.nearest(u, v, CELL / 2) >= 0) found++;
  }
  return asked ? (found * found) / asked : 0;
}

/** The words of the page within `look` of a place, and the points where h puts them. */
function around(cloud, known, h, [x, y], look, reach, { width, height }) {
  const pairs = [];
  let asked = 0;
  for (let i = 0; i < known.length / 2; i++) {
    if (Math.abs(known[2 * i] - x) > look || Math.abs(known[2 * i + 1] - y) > look) continue;
    const [u, v] = project(h, known[2 * i], known[2 * i + 1]);
    if (!(u > 0 && v > 0 && u < width && v < height)) continue;
    asked++;
    const j = cloud.nearest(u, v, reach);
    if (j >= 0) pairs.push([i, j]);
  }
  return { pairs, asked };
}

/**
 * Grows a seed {here, there} over the page.
 * @param known word points of the page @returns {h, size} size: words found; or null
 */
export function grown(cloud, known, seed, size) {
  const first = affine(known, cloud.points, seed.there.map((i, k) => [i, seed.here[k]]));
  if (!first) return null;
  const reach = Math.min(CELL, 2 + 2.2 * first.scale);
  const centre = [known[2 * seed.there[0]], known[2 * seed.there[0] + 1]];
  let found = around(cloud, known, first.h, centre, FIRST_LOOK, reach, size);
  if (found.pairs.length < FEWEST || found.pairs.length < found.asked * SHARE) return null;
  let h = affine(known, cloud.points, found.pairs)?.h;
  for (const look of LOOKS) {
    if (!h) return null;
    found = around(cloud, known, h, centre, look, reach, size);
    if (found.pairs.length < FEWEST) return null;
    h = homography(known, cloud.points, found.pairs);
  }
  if (!h || found.pairs.length < found.asked * SHARE_OF_ALL) return null;
  found = around(cloud, known, h, centre, 2000, reach, size);
  return { h, size: found.pairs.length };
}

function homography(known, points, pairs) {
  const from = new Float64Array(2 * pairs.length);
  const to = new Float64Array(2 * pairs.length);
  pairs.forEach(([i, j], k) => {
    from.set([known[2 * i], known[2 * i + 1]], 2 * k);
    to.set([points[2 * j], points[2 * j + 1]], 2 * k);
  });
  const h = solve(from, to, pairs.map((_, k) => k));
  return h && plausible(h) ? h : null;
}

/** The best placing of a page that the seeds of a hit grow to, or null. */
export function placing(cloud, known, hit, size, seeds = 12) {
  const count = hit.pairs.length / 4;
  const order = [...Array(count).keys()].sort((a, b) => hit.pairs[4 * b + 2] - hit.pairs[4 * a + 2]);
  let most = null;
  for (const k of order.slice(0, seeds)) {
    const seed = hit.seed(k);
    const one = seed && grown(cloud, known, seed, size);
    if (one && (!most || one.size > most.size)) most = one;
    if (most && most.size > 40) break;
  }
  return most;
}
