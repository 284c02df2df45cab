// Reads pictures with the letter reader, in Node: {data: folder, files: […]} on stdin, texts on stdout.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { createWorker } = createRequire(import.meta.url)("tesseract.js");
const { data, files } = JSON.parse(readFileSync(0, "utf8"));
const worker = await createWorker("nld", 1, { langPath: data, cacheMethod: "none", gzip: true });
const texts = [];
for (const file of files) {
  const start = performance.now();
  const found = await worker.recognize(file);
  texts.push({ text: found.data.text, time: performance.now() - start });
}
console.log(JSON.stringify(texts));
await worker.terminate();
