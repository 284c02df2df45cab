// The second way to a page, for few words, blur or distance: the sheet's edges, and where it is dark.
// The twin of core/paper/outline.py; what it proposes is proved by patches like everything else.
import { components } from "./components.js";
import { plausible, project, solve } from "./homography.js";
import { HEIGHT, WIDTH } from "./page.js";

export const COLUMNS = 24;
export const ROWS = 34;
const SHRINK = 4;
const SMALLEST = 0.12; // share of the picture under which a bright part is no sheet
const CONTRAST = 14;
const SAMPLES = 5;

/** The picture four times smaller; each pixel the brightest of nine means, so that text is gone. */
function whitened({ grey, width, height }) {
  const [w, h] = [(width / SHRINK) | 0, (height / SHRINK) | 0];
  const small = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let j = 0; j < SHRINK; j++) {
        const o = (y * SHRINK + j) * width + x * SHRINK;
        for (let i = 0; i < SHRINK; i++) sum += grey[o + i];
      }
      small[y * w + x] = sum / SHRINK ** 2;
    }
  }
  let from = small;
  for (const step of [1, w]) { // brightest of seven across, then down
    const to = new Uint8Array(w * h);
    for (let i = 0; i < w * h; i++) {
      let most = 0;
      for (let k = -3; k <= 3; k++) most = Math.max(most, from[i + k * step] ?? 0);
      to[i] = most;
    }
    from = to;
  }
  return { bright: from, w, h };
}

/** The grey that parts bright from dark best (Otsu), and how far the two means lie apart. */
function parted(pixels) {
  const counts = new Float64Array(256);
  for (const grey of pixels) counts[grey]++;
  let all = 0;
  counts.forEach((count, grey) => { all += count * grey; });
  let [below, sum, best, limit, apart] = [0, 0, -1, 0, 0];
  for (let grey = 0; grey < 255; grey++) {
    below += counts[grey];
    sum += counts[grey] * grey;
    const above = pixels.length - below;
    if (!below || !above) continue;
    const gap = (all - sum) / above - sum / below;
    const value = below * above * gap * gap;
    if (value > best) [best, limit, apart] = [value, grey, gap];
  }
  return { limit, apart };
}

/** The line on which most points lie: {a, b, c} with ax + by = c, or null. */
function line(points) {
  if (points.length < 12) return null;
  let [most, best] = [0, null];
  for (let t = 0; t < 60; t++) {
    const p = points[(t * 7919) % points.length];
    const q = points[(t * 104729 + (points.length >> 1)) % points.length];
    const long = Math.hypot(q[0] - p[0], q[1] - p[1]);
    if (long < points.length / 5) continue;
    const [a, b] = [(q[1] - p[1]) / long, (p[0] - q[0]) / long];
    const c = a * p[0] + b * p[1];
    let count = 0;
    for (const [x, y] of points) if (Math.abs(a * x + b * y - c) < 1.2) count++;
    if (count > most) [most, best] = [count, { a, b, c }];
  }
  return most > points.length * 0.35 ? best : null;
}

function crossing(p, q) {
  const d = p.a * q.b - q.a * p.b;
  return [(p.c * q.b - q.c * p.b) / d, (p.a * q.c - q.a * p.c) / d];
}

/** The homography of a whole sheet that lies in the picture, or null. */
export function sheetIn(picture) {
  const { bright, w, h } = whitened(picture);
  const { limit, apart } = parted(bright);
  if (apart < CONTRAST) return null;
  const parts = components(bright.map((grey) => (grey > limit ? 1 : 0)), w, h);
  const part = parts.area.indexOf(parts.area.reduce((a, b) => Math.max(a, b), 0));
  if (part < 0 || parts.area[part] < SMALLEST * w * h) return null;
  const sides = edges(parts.runs, part, w, h).map(line);
  if (sides.some((side) => !side)) return null;
  const [left, right, top, bottom] = sides;
  const spots = [crossing(left, top), crossing(right, top), crossing(right, bottom), crossing(left, bottom)];
  const target = spots.flatMap(([x, y]) => [(x + 0.5) * SHRINK, (y + 0.5) * SHRINK]);
  if (!target.every((v) => Number.isFinite(v))) return null;
  const found = solve([0, 0, WIDTH, 0, WIDTH, HEIGHT, 0, HEIGHT], target, [0, 1, 2, 3]);
  return found && plausible(found) ? found : null;
}

