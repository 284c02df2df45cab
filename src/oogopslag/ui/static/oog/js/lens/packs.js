// Packs: fetched whole, checked by signature, kept for aeroplane mode. A pack that was changed or cut
// off is thrown away and said to be so.
const STORE = "oogopslag-packs-1";

/** The manifest: from the network, else as it was kept. */
export async function manifest(url) {
  try {
    const answer = await fetch(url, { credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    const kept = await open_();
    await kept?.put(url, answer.clone()).catch(() => {});
    return await answer.json();
  } catch {
    const kept = await (await open_())?.match(url);
    return kept ? kept.json() : null;
  }
}

async function open_() {
  try {
    return await caches.open(STORE);
  } catch {
    return null; // private windows may refuse to keep anything
  }
}

/** Names of the packs that are on this device. */
export async function kept(list) {
  const store = await open_();
  const found = [];
  for (const entry of list) if (await store?.match(entry.url)) found.push(entry.name);
  return found;
}

/**
 * @returns {buffer} or {problem}: tampered, network, storage (used all the same, but not kept)
 */
export async function fetched(entry, key, onProgress = () => {}) {
  const store = await open_();
  const old = await store?.match(entry.url);
  if (old) {
    const buffer = await old.arrayBuffer();
    if (await signed(buffer, entry, key)) return { buffer, problem: "" };
    await store.delete(entry.url);
  }
  let buffer;
  try {
    buffer = await downloaded(entry, onProgress);
  } catch {
    return { problem: "network" };
  }
  if (!(await signed(buffer, entry, key))) return { problem: "tampered" };
  try {
    const answer = new Response(buffer.slice(0), { headers: { "content-type": "application/octet-stream" } });
    await store.put(entry.url, answer);
    return { buffer, problem: "" };
  } catch {
    return { buffer, problem: "storage" };
  }
}

async function downloaded(entry, onProgress) {
  const answer = await fetch(entry.url, { credentials: "omit" });
  if (!answer.ok || !answer.body) throw new Error(String(answer.status));
  const bytes = new Uint8Array(entry.size);
  let done = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { value, done: end } = await reader.read();
    if (end) break;
    bytes.set(value, done); // throws when more comes than was promised
    done += value.length;
    onProgress(done / entry.size);
  }
  if (done !== entry.size) throw new Error("cut off");
  return bytes.buffer;
}

const raw = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

async function signed(buffer, entry, key) {
  try {
    const imported = await crypto.subtle.importKey("raw", raw(key), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, raw(entry.signature), buffer);
  } catch {
    // A browser without Ed25519: the hash that this page brought along.
    const digest = await crypto.subtle.digest("SHA-256", buffer);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("") === entry.sha256;
  }
}

/** Keeps the page and its parts for a visit without a connection, where a service worker serves them. */
export async function keepPage(path) {
  try {
    if (!("serviceWorker" in navigator) || !(await navigator.serviceWorker.getRegistration())) return;
    const parts = performance.getEntriesByType("resource").map((one) => new URL(one.name))
      .filter((url) => url.origin === location.origin && url.pathname.startsWith("/static/"));
    await (await caches.open("oogopslag-pages-1")).add(path);
    const files = await caches.open("oogopslag-files-1");
    await Promise.allSettled([...new Set(parts.map(String))].map((url) => files.add(url)));
  } catch {
    // Nothing kept: the next visit needs a connection.
  }
}

/** What the page itself needs of a pack: guides, pages and what unknown letters may need. */
export function contents(buffer) {
  const length = new DataView(buffer).getUint32(12, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 16, length)));
  const guides = Object.fromEntries(header.guides.map((one) => [one.id, one]));
  return { guides, pages: header.pages, reference: header.reference };
}

/** Takes everything off this device. */
export const forget = () => caches.delete(STORE);
