// The QR on a letter: the browser's own reader where there is one, else one that is fetched once, before
// the camera starts. Only addresses of our own codes count, and only the code is taken from them.
import { checkSign } from "./letter.js";

const OURS = /\/papier\/c\/([A-Z0-9.-]+)\/?$/i;
const scan = document.createElement("canvas");
let reader = null;

async function readerOf(page) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? "";
  }
  await new Promise((done, failed) => {
    const script = document.createElement("script");
    Object.assign(script, { src: page.jsqr, onload: done, onerror: failed });
    document.head.append(script);
  });
  return async (canvas) => {
    const { data, width, height } = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height)?.data ?? "";
  };
}

/** Gets the reader, so that nothing is fetched any more once the camera runs. */
export async function prepareCodes(page) {
  try {
    reader ??= await readerOf(page);
  } catch {
    reader = null; // without it the list and the typed code are there
  }
}

/** The short code in what a QR says, or "": other addresses and codes that do not add up are not opened. */
export function codeIn(text) {
  const code = text.match(OURS)?.[1].toUpperCase() ?? "";
  const [, body, sign] = code.match(/^(.+)-([A-Z0-9])$/) ?? [];
  return sign && sign !== checkSign(body) ? "" : code;
}

/** The same for what the camera sees now. */
export async function codeBefore(video, page) {
  [scan.width, scan.height] = [video.videoWidth, video.videoHeight];
  scan.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0);
  return codeOn(scan, page);
}

/** The short code of a letter of ours on this picture, or "". */
export async function codeOn(canvas, page) {
  await prepareCodes(page);
  try {
    return reader ? codeIn(await reader(canvas)) : "";
  } catch {
    return "";
  }
}