/** Points of the left, right, top and bottom edge; the picture's own border is no edge. */
function edges(runs, part, w, h) {
  const [low, high] = [new Int32Array(w).fill(h), new Int32Array(w).fill(-1)];
  const [from, to] = [new Int32Array(h).fill(w), new Int32Array(h).fill(-1)];
  for (let run = 0; run < runs.count; run++) {
    if (runs.label[run] !== part) continue;
    const y = runs.row[run];
    from[y] = Math.min(from[y], runs.start[run]);
    to[y] = Math.max(to[y], runs.stop[run] - 1);
    for (let x = runs.start[run]; x < runs.stop[run]; x++) {
      low[x] = Math.min(low[x], y);
      high[x] = y;
    }
  }
  const [left, right, top, bottom] = [[], [], [], []];
  for (let y = 0; y < h; y++) {
    if (to[y] < 0) continue;
    if (from[y] > 4) left.push([from[y] + 3, y]); // the brightest of seven made the sheet wider
    if (to[y] < w - 5) right.push([to[y] - 3, y]);
  }
  for (let x = 0; x < w; x++) {
    if (high[x] < 0) continue;
    if (low[x] > 4) top.push([x, low[x] + 3]);
    if (high[x] < h - 5) bottom.push([x, high[x] - 3]);
  }
  return [left, right, top, bottom];
}

/** How dark each cell of the page is in the picture, against the brightest around it; mean 0, length 1. */
export function darkness({ grey, width, height }, h) {
  const cells = new Float32Array(COLUMNS * ROWS);
  const whites = new Float32Array(COLUMNS * ROWS);
  for (let r = 0; r < ROWS; r++) {
    for (let c = 0; c < COLUMNS; c++) {
      let [sum, most] = [0, 1];
      for (let j = 0; j < SAMPLES; j++) {
        for (let i = 0; i < SAMPLES; i++) {
          const x = ((c + (i + 0.5) / SAMPLES) * WIDTH) / COLUMNS;
          const y = ((r + (j + 0.5) / SAMPLES) * HEIGHT) / ROWS;
          const [u, v] = project(h, x, y);
          const value = grey[Math.min(height - 1, Math.max(0, v | 0)) * width + Math.min(width - 1, Math.max(0, u | 0))];
          sum += value;
          most = Math.max(most, value);
        }
      }
      cells[r * COLUMNS + c] = sum / SAMPLES ** 2;
      whites[r * COLUMNS + c] = most;
    }
  }
  return levelled(cells.map((mean, i) => Math.sqrt(Math.max(0, 0.98 - mean / around(whites, i)))));
}

function around(whites, i) {
  const [r, c] = [(i / COLUMNS) | 0, i % COLUMNS];
  let most = 1;
  for (let y = Math.max(0, r - 1); y <= Math.min(ROWS - 1, r + 1); y++) {
    for (let x = Math.max(0, c - 1); x <= Math.min(COLUMNS - 1, c + 1); x++) most = Math.max(most, whites[y * COLUMNS + x]);
  }
  return most;
}

export function levelled(values) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const out = Float32Array.from(values, (value) => value - mean);
  const length = Math.hypot(...out) || 1;
  return out.map((value) => value / length);
}

/** The pages that are dark at the same places: {page, likeness}, best first. */
export function alike(picture, h, thumbnails, most = 6) {
  const here = darkness(picture, h);
  return thumbnails
    .map((thumbnail, page) => {
      let likeness = 0;
      for (let i = 0; i < here.length; i++) likeness += here[i] * thumbnail[i];
      return { page, likeness };
    })
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, most);
}
