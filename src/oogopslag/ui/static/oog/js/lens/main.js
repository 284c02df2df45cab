// The lens page: camera, worker, overlay and sheet together. Without it the list holds the same words.
import { Camera } from "./camera.js";
import { fitted } from "./fitting.js";
import { asking, hint, stillAsked } from "./guidance.js";
import { Overlay } from "./overlay.js";
import { load, offer } from "./loading.js";
import { keepPage } from "./packs.js";
import { codeBefore, codeOn } from "./code.js";
import { named, readLetter } from "./letter.js";
import { readText } from "./ocr.js";
import { pictures } from "./picture.js";
import { Sheet, choice, wordsOf } from "./sheet.js";
import { canSpeak, onVoices } from "./speech.js";
import { Stills } from "./stills.js";
import { showLetter } from "./unknown.js";
import { Voice } from "./voice.js";

const find = (name) => document.querySelector(`[data-lens="${name}"]`);
const page = JSON.parse(document.querySelector("#lens-gegevens").textContent);
const root = document.querySelector(".oog-lens");
const video = find("video");
const still = find("still");
const voice = new Voice(find("say"), page.says, page.language);
const sheet = new Sheet(find("words"), page);
const overlay = new Overlay(find("overlay"), (key) => choose(key, true));
const worker = new Worker(page.worker, { type: "module" });
const stills = new Stills(worker);
const CODE_EVERY = 12;
const title = find("title").textContent;
const now = { state: "start", pack: null, seen: null, key: "", language: page.language, busy: false };
const parts = { find, now, page, sheet, show, worker };
window.oogLens = now; // what tests and the curious may read; nothing here leaves the page

const camera = new Camera(video, frame, (why) => show(why === "hidden" ? "paused" : why));

