// Reads a pack (paper/packing.py says how it is laid out). Refuses what is not whole.
import { Page } from "./patches.js";

const MAGIC = "OOGPAPER";

/** Halves of bytes as greys 0…240. */
export function unpacked(bytes, offset, count) {
  const greys = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    greys[i] = ((bytes[offset + (i >> 1)] >> (i & 1 ? 4 : 0)) & 15) * 16 + 8;
  }
  return greys;
}

/**
 * @param {ArrayBuffer} buffer
 * @returns {{name, guides, pages}} throws when it is broken or cut off
 */
export function readPack(buffer) {
  const bytes = new Uint8Array(buffer);
  const view = new DataView(buffer);
  if (new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC || view.getUint32(8, true) !== 2) {
    throw new Error("pack: unknown kind");
  }
  const length = view.getUint32(12, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length)));
  const base = 16 + length;
  const end = Math.max(...Object.values(header.sections).map(([offset, size]) => offset + size));
  if (base + end !== buffer.byteLength) throw new Error("pack: cut off");
  const at = Object.fromEntries(
    Object.entries(header.sections).map(([name, [offset]]) => [name, base + offset]),
  );
  const u16 = (section) => {
    at[section] += 2;
    return view.getUint16(at[section] - 2, true);
  };
  const guides = Object.fromEntries(header.guides.map((guide) => [guide.id, guide]));
  const pages = header.pages.map((meta, index) => {
    const points = new Float32Array(2 * u16("words"));
    for (let i = 1, y = 0; i < points.length; i += 2) points[i] = (y += u16("words")) / 16;
    for (let i = 0; i < points.length; i += 2) points[i] = u16("words") / 16;
    const thumbnail = unpacked(bytes, at.thumbs, 816);
    at.thumbs += 408;
    const count = u16("patches");
    const halves = u16("patches");
    const spots = Array.from({ length: count }, () => [u16("patches"), u16("patches")]);
    const squares = (section, side, many) => {
      const stride = (side * side + 1) >> 1;
      const list = [];
      for (let i = 0; i < many; i++, at[section] += stride) {
        list.push(unpacked(bytes, at[section], side * side));
      }
      return list;
    };
    const full = squares("patches", 17, count);
    const coarse = squares("patches", 15, halves);
    const tileCount = u16("tiles");
    const tileSpots = Array.from({ length: tileCount }, () => [u16("tiles"), u16("tiles")]);
    const tiles = squares("tiles", 19, tileCount);
    const places = (section, many) => Array.from({ length: many }, () => [u16(section), u16(section)]);
    const marked = u16("marks");
    const printed = u16("marks");
    const marks = { spots: places("marks", marked), prints: [] };
    for (let k = 0; k < printed && marked; k++) marks.prints.push(squares("marks", 19, marked));
    return new Page({
      index, meta, guide: guides[meta.guide], words: points, thumbnail, spots, full, coarse,
      tileSpots, tiles, marks,
    });
  });
  return { name: header.name, guides, pages };
}
