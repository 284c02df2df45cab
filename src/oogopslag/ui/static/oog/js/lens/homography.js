// From a page to the picture of it: eight numbers, least squares, and agreement among points.
import { HEIGHT, WIDTH } from "./page.js";

/** Where a point of the page lies in the picture. */
export function project(h, x, y) {
  const d = h[6] * x + h[7] * y + h[8];
  return [(h[0] * x + h[1] * y + h[2]) / d, (h[3] * x + h[4] * y + h[5]) / d];
}

/**
 * The homography that fits the pairs best (normalised, h[8] = 1), or null.
 * @param {ArrayLike<number>} from x, y, … @param {ArrayLike<number>} to @param {number[]} chosen
 */
export function solve(from, to, chosen) {
  const n = chosen.length;
  let [mx, my, ux, uy] = [0, 0, 0, 0];
  for (const i of chosen) {
    mx += from[2 * i] / n;
    my += from[2 * i + 1] / n;
    ux += to[2 * i] / n;
    uy += to[2 * i + 1] / n;
  }
  let [s1, s2] = [0, 0];
  for (const i of chosen) {
    s1 += Math.hypot(from[2 * i] - mx, from[2 * i + 1] - my);
    s2 += Math.hypot(to[2 * i] - ux, to[2 * i + 1] - uy);
  }
  s1 = (1.414 * n) / (s1 || 1);
  s2 = (1.414 * n) / (s2 || 1);
  const m = new Float64Array(72); // normal equations, 8 by 9
  const row = new Float64Array(9);
  const add = () => {
    for (let a = 0; a < 8; a++) if (row[a]) for (let b = a; b < 9; b++) m[a * 9 + b] += row[a] * row[b];
  };
  for (const i of chosen) {
    const x = (from[2 * i] - mx) * s1;
    const y = (from[2 * i + 1] - my) * s1;
    const u = (to[2 * i] - ux) * s2;
    const v = (to[2 * i + 1] - uy) * s2;
    row.set([x, y, 1, 0, 0, 0, -u * x, -u * y, u]);
    add();
    row.set([0, 0, 0, x, y, 1, -v * x, -v * y, v]);
    add();
  }
  for (let a = 0; a < 8; a++) for (let b = 0; b < a; b++) m[a * 9 + b] = m[b * 9 + a];
  const h = eliminated(m);
  return h && denormalised(h, s1, mx, my, s2, ux, uy);
}

/** Gauss-Jordan with pivots; null when the points do not decide it. */
function eliminated(m) {
  for (let c = 0; c < 8; c++) {
    let pivot = c;
    for (let r = c + 1; r < 8; r++) if (Math.abs(m[r * 9 + c]) > Math.abs(m[pivot * 9 + c])) pivot = r;
    if (Math.abs(m[pivot * 9 + c]) < 1e-10) return null;
    if (pivot !== c) {
      for (let k = c; k < 9; k++) [m[c * 9 + k], m[pivot * 9 + k]] = [m[pivot * 9 + k], m[c * 9 + k]];
    }
    for (let r = 0; r < 8; r++) {
      if (r === c) continue;
      const factor = m[r * 9 + c] / m[c * 9 + c];
      if (factor) for (let k = c; k < 9; k++) m[r * 9 + k] -= factor * m[c * 9 + k];
    }
  }
  return [0, 1, 2, 3, 4, 5, 6, 7].map((c) => m[c * 9 + 8] / m[c * 9 + c]);
}

function denormalised(h, s1, mx, my, s2, ux, uy) {
  const a = [
    h[0] * s1, h[1] * s1, h[2] - h[0] * s1 * mx - h[1] * s1 * my,
    h[3] * s1, h[4] * s1, h[5] - h[3] * s1 * mx - h[4] * s1 * my,
    h[6] * s1, h[7] * s1, 1 - h[6] * s1 * mx - h[7] * s1 * my,
  ];
  const out = new Float64Array(9);
  for (let c = 0; c < 3; c++) {
    out[c] = a[c] / s2 + ux * a[6 + c];
    out[3 + c] = a[3 + c] / s2 + uy * a[6 + c];
    out[6 + c] = a[6 + c];
  }
  if (Math.abs(out[8]) < 1e-12) return null;
  return out.map((value) => value / out[8]);
}

