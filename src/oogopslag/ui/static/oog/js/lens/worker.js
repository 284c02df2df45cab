// Looks at frames beside the page, so that the page stays quick. Gets the pack from the page and
// fetches nothing itself: no pixel can leave from here, and none is kept.
import { edition, still, yearAsked } from "./evidence.js";
import { corners } from "./homography.js";
import { readPack } from "./pack.js";
import { Recogniser } from "./recognise.js";
import { Watcher } from "./watch.js";

let lens = null;
let watcher = null;
let store = new Uint8Array(0);

/** The grey picture of a frame: its Y plane where the browser gives it, else by a canvas. */
async function grey(frame) {
  const width = frame.displayWidth ?? frame.width;
  const height = frame.displayHeight ?? frame.height;
  if (frame.format && /^(I4|NV12)/.test(frame.format) && frame.visibleRect?.width === width) {
    if (store.length < frame.allocationSize()) store = new Uint8Array(frame.allocationSize());
    const [plane] = await frame.copyTo(store);
    const pixels = new Uint8Array(width * height);
    for (let y = 0; y < height; y++) {
      const from = plane.offset + y * plane.stride;
      pixels.set(store.subarray(from, from + width), y * width);
    }
    return { grey: pixels, width, height };
  }
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] = (data[4 * i] * 77 + data[4 * i + 1] * 150 + data[4 * i + 2] * 29) >> 8;
  }
  return { grey: pixels, width, height };
}

function brightness({ grey: pixels }) {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < pixels.length; i += 997, count++) sum += pixels[i];
  return sum / count;
}

function told(state, fit, picture, more = {}) {
  return {
    type: "seen", state, width: picture.width, height: picture.height, light: brightness(picture),
    page: fit ? fit.page.index : -1,
    sheet: fit && (state === "found" || state === "like") ? fit.sheet.map((h) => Array.from(h)) : null,
    corners: fit ? corners(fit.h) : null,
    others: fit ? [...new Set([...fit.open.map((one) => one.index), ...fit.page.likes.map(([index]) => index)])] : [], ...more,
  };
}

function look(picture) {
  const { state, fit, ...more } = watcher.look(picture);
  return told(state, fit, picture, more);
}

function photo(picture) {
  const { best, words } = lens.still(picture);
  const state = best ? still(best) : words ? "unknown" : "blank";
  const more = best && { edition: edition(best.year), asks: yearAsked(best) };
  return told(state, best, picture, { type: "photo", words, ...more });
}

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "pack") {
      lens = new Recogniser(readPack(data.buffer));
      watcher = new Watcher(lens);
      postMessage({ type: "ready", pages: lens.pages.length });
    } else if (data.type === "reset") {
      watcher?.agree(null);
      watcher?.reset();
    } else if (data.type === "agree") {
      watcher.agree(lens.pages[data.page]);
    } else {
      const start = performance.now();
      const picture = await grey(data.frame);
      data.frame.close();
      const answer = data.type === "photo" ? photo(picture) : look(picture);
      postMessage({ ...answer, id: data.id, time: performance.now() - start });
    }
  } catch (error) {
    data.frame?.close?.();
    const told = data.type === "photo" ? { type: "photo", state: "broken", page: -1, sheet: null, others: [] } : { type: "failed" };
    postMessage({ ...told, id: data.id, what: data.type, reason: String(error) });
  }
};
