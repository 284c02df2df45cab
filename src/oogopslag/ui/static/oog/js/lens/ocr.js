// Reads text on the device (tesseract, Dutch), in a worker of its own: fetched when somebody asks for it.
let reader = null;

/** @param page addresses of the reader's parts @param onProgress share of the work done */
async function made(page, onProgress) {
  const { createWorker } = (await import(`${page.ocr}tesseract.esm.min.js`)).default;
  const from = new URL(page.ocr, location.href).href;
  return createWorker("nld", 1, {
    workerPath: `${from}worker.min.js`,
    corePath: `${from}tesseract-core-simd-lstm.js`,
    langPath: from.replace(/\/$/, ""),
    workerBlobURL: false,
    cacheMethod: "none", // the service worker keeps it, with everything else
    gzip: true,
    logger: ({ progress }) => onProgress(progress),
  });
}

/** The text of a picture. @param {HTMLCanvasElement} canvas */
export async function readText(canvas, page, onProgress = () => {}) {
  reader ??= await made(page, onProgress);
  const { data } = await reader.recognize(canvas);
  return { text: data.text, confidence: data.confidence };
}
