// The lens' engine outside a browser: reads one request a line, answers one line.
// {pack: file} · {photo: file, width, height, truth?} one picture, as from the file picker
// {frame: file, width, height, first?} the next frame of a film; `first` begins a new one
// {agree: page} somebody read on the paper that it is of this page's year
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const engine = new URL("../../src/oogopslag/ui/static/oog/js/lens/", import.meta.url);
const { readPack } = await import(new URL("pack.js", engine));
const { Recogniser } = await import(new URL("recognise.js", engine));
const { Watcher } = await import(new URL("watch.js", engine));
const { shares, still, yearAsked } = await import(new URL("evidence.js", engine));
const { reseed } = await import(new URL("homography.js", engine));
const { watched, stage } = await import(new URL("stages.mjs", import.meta.url));

let lens = null;
let watcher = null;

const told = (fit) => fit && {
  page: fit.page.index, score: fit.score, found: fit.found, total: fit.total,
  panels: fit.sheet.map((h) => Array.from(h)), bands: shares(fit.bands ?? []), lead: finite(fit.lead),
  year: fit.year,
};
const finite = (value) => (Number.isFinite(value) ? value : null);

function picture({ width, height }, file) {
  return { grey: new Uint8Array(readFileSync(file)), width, height };
}

function photo(request) {
  reseed();
  const seen = picture(request, request.photo);
  lens.trace = [];
  const start = performance.now();
  const { best, words } = lens.still(seen);
  const time = performance.now() - start;
  const right = best?.page.index === request.truth?.page;
  const out = { ...told(best), words, time, state: best ? still(best) : "unknown", asks: Boolean(best && yearAsked(best)) };
  if (request.truth && !(right && out.state === "found")) out.stage = stage(lens, seen, request.truth, best);
  return out;
}

function agree(request) {
  watcher.agree(lens.pages[request.agree]);
  return {};
}

function frame(request) {
  if (request.first) {
    reseed();
    watcher = new Watcher(lens);
  }
  const seen = picture(request, request.frame);
  const start = performance.now();
  const { state, fit, edition, asks } = watcher.look(seen);
  return { ...told(fit), state, edition, asks, time: performance.now() - start };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.pack) {
    const bytes = readFileSync(request.pack);
    const start = performance.now();
    const pack = readPack(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    lens = new (watched(Recogniser))(pack);
    console.log(JSON.stringify({ pages: lens.pages.length, ready: performance.now() - start }));
  } else {
    const answer = "agree" in request ? agree : request.photo ? photo : frame;
    console.log(JSON.stringify(answer(request)));
  }
}
