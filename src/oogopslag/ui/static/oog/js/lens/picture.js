// A photo or PDF from the file picker, read on this device. It is drawn, looked at and forgotten.
const LARGEST = 2600; // pixels of the longer side: enough for small print, little enough for memory

/**
 * Gives pictures of the file to `use`, one at a time; a PDF's first pages only.
 * @returns "" or why not: broken, locked, long, kind
 */
export async function pictures(file, page, use) {
  if (!file) return "start";
  if (file.type === "application/pdf" || file.name.toLowerCase().endsWith(".pdf")) {
    const { pdfPages } = await import(page.pdf);
    return pdfPages(file, page, use);
  }
  try {
    const whole = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST / Math.max(whole.width, whole.height));
    await use(await createImageBitmap(whole, {
      resizeWidth: Math.round(whole.width * scale), resizeHeight: Math.round(whole.height * scale), resizeQuality: "high",
    }));
    return "";
  } catch {
    return "broken";
  }
}
