// Which page has this arrangement of words? Locally likely arrangement hashing (Nakai, Kise and
// Iwamura, 2006): the seven nearest words around each word, six at a time; ratios of triangle
// areas between them do not change when the paper is tilted.
const NEAR = 7;
const CHOSEN = 6;
const LEVELS = 8;
const SLOTS = 1 << 20;
const POINT_BITS = 10;
const LONGEST = 24;
const POINTS = 700;

const leaveOneOut = [];
for (let out = NEAR - 1; out >= 0; out--) {
  leaveOneOut.push([...Array(NEAR).keys()].filter((i) => i !== out));
}
// Of eight neighbours every six: then a word may be missing and a stain may be one too many.
const DEEP = 8;
const leaveTwoOut = [];
for (let one = 0; one < DEEP; one++) {
  for (let two = one + 1; two < DEEP; two++) {
    leaveTwoOut.push([...Array(DEEP).keys()].filter((i) => i !== one && i !== two));
  }
}
const triangles = [];
const triangleOf = new Int32Array(CHOSEN ** 3);
const quads = [];
for (let a = 0; a < CHOSEN; a++) {
  for (let b = a + 1; b < CHOSEN; b++) {
    for (let c = b + 1; c < CHOSEN; c++) {
      for (const [p, q, r] of [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]]) {
        triangleOf[p * 36 + q * 6 + r] = triangles.length;
      }
      triangles.push([a, b, c]);
      for (let d = c + 1; d < CHOSEN; d++) quads.push([a, b, c, d]);
    }
  }
}
// For each of the six turns of the circle: the two triangles of every quad.
const above = [];
const below = [];
for (let turn = 0; turn < CHOSEN; turn++) {
  const at = (i) => (i + turn) % CHOSEN;
  above.push(quads.map(([a, , c, d]) => triangleOf[at(a) * 36 + at(c) * 6 + at(d)]));
  below.push(quads.map(([a, b, c]) => triangleOf[at(a) * 36 + at(b) * 6 + at(c)]));
}
const factors = quads.map((_, i) => Math.imul(0x9e3779b1, 2 * i + 1) | 1);
const same = new Uint32Array(LONGEST + 1);
const areas = new Float64Array(triangles.length);

/** The indices of the nearest points of each point, in order of angle (-1: none). */
function neighbours(points, wanted = NEAR) {
  const count = points.length / 2;
  let [x0, x1, y0, y1] = [1e9, -1e9, 1e9, -1e9];
  for (let i = 0; i < count; i++) {
    x0 = Math.min(x0, points[2 * i]);
    x1 = Math.max(x1, points[2 * i]);
    y0 = Math.min(y0, points[2 * i + 1]);
    y1 = Math.max(y1, points[2 * i + 1]);
  }
  const side = Math.max(8, Math.sqrt(((x1 - x0 + 1) * (y1 - y0 + 1)) / count) * 1.6);
  const wide = (((x1 - x0) / side) | 0) + 1;
  const tall = (((y1 - y0) / side) | 0) + 1;
  const cells = Array.from({ length: wide * tall }, () => []);
  const cellOf = (i) => [((points[2 * i] - x0) / side) | 0, ((points[2 * i + 1] - y0) / side) | 0];
  for (let i = 0; i < count; i++) {
    const [cx, cy] = cellOf(i);
    cells[cy * wide + cx].push(i);
  }
  const found = new Int32Array(count * wanted);
  const far = new Float64Array(wanted);
  const near = new Int32Array(wanted);
  const consider = (i, j) => {
    if (i === j) return;
    const distance = (points[2 * j] - points[2 * i]) ** 2 + (points[2 * j + 1] - points[2 * i + 1]) ** 2;
    if (distance >= far[wanted - 1]) return;
    let place = wanted - 1;
    for (; place > 0 && far[place - 1] > distance; place--) {
      far[place] = far[place - 1];
      near[place] = near[place - 1];
    }
    far[place] = distance;
    near[place] = j;
  };
  for (let i = 0; i < count; i++) {
    const [cx, cy] = cellOf(i);
    far.fill(1e18);
    near.fill(-1);
    for (let ring = 0; ring <= Math.max(wide, tall); ring++) {
      for (let y = cy - ring; y <= cy + ring; y++) {
        if (y < 0 || y >= tall) continue;
        const step = y === cy - ring || y === cy + ring || !ring ? 1 : 2 * ring;
        for (let x = cx - ring; x <= cx + ring; x += step) {
          if (x >= 0 && x < wide) for (const j of cells[y * wide + x]) consider(i, j);
        }
      }
      if (near[wanted - 1] >= 0 && far[wanted - 1] <= (ring * side) ** 2) break;
    }
    const angle = (j) => (j < 0 ? -9 : Math.atan2(points[2 * j + 1] - points[2 * i + 1], points[2 * j] - points[2 * i]));
    const order = Array.from(near, (j) => [angle(j), j]).sort((a, b) => a[0] - b[0]);
    for (let k = 0; k < wanted; k++) found[i * wanted + k] = order[k][1];
  }
  return found;
}

