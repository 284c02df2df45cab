// Finding small squares of a page back in a picture: to hold on to it, and to tell look-alikes apart.
// Every frame is compared with the reference page, not with the frame before, so nothing drifts.
import { agreement, project } from "./homography.js";
import { HEIGHT } from "./page.js";

const FULL = 8;
const COARSE = 7;
export const TILE = 9;
const BLANK = 0.3; // how much a blank tile looks like anything
const FLAT = 40; // variance a pixel under which a tile says nothing of its own

/** Mean zero, length one; null when the square is flat. */
function normalised(greys, flat = 0) {
  let mean = 0;
  for (const grey of greys) mean += grey / greys.length;
  const out = Float32Array.from(greys, (grey) => grey - mean);
  let energy = 0;
  for (const value of out) energy += value * value;
  if (energy < greys.length * flat) return null;
  const length = Math.sqrt(energy) || 1;
  return out.map((value) => value / length);
}

/** One page of one edition, as the pack holds it. */
export class Page {
  constructor({ index, meta, guide, words, thumbnail, spots, full, coarse, tileSpots, tiles, marks }) {
    Object.assign(this, { index, meta, guide, words, thumbnail, spots, tileSpots });
    this.source = { full, coarse, tiles, marks };
  }

  get likes() { return this.meta.likes; }

  /** Whether other years print something else somewhere on this page. */
  get dated() { return this.source.marks.spots.length > 0; }

  // Templates are made when a page is first looked at: most pages of a pack never are.
  get full() { return (this.fullMade ??= this.source.full.map((one) => normalised(one))); }

  get coarse() { return (this.coarseMade ??= this.source.coarse.map((one) => normalised(one))); }

  get tiles() { return (this.tilesMade ??= this.source.tiles.map((one) => normalised(one, FLAT))); }

  /** {spots, prints}: places in half pixels, and how they look in this edition and in other years. */
  get marks() {
    return (this.marksMade ??= {
      spots: this.source.marks.spots,
      prints: this.source.marks.prints.map((print) => print.map((one) => normalised(one))),
    });
  }
}

const WIDEST = 80;
const window_ = new Float32Array(WIDEST * WIDEST);
const sums = new Float64Array((WIDEST + 1) ** 2); // of what lies above and to the left, and of its squares
const squares = new Float64Array((WIDEST + 1) ** 2);
const scores = new Float32Array(48 * 48);

/**
 * Looks for a template around a point of the page, as the picture shows it through h.
 * @param picture {grey, width, height} @param step page pixels between samples (1 or 2)
 * @returns {value, dx, dy} best correlation and where, in page pixels; null outside the picture
 */
export function sought(picture, h, x, y, step, template, radius, reach) {
  return around(picture, h, x, y, step, radius + reach) ? matched(template, step, radius, reach) : null;
}

/** The same of several templates, which may be missing: a list, or null outside the picture. */
export function soughtAll(picture, h, x, y, step, templates, radius, reach) {
  if (!around(picture, h, x, y, step, radius + reach)) return null;
  return templates.map((template) => template && matched(template, step, radius, reach));
}

/** Reads the square of 2·half + 1 samples around a point, and its sums; false outside the picture. */
function around({ grey, width, height }, h, x, y, step, half) {
  const span = 2 * half + 1;
  sums.fill(0, 0, span + 1);
  squares.fill(0, 0, span + 1);
  for (let j = -half; j <= half; j++) {
    const py = y + j * step;
    const row = (j + half + 1) * (span + 1);
    let [sum, square] = [0, 0];
    sums[row] = squares[row] = 0;
    for (let i = -half; i <= half; i++) {
      const px = x + i * step;
      const d = h[6] * px + h[7] * py + h[8];
      const u = (h[0] * px + h[1] * py + h[2]) / d;
      const v = (h[3] * px + h[4] * py + h[5]) / d;
      if (!(u >= 0 && v >= 0 && u < width - 1 && v < height - 1)) return false;
      const c = u | 0;
      const r = v | 0;
      const a = u - c;
      const b = v - r;
      const o = r * width + c;
      const value = (grey[o] * (1 - a) + grey[o + 1] * a) * (1 - b) + (grey[o + width] * (1 - a) + grey[o + width + 1] * a) * b;
      window_[(j + half) * span + i + half] = value;
      sum += value;
      square += value * value;
      const at = row + i + half + 1;
      sums[at] = sums[at - span - 1] + sum;
      squares[at] = squares[at - span - 1] + square;
    }
  }
  return true;
}