function show(state, more = "") {
  now.state = state;
  root.dataset.state = state;
  for (const part of document.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
  find("status").textContent = more || page.states[state] || "";
  if (["found", "frozen"].includes(state)) return;
  overlay.hide();
  find("title").textContent = title; // what was found before is not here any more
}

async function frame(source) {
  if (now.busy || !now.pack) return;
  now.busy = true;
  const made = "VideoFrame" in window ? new VideoFrame(source) : await createImageBitmap(source);
  worker.postMessage({ type: "frame", frame: made, id: (now.sent = (now.sent ?? 0) + 1) }, [made]);
}

worker.onmessage = ({ data }) => {
  if (data.type === "ready") return ready();
  if (data.type === "photo") return stills.answer(data);
  if (data.type === "failed") return data.what === "pack" ? show("tampered") : (now.busy = false);
  now.busy = false;
  if (data.id === "freeze") return frozen(data);
  if (!camera.running) return undefined;
  return seen(data);
};

function seen(data) {
  const before = now.seen;
  now.seen = data;
  const tip = hint(data);
  voice.hint(data.state === "found" ? "" : tip);
  find("hint").textContent = data.state === "found" ? "" : page.hints[tip] ?? "";
  if (data.state === "found") return found(data, before);
  // A QR is looked for now and then while no paper is found: it costs time.
  if (data.id % CODE_EVERY === 0) codeBefore(video, page).then(follow);
  if (data.state === "like") return like(data);
  if (data.state === "unknown" || data.state === "blank") return now.state === data.state || show(data.state);
  if (now.state === "found") show("looking");
  return undefined;
}

function about(index) {
  const meta = now.pack.pages[index];
  const guide = now.pack.guides[meta.guide];
  return { meta, guide, words: wordsOf(guide, now.language) };
}

function found(data, before) {
  const { meta, guide, words } = about(data.page);
  const fresh = now.state !== "found" || before?.page !== data.page || before?.edition !== data.edition;
  if (fresh) {
    const said = foundWords(meta, guide) + (data.edition === "unseen" ? `. ${page.says.year}` : "");
    show("found", said);
    find("title").textContent = guide.title[now.language] ?? guide.title.nl;
    voice.say(`${guide.title[page.language] ?? guide.title.nl}. ${said}`);
    links(guide, meta);
    if (!meta.fields[now.key]) choose("", false);
  }
  const fields = guide.fields
    .filter((one) => !one.editions.length || one.editions.includes(meta.edition))
    .map((one) => ({ key: one.key, number: one.number, label: words.fields[one.key].label }));
  overlay.show({ index: data.page, fields: meta.fields }, fields, data.sheet.length);
  place(data);
}

function foundWords(meta, guide, words = "found") {
  const last = Math.max(...now.pack.pages.filter((one) => one.guide === guide.id && one.edition === meta.edition).map((one) => one.number));
  return page.says[words].replace("{edition}", meta.edition).replace("{page}", meta.number).replace("{pages}", last);
}

/** The overlay lies where the picture does. */
function place(data) {
  const { scale, left, top } = fitted(find("view"), data.width, data.height);
  overlay.place(data.sheet, scale, [left, top]);
}

function like(data) {
  const choices = [data.page, ...data.others].slice(0, 5);
  const asked = data.asks ? about(data.page) : null;
  const key = [data.asks, data.edition, ...choices].join();
  if (now.state === "like" && (now.choices === key || stillAsked(data, now.asking))) return;
  [now.choices, now.asking] = [key, data];
  show("like", asking(find("agree"), page.says, page.language, asked, data.edition));
  find("choices").replaceChildren(...choices.map((index) => {
    const { meta, guide } = about(index);
    return choice(guide.title[page.language] ?? guide.title.nl, foundWords(meta, guide, "which"), listOf(guide, meta));
  }));
}

/** Somebody read the year on the paper: the camera goes on looking, a picture that stays is shown at once. */
function agree() {
  if (camera.running) return worker.postMessage({ type: "agree", page: now.asking.page });
  now.seen = { ...now.asking, state: "found", edition: "agreed" };
  found(now.seen, null);
  return frozen(now.seen);
}

function listOf(guide, meta) {
  return page.list.replace("__guide__", guide.id.replace(".", "/")).replace("__edition__", meta.edition);
}

function links(guide, meta) {
  const list = listOf(guide, meta);
  for (const link of document.querySelectorAll("[data-lens=list]")) link.href = list;
  find("unclear").href = `${list}opmerking/?veld=${encodeURIComponent(now.key)}`;
  const online = guide.links.find((one) => one.role === "do-online");
  find("online").hidden = !online;
  if (online) find("online").href = online.url;
}

function choose(key, moved) {
  now.key = key;
  overlay.press(key);
  if (!now.seen || now.seen.page < 0) return;
  const { meta, guide } = about(now.seen.page);
  now.read = sheet.show(guide, meta.edition, key, now.language);
  links(guide, meta);
  if (moved) document.querySelector("#h-vraag")?.focus({ preventScroll: true });
}

function drawn(source, width, height) {
  [still.width, still.height] = [width, height];
  fitted(find("view"), width, height);
  still.getContext("2d").drawImage(source, 0, 0);
}

/** Holds the picture, so that nobody must keep the camera still; the camera itself stops. */
async function freeze() {
  const held = await createImageBitmap(video);
  drawn(held, held.width, held.height);
  camera.stop();
  now.busy = true;
  // The fields must lie on this picture, not on the one that was looked at last.
  worker.postMessage({ type: "frame", frame: held, id: "freeze" }, [held]);
}

function frozen(data) {
  if (data.sheet) now.seen = data;
  show("frozen", find("status").textContent);
  place(now.seen);
}

/** What a photo or a page of a PDF is; true when it is sure, or when another file was chosen meanwhile. */
async function judgePicture(bitmap, last) {
  if (!last()) return true;
  drawn(bitmap, bitmap.width, bitmap.height);
  const data = await stills.look(bitmap);
  if (!last()) return true;
  now.seen = data;
  if (data.state === "found") {
    show("looking");
    found(data, null);
    show("frozen", find("status").textContent);
    place(data);
    return true;
  }
  if (follow(await codeOn(still, page)) || !last()) return true;
  if (data.state === "like") like(data);
  else show(data.state);
  return false;
}

/** Reads the held picture: a form number, a title, or a letter that we do not know. */
async function readUnknown() {
  const last = stills.begin();
  if (camera.running) {
    const held = await createImageBitmap(video);
    drawn(held, held.width, held.height);
    camera.stop();
  }
  show("reading");
  if (follow(await codeOn(still, page))) return undefined;
  try {
    const { text } = await readText(still, page, (share) => { find("progress").value = share; });
    if (!last()) return undefined;
    const choices = now.asked ? [] : named(text, now.pack);
    now.asked = true; // whoever asks again wants it read as a letter
    if (choices.length) return like({ page: choices[0], others: choices.slice(1) });
    show("letter");
    return showLetter(find("letter"), find("task"), readLetter(text, now.pack.reference), page);
  } catch {
    return last() ? show("noreader") : undefined;
  }
}

/** Follows a code of ours: true when there is one. */
function follow(code) {
  if (code) location.href = page.code.replace("__code__", code);
  return Boolean(code);
}

async function start() {
  stills.begin();
  show("asking");
  const why = await camera.start();
  if (why) return show(why);
  worker.postMessage({ type: "reset" });
  [now.seen, now.asked] = [null, false];
  find("lamp").hidden = !camera.hasLamp;
  return show("looking");
}

function ready() {
  show("start");
  root.dataset.ready = "yes";
  keepPage(location.pathname);
}

for (const button of document.querySelectorAll("[data-lens=start]")) button.addEventListener("click", start);
find("freeze").addEventListener("click", freeze);
find("again").addEventListener("click", start);
find("no").addEventListener("click", () => {
  worker.postMessage({ type: "reset" });
  const data = now.seen;
  camera.stop();
  if (data) like(data);
});
find("lamp").addEventListener("click", async ({ currentTarget }) => {
  const on = currentTarget.getAttribute("aria-pressed") !== "true";
  currentTarget.setAttribute("aria-pressed", String(await camera.lamp(on)));
});
find("language").addEventListener("change", ({ target }) => {
  now.language = target.value;
  find("read").hidden = !canSpeak(now.language);
  overlay.page = null;
  choose(now.key, false);
});
voice.toggle(find("speak"));
video.addEventListener("resize", () => fitted(find("view"), video.videoWidth, video.videoHeight));
addEventListener("resize", () => now.state === "frozen" && place(now.seen)); // a film is placed with each frame
onVoices(() => { find("read").hidden = !canSpeak(now.language); });
find("read").addEventListener("click", () => voice.read(now.read ?? "", now.language));
find("file").addEventListener("change", async ({ target }) => {
  const [file] = target.files;
  const last = stills.begin();
  target.value = ""; // so that the same file may be chosen again
  camera.stop();
  now.asked = false;
  show("reading");
  const problem = await pictures(file, page, (bitmap) => judgePicture(bitmap, last));
  if (problem && last()) show(problem);
});
find("agree").addEventListener("click", agree);
find("fetch").addEventListener("click", () => load(parts));
find("letter-read").addEventListener("click", readUnknown);
offer(parts);