/** First b, then a. */
export function product(a, b) {
  const out = new Float64Array(9);
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      for (let k = 0; k < 3; k++) out[3 * r + c] += a[3 * r + k] * b[3 * k + c];
    }
  }
  return out.map((value) => value / out[8]);
}

/** From the picture back to the page. */
export function inverse([a, b, c, d, e, f, g, h, i]) {
  const out = [
    e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f,
    d * h - e * g, b * g - a * h, a * e - b * d,
  ];
  return Float64Array.from(out, (value) => value / out[8]);
}

/** The page's corners in the picture, clockwise from the top left. */
export function corners(h) {
  return [[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]].map(([x, y]) => project(h, x, y));
}

/** A page that is seen from the front, not turned inside out, and of a size that can be. */
export function plausible(h) {
  const c = corners(h);
  let area = 0;
  for (let i = 0; i < 4; i++) {
    const [a, b, d] = [c[i], c[(i + 1) % 4], c[(i + 2) % 4]];
    if ((b[0] - a[0]) * (d[1] - b[1]) - (b[1] - a[1]) * (d[0] - b[0]) <= 0) return false;
    area += a[0] * b[1] - a[1] * b[0];
  }
  return area > 2e4 && area < 2e8;
}

let seed = 12345;
function random() { // the same frames give the same answer: a test can repeat them
  seed = (Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
  return ((seed ^ (seed >>> 12)) >>> 0) / 4294967296;
}
export function reseed(value = 12345) { seed = value; }

/**
 * The homography on which most pairs agree within `near` pixels: {h, inliers} or null.
 * `ordered`: the best pairs come first and are tried first (PROSAC-like).
 */
export function agreement(from, to, near, tries, ordered = false) {
  const n = from.length / 2;
  const limit = near * near;
  const four = [0, 0, 0, 0];
  let [most, best] = [0, null];
  for (let t = 0; t < tries; t++) {
    const pool = ordered ? Math.min(n, Math.max(12, ((n * (t + 20)) / tries) * 2 | 0)) : n;
    for (let k = 0; k < 4; k++) {
      do four[k] = (random() * pool) | 0; while (four.indexOf(four[k]) < k);
    }
    const h = solve(from, to, four);
    if (!h || !plausible(h)) continue;
    const count = close(h, from, to, limit, null);
    if (count > most) {
      [most, best] = [count, h];
      if ((count > n * 0.7 && t > 30) || (count > 25 && t > 200)) break;
    }
  }
  if (!best) return null;
  let inliers = [];
  for (let round = 0; round < 3; round++) {
    inliers = [];
    close(best, from, to, limit, inliers);
    if (inliers.length < 6) return null;
    const h = solve(from, to, inliers);
    if (!h || !plausible(h)) break;
    best = h;
  }
  return { h: best, inliers };
}

function close(h, from, to, limit, list) {
  let count = 0;
  for (let i = 0; i < from.length / 2; i++) {
    const x = from[2 * i];
    const y = from[2 * i + 1];
    const d = h[6] * x + h[7] * y + h[8];
    const ex = (h[0] * x + h[1] * y + h[2]) / d - to[2 * i];
    const ey = (h[3] * x + h[4] * y + h[5]) / d - to[2 * i + 1];
    if (ex * ex + ey * ey < limit) {
      count++;
      list?.push(i);
    }
  }
  return count;
}

/** The CSS matrix that lays a page of canonical pixels over the picture, shown `scale` times. */
export function matrix3d(h, scale) {
  const n = [
    h[0] * scale, h[3] * scale, 0, h[6], h[1] * scale, h[4] * scale, 0, h[7],
    0, 0, 1, 0, h[2] * scale, h[5] * scale, 0, h[8],
  ];
  return `matrix3d(${n.map((value) => +value.toFixed(9)).join(",")})`;
}
