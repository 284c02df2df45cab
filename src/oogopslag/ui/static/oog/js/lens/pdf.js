// The pages of a PDF as pictures, drawn on this device.
const WIDE = 1400;
const MOST = 300;
const LOOKED_AT = 8;

/** Gives the first pages to `use`, one by one, until it says true. @returns "" or why not */
export async function pdfPages(file, page, use) {
  const pdfjs = await import(page.pdfjs);
  pdfjs.GlobalWorkerOptions.workerSrc = page.pdfworker;
  let document_;
  try {
    document_ = await pdfjs.getDocument({ data: await file.arrayBuffer(), isEvalSupported: false, useSystemFonts: false }).promise;
  } catch (error) {
    return error.name === "PasswordException" ? "locked" : "broken";
  }
  try {
    if (document_.numPages > MOST) return "long";
    for (let number = 1; number <= Math.min(LOOKED_AT, document_.numPages); number++) {
      const one = await document_.getPage(number);
      const scale = WIDE / one.getViewport({ scale: 1 }).width;
      const viewport = one.getViewport({ scale });
      const canvas = new OffscreenCanvas(Math.round(viewport.width), Math.round(viewport.height));
      const context = canvas.getContext("2d", { willReadFrequently: true });
      context.fillStyle = "#fff";
      context.fillRect(0, 0, canvas.width, canvas.height);
      await one.render({ canvasContext: context, canvas: null, viewport }).promise;
      if (await use(canvas.transferToImageBitmap())) break;
    }
    return "";
  } finally {
    document_.destroy();
  }
}
