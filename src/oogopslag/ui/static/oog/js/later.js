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

function say(address, words) {
  const form = document.querySelector(`form[action="${address}"][data-send-later]`);
  const state = form?.querySelector("[role=status]");
  if (state) state.textContent = form.dataset[words];
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

async function sendAll() {
  for (const kept of await stored("readonly", (store) => store.getAll())) {
    try {
      await send(kept);
    } catch {
      return; // no connection yet: the next time tries again
    }
  }
}

for (const form of document.querySelectorAll("form[data-send-later]")) {
  form.addEventListener("submit", async (event) => {
    if (navigator.onLine || document.body.dataset.offline !== "keep") return;
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size);
    const address = form.getAttribute("action");
    await stored("readwrite", (store) =>
      store.put({ key: form.elements.key.value, page: location.pathname, address, fields }),
    );
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    say(address, "sendLater");
  });
}

if (document.body.dataset.offline === "keep" && "indexedDB" in window) {
  addEventListener("online", sendAll);
  if (navigator.onLine) sendAll();
}