/** Fills `areas` with the twenty triangles of six of the neighbours, of which each point has `wanted`. */
function measure(points, near, i, six, wanted = NEAR) {
  for (let t = 0; t < triangles.length; t++) {
    const [p, q, r] = triangles[t];
    const a = near[i * wanted + six[p]];
    const b = near[i * wanted + six[q]];
    const c = near[i * wanted + six[r]];
    const x = points[2 * a];
    const y = points[2 * a + 1];
    areas[t] = Math.abs(
      (points[2 * b] - x) * (points[2 * c + 1] - y) - (points[2 * c] - x) * (points[2 * b + 1] - y),
    ) + 1e-3;
  }
}

export class Arrangements {
  /** @param {Float32Array[]} pages the word points of each page, canonical */
  constructor(pages) {
    this.sizes = pages.map((points) => points.length / 2);
    const near = (this.near = pages.map((points) => (points.length > 2 * NEAR ? neighbours(points) : null)));
    this.points = pages;
    this.limits = limits(pages, near);
    // An entry is a point of a page and, in the bits that are left, part of its hash: points that
    // merely share a slot do not vote for each other.
    this.bits = POINT_BITS + Math.ceil(Math.log2(Math.max(2, pages.length)));
    this.mask = 2 ** this.bits - 1;
    let total = 0;
    pages.forEach((points, page) => { if (near[page]) total += (points.length / 2) * NEAR; });
    const slots = new Uint32Array(total);
    const entries = new Uint32Array(total);
    const start = new Uint32Array(SLOTS + 1);
    let n = 0;
    pages.forEach((points, page) => {
      if (!near[page]) return;
      for (let i = 0; i < points.length / 2; i++) {
        for (const six of leaveOneOut) {
          measure(points, near[page], i, six);
          const hash = this.hash(0);
          const slot = hash & (SLOTS - 1);
          slots[n] = slot;
          entries[n++] = this.checked(hash) + ((page << POINT_BITS) | i);
          start[slot + 1]++;
        }
      }
    });
    for (let i = 0; i < SLOTS; i++) start[i + 1] += start[i];
    const next = start.slice();
    this.start = start;
    this.entries = new Uint32Array(total);
    for (let i = 0; i < total; i++) this.entries[next[slots[i]]++] = entries[i];
    this.votes = new Float32Array(pages.length << POINT_BITS);
    this.how = new Uint16Array(pages.length << POINT_BITS); // the six and the turn by which a point was voted for
  }

  /** What of a hash is kept in an entry, above page and point. */
  checked(hash) { return (hash & ~this.mask) >>> 0; }

  hash(turn) {
    const limits = this.limits;
    let hash = 0;
    for (let q = 0; q < quads.length; q++) {
      const ratio = areas[above[turn][q]] / areas[below[turn][q]];
      let level = 0;
      if (ratio >= limits[3]) level = 4;
      if (ratio >= limits[level + 1]) level += 2;
      if (ratio >= limits[level]) level += 1;
      hash = (Math.imul(hash, 1000003) + Math.imul(level, factors[q])) | 0;
    }
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return (hash ^ (hash >>> 12)) >>> 0;
  }

