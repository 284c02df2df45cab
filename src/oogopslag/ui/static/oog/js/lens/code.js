// The QR on a letter: the browser's own reader where there is one, else one that is fetched once.
const OURS = /\/papier\/c\/([A-Z0-9.-]+)\/?$/i;

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
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return window.jsQR(data, width, height)?.data ?? "";
  };
}

let reader = null;

/** The short code of a letter of ours on this picture, or "": other codes are not opened. */
export async function codeOn(canvas, page) {
  try {
    reader ??= await readerOf(page);
    return (await reader(canvas)).match(OURS)?.[1] ?? "";
  } catch {
    return "";
  }
}
