// Connected parts (8-connected) of a black-and-white picture: two passes with union-find.

/**
 * @param {Uint8Array} ink one byte a pixel, 0 or 1
 * @param {Int32Array} labels scratch as long as the picture; afterwards the part of each pixel
 * @returns parts 1…count: area, box (inclusive), sums of x and y
 */
export function components(ink, width, height, labels) {
  const parent = new Int32Array(((width * height) >> 1) + 2);
  const root = (a) => {
    while (parent[a] !== a) a = parent[a] = parent[parent[a]];
    return a;
  };
  const join = (a, b) => {
    const p = root(a);
    const q = root(b);
    if (p !== q) parent[p > q ? p : q] = p > q ? q : p;
    return a;
  };
  let last = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!ink[i]) {
        labels[i] = 0;
        continue;
      }
      let label = x > 0 ? labels[i - 1] : 0;
      if (y > 0) {
        const up = i - width;
        if (labels[up]) label = label ? join(label, labels[up]) : labels[up];
        else {
          if (x > 0 && labels[up - 1]) label = label ? join(label, labels[up - 1]) : labels[up - 1];
          if (x < width - 1 && labels[up + 1]) {
            label = label ? join(label, labels[up + 1]) : labels[up + 1];
          }
        }
      }
      if (!label) parent[(label = ++last)] = last;
      labels[i] = label;
    }
  }
  return measured(labels, width, height, parent, root, last);
}

function measured(labels, width, height, parent, root, last) {
  const number = new Int32Array(last + 1);
  let count = 0;
  for (let a = 1; a <= last; a++) if (root(a) === a) number[a] = ++count;
  for (let a = 1; a <= last; a++) number[a] = number[root(a)];
  const ints = (fill) => new Int32Array(count + 1).fill(fill);
  const parts = {
    count, area: ints(0), left: ints(1e9), right: ints(-1), top: ints(1e9), bottom: ints(-1),
    x: new Float64Array(count + 1), y: new Float64Array(count + 1),
  };
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (!labels[i]) continue;
      const part = (labels[i] = number[labels[i]]);
      parts.area[part]++;
      parts.x[part] += x;
      parts.y[part] += y;
      if (x < parts.left[part]) parts.left[part] = x;
      if (x > parts.right[part]) parts.right[part] = x;
      if (y < parts.top[part]) parts.top[part] = y;
      parts.bottom[part] = y;
    }
  }
  return parts;
}