/** Where a template lies best in the square that was read. */
function matched(template, step, radius, reach) {
  const span = 2 * (radius + reach) + 1;
  const side = 2 * radius + 1;
  const places = 2 * reach + 1;
  const inside = (of, r, c) => {
    const [top, foot] = [r * (span + 1) + c, (r + side) * (span + 1) + c];
    return of[foot + side] - of[foot] - of[top + side] + of[top];
  };
  let [best, bx, by] = [-2, 0, 0];
  for (let r = 0; r < places; r++) {
    for (let c = 0; c < places; c++) {
      let product = 0;
      for (let j = 0; j < side; j++) {
        let o = (r + j) * span + c;
        for (let k = j * side; k < (j + 1) * side; k++, o++) product += window_[o] * template[k];
      }
      const sum = inside(sums, r, c);
      const spread = inside(squares, r, c) - (sum * sum) / (side * side);
      const score = spread > 25 ? product / Math.sqrt(spread) : -1;
      scores[r * places + c] = score;
      if (score > best) [best, bx, by] = [score, c, r];
    }
  }
  const between = (low, high) => (0.5 * (low - high)) / (low - 2 * best + high - 1e-9);
  let [ox, oy] = [0, 0];
  if (bx > 0 && bx < places - 1 && by > 0 && by < places - 1) {
    const at = by * places + bx;
    ox = between(scores[at - 1], scores[at + 1]);
    oy = between(scores[at - places], scores[at + places]);
  }
  return { value: best, dx: (bx - reach + ox) * step, dy: (by - reach + oy) * step };
}

/** Where patch `k` lies in the picture, looked for around h: [x, y, u, v, correlation], or null. */
export function found(picture, h, page, k, reach) {
  const [x, y] = page.spots[k];
  const hit = sought(picture, h, x, y, 1, page.full[k], FULL, reach);
  return hit && [x, y, ...project(h, x + hit.dx, y + hit.dy), hit.value];
}

/** A sheet is one homography, or one for each panel of a folded page, from top to bottom. */
export function at(sheet, y) {
  return sheet[Math.min(sheet.length - 1, Math.max(0, ((y * sheet.length) / HEIGHT) | 0))];
}

/**
 * Makes a homography exact in steps of {coarse, reach, least, near}; null when too little is found.
 * `from`, `until`: only patches in this part of the page (a panel of a folded letter).
 * @returns {h, found, total, mean}
 */
export function refined(picture, page, start, levels, from = 0, until = HEIGHT, fewest = 6) {
  let h = start;
  let result = null;
  for (const { coarse, reach, least, near } of levels) {
    const source = [];
    const target = [];
    const values = [];
    let total = 0;
    const templates = coarse ? page.coarse : page.full;
    for (let k = 0; k < templates.length; k++) {
      const [sx, sy] = page.spots[k];
      if (sy < from || sy > until) continue;
      const x = coarse ? (sx & ~1) + 0.5 : sx;
      const y = coarse ? (sy & ~1) + 0.5 : sy;
      const hit = sought(picture, h, x, y, coarse ? 2 : 1, templates[k], coarse ? COARSE : FULL, reach);
      if (!hit) continue;
      total++;
      if (hit.value < least) continue;
      source.push(x, y);
      target.push(...project(h, x + hit.dx, y + hit.dy));
      values.push(hit.value);
    }
    if (values.length < fewest) return null;
    const agreed = agreement(source, target, near, 120);
    if (!agreed || agreed.inliers.length < fewest) return null;
    h = agreed.h;
    const mean = agreed.inliers.reduce((sum, i) => sum + values[i], 0) / agreed.inliers.length;
    result = { h, found: agreed.inliers.length, total, mean };
  }
  return result;
}

/**
 * Which of two look-alikes is this? Only where the two differ is asked.
 * @param like a row of page.likes: other page, share, tiles here, tiles there
 * @param known how the tiles of `page` look in this picture and place, as far as known: several look-alikes ask the same
 * @returns {lead, asked, seen, own}: lead above zero speaks for `page`; own: how much the tiles `seen` look like it.
 *   A tile that looks like neither page gives no lead, but it counts among these.
 */
export function told(picture, sheet, page, other, like, known = new Map()) {
  let [lead, asked, seen, own] = [0, 0, 0, 0];
  const [, , here, there] = like;
  for (let k = 0; k < here.length; k++) {
    const [x, y] = page.tileSpots[here[k]];
    const asks = [other.tiles[there[k]]];
    if (!known.has(here[k])) asks.push(page.tiles[here[k]]);
    const looks = soughtAll(picture, at(sheet, y), x, y, 1, asks, TILE, 3)?.map((look) => look?.value ?? BLANK);
    if (!looks) continue;
    if (asks.length > 1) known.set(here[k], looks[1]);
    const [mine, theirs] = [known.get(here[k]), looks[0]];
    if (page.tiles[here[k]]) [seen, own] = [seen + 1, own + Math.max(0, mine)];
    if (Math.max(mine, theirs) < 0.4) continue;
    lead += mine - theirs;
    asked++;
  }
  return { lead, asked, seen, own };
}

/** Per sixth of the page: how many patches were looked for and how many were found. */
export function bands(picture, page, sheet, count = 6) {
  const rows = Array.from({ length: count }, () => ({ asked: 0, found: 0 }));
  page.spots.forEach(([x, y], k) => {
    const hit = sought(picture, at(sheet, y), x, y, 1, page.full[k], FULL, 2);
    if (!hit) return;
    const band = rows[Math.min(count - 1, ((y * count) / HEIGHT) | 0)];
    band.asked++;
    if (hit.value > 0.5) band.found++;
  });
  return rows;
}
