// Offline reading: the overview and opened messages stay readable without a connection.
// Signing out wipes everything; on a shared computer this file is never registered.
const PAGES = "oogopslag-pages-1";
const FILES = "oogopslag-files-1";
const PACKS = "oogopslag-packs-1"; // the forms that the lens knows; it keeps them itself
const OFFLINE = "/offline/";
const KEPT = [/^\/$/, /^\/berichten\//, /^\/mogelijkheden\//, /^\/zaken\//, /^\/papier\//];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((cache) => cache.add(OFFLINE)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const current = new Set([PAGES, FILES, PACKS]);
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((n) => !current.has(n)).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/static/") || url.pathname.startsWith("/theme/")) {
    event.respondWith(firstFromNetwork(request, FILES, true));
  } else if (request.mode === "navigate") {
    event.respondWith(page(request, url));
  }
});

async function firstFromNetwork(request, name, keep) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    // A redirect leads to signing in: that is not this page and is not kept as if it were.
    if (keep && answer.ok && !answer.redirected) await cache.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: name === FILES, ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

async function page(request, url) {
  try {
    return await firstFromNetwork(request, PAGES, KEPT.some((pattern) => pattern.test(url.pathname)));
  } catch {
    return caches.match(OFFLINE);
  }
}

// A push says only that there is a message and where it opens; what it says is read after signing in.
const WORDS = {
  nl: "Er staat een bericht voor u klaar.",
  en: "There is a message for you.",
};

self.addEventListener("push", (event) => {
  const { opens, language } = event.data ? event.data.json() : { opens: "/berichten/", language: "nl" };
  event.waitUntil(
    self.registration.showNotification("Oogopslag", {
      body: WORDS[language] || WORDS.nl,
      lang: WORDS[language] ? language : "nl",
      tag: opens,
      icon: "/static/oog/icon-192.png",
      data: { opens },
    }),
  );
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const target = new URL(event.notification.data.opens, location.origin);
  if (target.origin !== location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const here = open.find((client) => new URL(client.url).pathname === target.pathname);
      return here ? here.focus() : self.clients.openWindow(target.href);
    }),
  );
});
