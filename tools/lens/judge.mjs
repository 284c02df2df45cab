// The lens' engine outside a browser: reads one request a line, answers one line.
// Request: {frames: [file…], width, height, follow} · first line: {pack: file}
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const engine = new URL("../../src/oogopslag/ui/static/oog/js/lens/", import.meta.url);
const { readPack } = await import(new URL("pack.js", engine));
const { Recogniser } = await import(new URL("recognise.js", engine));
const { Evidence, shares, still } = await import(new URL("evidence.js", engine));
const { reseed } = await import(new URL("homography.js", engine));

let lens = null;
const told = (fit) => fit && {
  page: fit.page.index, score: fit.score, found: fit.found, total: fit.total, h: Array.from(fit.h),
  bands: shares(fit.bands ?? []), lead: Number.isFinite(fit.lead) ? fit.lead : null,
};

function answer(request) {
  reseed();
  const evidence = new Evidence();
  const out = { frames: [], state: "looking", page: -1, at: -1 };
  request.frames.forEach((file, number) => {
    const grey = new Uint8Array(readFileSync(file));
    const picture = { grey, width: request.width, height: request.height };
    const start = performance.now();
    let best = null;
    let words = 0;
    // One still picture is tried with each smear; a frame of a video with the next one.
    for (const smear of request.frames.length > 1 ? [undefined] : [0.14, 0.08, 0.2]) {
      const seen = lens.search(picture, smear);
      words = Math.max(words, seen.words);
      if (seen.best && (!best || seen.best.score > best.score)) best = seen.best;
      if (best && best.found >= 20 && best.score > 0.45) break;
    }
    const time = performance.now() - start;
    const panels = best && best.sheet.map((h) => Array.from(h));
    const verdict = evidence.add({ words, best });
    if (out.at < 0 && (verdict.state === "found")) {
      Object.assign(out, { state: "found", page: verdict.fit.page.index, at: number });
    } else if (out.at < 0) Object.assign(out, { state: verdict.state, page: verdict.fit?.page.index ?? -1 });
    out.frames.push({ ...told(best), words, time, still: still(best), panels });
  });
  return out;
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.pack) {
    const bytes = readFileSync(request.pack);
    const start = performance.now();
    lens = new Recogniser(readPack(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
    console.log(JSON.stringify({ pages: lens.pages.length, ready: performance.now() - start }));
  } else console.log(JSON.stringify(answer(request)));
}
