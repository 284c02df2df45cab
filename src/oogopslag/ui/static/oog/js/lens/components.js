// Connected parts (8-connected) of a black-and-white picture, by runs of ink: blank paper costs little.

let size = 1 << 16;
let store = made();
function made() {
  return {
    row: new Int32Array(size), start: new Int32Array(size), stop: new Int32Array(size),
    label: new Int32Array(size), strong: new Uint8Array(size),
  };
}

function grow() {
  const old = store;
  size *= 2;
  store = made();
  for (const name of Object.keys(old)) store[name].set(old[name]);
}

/**
 * @param {Uint8Array} ink one byte a pixel: 0, or 1, or 2 where it is strong
 * @returns parts 0…count-1: area, box (inclusive), sums of x and y, whether some of it is strong; and
 *   the runs {count, row, start, stop (exclusive), label} that they are made of, until the next call
 */
export function components(ink, width, height) {
  let count = 0;
  let [above, before] = [0, 0]; // the first run of the row before, and of this row
  for (let y = 0; y < height; y++) {
    const from = y * width;
    const first = count;
    let p = above;
    for (let x = 0; x < width; x++) {
      if (!ink[from + x]) continue;
      const start = x;
      let strong = 0;
      for (; x < width && ink[from + x]; x++) if (ink[from + x] === 2) strong = 1;
      if (count === size) grow();
      store.row[count] = y;
      store.start[count] = start;
      store.stop[count] = x;
      store.strong[count] = strong;
      store.label[count] = count;
      for (; p < before && store.stop[p] < start; p++);
      for (let q = p; q < before && store.start[q] <= x; q++) join(q, count);
      count++;
    }
    [above, before] = [first, count];
  }
  return measured(count);
}

function root(a) {
  const { label } = store;
  while (label[a] !== a) a = label[a] = label[label[a]];
  return a;
}

function join(a, b) {
  const [p, q] = [root(a), root(b)];
  if (p !== q) store.label[p > q ? p : q] = p > q ? q : p;
}

function measured(runs) {
  const number = new Int32Array(runs);
  let count = 0;
  for (let a = 0; a < runs; a++) number[a] = root(a) === a ? count++ : number[root(a)];
  const ints = (fill) => new Int32Array(count).fill(fill);
  const parts = {
    count, area: ints(0), left: ints(1e9), right: ints(-1), top: ints(1e9), bottom: ints(-1),
    x: new Float64Array(count), y: new Float64Array(count), strong: new Uint8Array(count),
    runs: { count: runs, row: store.row, start: store.start, stop: store.stop, label: number },
  };
  for (let a = 0; a < runs; a++) {
    const part = number[a];
    const [y, start, stop] = [store.row[a], store.start[a], store.stop[a]];
    const long = stop - start;
    parts.area[part] += long;
    parts.x[part] += (long * (start + stop - 1)) / 2;
    parts.y[part] += long * y;
    if (start < parts.left[part]) parts.left[part] = start;
    if (stop - 1 > parts.right[part]) parts.right[part] = stop - 1;
    if (y < parts.top[part]) parts.top[part] = y;
    parts.bottom[part] = y;
    parts.strong[part] |= store.strong[a];
  }
  return parts;
}
