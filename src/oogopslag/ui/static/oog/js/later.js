// An answer without a connection: kept on this device with its key, sent by itself when there is
// one, and taken by the server once. Not on a shared computer; signing out wipes it.
const NAME = "oogopslag-later";
const STORE = "answers";

function opened() {
  return new Promise((done, fail) => {
    const ask = indexedDB.open(NAME, 1);
    ask.onupgradeneeded = () => ask.result.createObjectStore(STORE, { keyPath: "key" });
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

async function stored(mode, act) {
  const database = await opened();
  return new Promise((done, fail) => {
    const ask = act(database.transaction(STORE, mode).objectStore(STORE));
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => fail(ask.error);
  });
}

// In the order in which they were written: the second may answer to the first.
async function waiting() {
  const all = await stored("readonly", (store) => store.getAll());
  return all.sort((one, other) => (one.at || 0) - (other.at || 0));
}

function say(address, words) {
  const form = document.querySelector(`form[action="${address}"][data-send-later]`);
  const state = form?.querySelector("[role=status]");
  if (state) state.textContent = form.dataset[words];
}

// What waits stands under the conversation, so that nobody has to trust that it is kept.
async function show() {
  const all = await waiting();
  for (const form of document.querySelectorAll("form[data-send-later]")) {
    const list = document.querySelector("[data-waiting]");
    if (!list) continue;
    const here = all.filter((kept) => kept.address === form.getAttribute("action"));
    list.replaceChildren(...here.map((kept) => line(kept, list.dataset.waiting)));
    list.hidden = here.length === 0;
  }
}

function line(kept, words) {
  const item = document.createElement("li");
  const said = document.createElement("p");
  const state = document.createElement("p");
  item.className = "oog-bubble oog-bubble--own oog-bubble--waiting";
  said.className = "oog-pre";
  said.textContent = kept.fields.find(([name]) => name === "text")?.[1] || "";
  state.className = "oog-meta";
  state.textContent = words;
  item.append(said, state);
  return item;
}

// The form's token may be of an older session: the page itself gives the one that counts now.
async function token(page) {
  const answer = await fetch(page, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return "";
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  return found.querySelector("form[data-send-later] input[name=csrfmiddlewaretoken]")?.value || "";
}

async function send(kept) {
  const fresh = await token(kept.page);
  if (!fresh) return say(kept.address, "notSent");
  const body = new FormData();
  for (const [name, value] of kept.fields) body.append(name, name === "csrfmiddlewaretoken" ? fresh : value);
  const answer = await fetch(kept.address, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok || !new URL(answer.url).searchParams.has("verzonden")) return say(kept.address, "notSent");
  await stored("readwrite", (store) => store.delete(kept.key));
  say(kept.address, "sentLater");
}

// One at a time in this page; another page may send the same one, which the server takes once.
let busy = false;
async function sendAll() {
  if (busy) return;
  busy = true;
  try {
    for (const kept of await waiting()) await send(kept);
  } catch {
    // no connection yet: the next time tries again
  } finally {
    busy = false;
    await show();
  }
}

async function keep(form) {
  const fields = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
  const address = form.getAttribute("action");
  // A page that is read without a connection gives its old key again: each answer has its own here.
  const key = crypto.randomUUID();
  const own = fields.map(([name, value]) => [name, name === "key" ? key : value]);
  const kept = { key, at: Date.now(), page: location.pathname, address, fields: own };
  await stored("readwrite", (store) => store.put(kept));
  form.querySelector("textarea").value = "";
  for (const input of form.querySelectorAll("input[type=file]")) input.value = "";
  delete form.dataset.sent;
  say(address, "sendLater");
  await show();
}

for (const form of document.querySelectorAll("form[data-send-later]")) {
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine || document.body.dataset.offline !== "keep") return;
    event.preventDefault();
    const text = form.querySelector("textarea").value.trim();
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (text || files) await keep(form);
  });
}

if (document.body.dataset.offline === "keep" && "indexedDB" in window) {
  addEventListener("online", sendAll);
  if (navigator.onLine) sendAll();
  else show();
}
