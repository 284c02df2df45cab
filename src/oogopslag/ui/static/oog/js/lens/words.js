// Words as points: ink that stands together, smeared until letters join and words do not.
// The twin of core/paper/words.py; a test holds the two together.
import { components } from "./components.js";

const DARKER = 16;
const STRONG = 30; // print has some pixel as much darker as this; the grain of a desk mostly has not
const FEWEST = 40;
const SMALL = 1.7; // times the height under which a quarter of the letters stay
/** How far letters reach for each other, in letter heights: one value a frame, in turn. */
export const SMEARS = [0.08, 0.14, 0.05];

let scratch = null;
function room(size) {
  if (!scratch || scratch.size < size) {
    scratch = {
      size, sums: new Uint32Array(size * 2), ink: new Uint8Array(size),
      across: new Float32Array(size), soft: new Float32Array(size),
    };
  }
  return scratch;
}

/**
 * @param {Uint8Array} grey the picture, a byte a pixel
 * @param {boolean} small only what is about as small as print: handwriting is larger
 * @returns {Float32Array} x, y of each word's centre; empty without text
 */
export function words(grey, width, height, smear = 0.14, small = false) {
  const store = room((width + 1) * (height + 1));
  darker(grey, width, height, store);
  const letters = components(store.ink, width, height);
  const fits = new Uint8Array(letters.count);
  const heights = [];
  let kept = 0;
  for (let part = 0; part < letters.count; part++) {
    const wide = letters.right[part] - letters.left[part] + 1;
    const tall = letters.bottom[part] - letters.top[part] + 1;
    if (!letters.strong[part] || letters.area[part] < 3 || Math.max(wide, tall) > width * 0.08 || tall > width * 0.05) continue;
    fits[part] = 1;
    kept++;
    if (tall >= 4) heights.push(tall);
  }
  if (kept < FEWEST) return new Float32Array(0);
  heights.sort((a, b) => a - b);
  if (small && heights.length) {
    const most = heights[heights.length >> 2] * SMALL;
    for (let part = 0; part < letters.count; part++) if (letters.bottom[part] - letters.top[part] >= most) fits[part] = 0;
    heights.splice(heights.findIndex((tall) => tall > most) >>> 0);
  }
  const size = heights.length > 20 ? heights[heights.length >> 1] : 4;
  smeared(letters.runs, fits, width, height, Math.max(0.45, size * smear), store);
  const found = components(store.ink, width, height);
  const points = [];
  for (let part = 0; part < found.count; part++) {
    const wide = found.right[part] - found.left[part] + 1;
    const tall = found.bottom[part] - found.top[part] + 1;
    const area = found.area[part];
    if (area > size * size * 0.6 && wide < width * 0.3 && tall < width * 0.06) {
      points.push(found.x[part] / area, found.y[part] / area);
    }
  }
  return Float32Array.from(points);
}

/** Ink (1, strong 2): darker than the mean of its surroundings, a square of 1/26 of the width. */
function darker(grey, width, height, { sums, ink }) {
  const radius = ((width / 26) | 1) >> 1;
  const row = width + 1;
  sums.fill(0, 0, row);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    const at = (y + 1) * row;
    sums[at] = 0;
    for (let x = 0; x < width; x++) {
      sum += grey[y * width + x];
      sums[at + x + 1] = sums[at - row + x + 1] + sum;
    }
  }
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - radius) * row;
    const bottom = Math.min(height, y + radius + 1) * row;
    const tall = (bottom - top) / row;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - radius);
      const right = Math.min(width, x + radius + 1);
      const sum = sums[bottom + right] - sums[top + right] - sums[bottom + left] + sums[top + left];
      const mean = sum / (tall * (right - left));
      const value = grey[y * width + x];
      ink[y * width + x] = value + DARKER < mean ? (value + STRONG < mean ? 2 : 1) : 0;
    }
  }
}

/** Gaussian blur of the letters that fit, and what stays dark enough; only ink costs time. */
function smeared(runs, fits, width, height, sigma, { across, soft, ink }) {
  const radius = Math.ceil(sigma * 2.5);
  const kernel = [];
  for (let i = -radius; i <= radius; i++) kernel.push(Math.exp((-i * i) / (2 * sigma * sigma)));
  const total = kernel.reduce((a, b) => a + b);
  const weights = kernel.map((weight) => weight / total);
  const size = width * height;
  across.fill(0, 0, size);
  soft.fill(0, 0, size);
  for (let run = 0; run < runs.count; run++) {
    if (!fits[runs.label[run]]) continue;
    const from = runs.row[run] * width;
    for (let x = runs.start[run]; x < runs.stop[run]; x++) {
      for (let i = -radius; i <= radius; i++) {
        if (x + i >= 0 && x + i < width) across[from + x + i] += weights[i + radius];
      }
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = across[y * width + x];
      if (!value) continue;
      for (let i = -radius; i <= radius; i++) {
        if (y + i >= 0 && y + i < height) soft[(y + i) * width + x] += value * weights[i + radius];
      }
    }
  }
  for (let i = 0; i < size; i++) ink[i] = soft[i] > 70 / 255 ? 1 : 0;
}