  /**
   * The pages that fit best: {page, score, pairs: [point here, point there, weight, how, …], seed(k)};
   * a seed is the neighbourhood of a pair: seven points here and the seven there.
   * @param {Float32Array} points words of the frame
   * @param {boolean} deep takes four times as long, and stands one word more or less
   */
  query(points, most = 6, deep = false) {
    const count = points.length / 2;
    if (count < DEEP + 2) return [];
    const wanted = deep ? DEEP : NEAR;
    const sets = deep ? leaveTwoOut : leaveOneOut;
    const near = neighbours(points, wanted);
    const scores = new Float32Array(this.sizes.length);
    const pairs = this.sizes.map(() => []);
    const best = new Float32Array(this.sizes.length);
    const bestPoint = new Int32Array(this.sizes.length);
    const step = Math.max(1, count / POINTS);
    for (let at = 0; at < count; at += step) {
      const i = at | 0;
      const touched = [];
      for (let s = 0; s < sets.length; s++) {
        measure(points, near, i, sets[s], wanted);
        this.vote(touched, s);
      }
      const pages = [];
      for (const entry of touched) {
        const page = entry >> POINT_BITS;
        const value = this.votes[entry];
        this.votes[entry] = 0;
        if (best[page] === 0) pages.push(page);
        if (value > best[page]) {
          best[page] = value;
          bestPoint[page] = entry & (2 ** POINT_BITS - 1);
        }
      }
      for (const page of pages) {
        scores[page] += Math.min(best[page], 3);
        pairs[page].push(i, bestPoint[page], best[page], this.how[(page << POINT_BITS) | bestPoint[page]]);
        best[page] = 0;
      }
    }
    return [...scores.keys()]
      .filter((page) => scores[page] > 0)
      .map((page) => ({
        page, score: scores[page] / Math.sqrt(this.sizes[page]), pairs: pairs[page],
        seed: (k) => this.seed(page, points, near, wanted, sets, pairs[page].slice(4 * k, 4 * k + 4)),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, most);
  }

  /** The point and six neighbours here, and the same there; null when only the hash was the same. */
  seed(page, points, near, wanted, sets, [here, there, , how]) {
    const six = sets[(how / CHOSEN) | 0];
    const turn = how % CHOSEN;
    measure(points, near, here, six, wanted);
    const hash = this.hash(turn);
    for (const other of leaveOneOut) {
      measure(this.points[page], this.near[page], there, other);
      if (this.hash(0) !== hash) continue;
      return {
        here: [here, ...six.map((_, k) => near[here * wanted + six[(k + turn) % CHOSEN]])],
        there: [there, ...other.map((k) => this.near[page][there * NEAR + k])],
      };
    }
    return null;
  }

  /** Each turn of the six that were measured votes for the points that look the same. */
  vote(touched, s) {
    for (let turn = 0; turn < CHOSEN; turn++) {
      const hash = this.hash(turn);
      const check = this.checked(hash);
      const slot = hash & (SLOTS - 1);
      let length = 0;
      for (let k = this.start[slot]; k < this.start[slot + 1]; k++) {
        const entry = this.entries[k];
        if (((entry & ~this.mask) >>> 0) === check && length <= LONGEST) same[length++] = entry & this.mask;
      }
      if (length > LONGEST) continue; // what many pages share says nothing
      for (let k = 0; k < length; k++) {
        if (this.votes[same[k]] === 0) touched.push(same[k]);
        this.votes[same[k]] += 1 / length;
        this.how[same[k]] = s * CHOSEN + turn;
      }
    }
  }
}

/** The seven limits that split the ratios of these pages in eight equal parts. */
function limits(pages, near) {
  const ratios = [];
  pages.forEach((points, page) => {
    if (!near[page]) return;
    for (let i = 0; i < points.length / 2; i += 9) {
      measure(points, near[page], i, leaveOneOut[0]);
      for (let q = 0; q < quads.length; q++) ratios.push(areas[above[0][q]] / areas[below[0][q]]);
    }
  });
  ratios.sort((a, b) => a - b);
  return Float64Array.from({ length: LEVELS - 1 }, (_, i) => ratios[((ratios.length * (i + 1)) / LEVELS) | 0] ?? i);
}
