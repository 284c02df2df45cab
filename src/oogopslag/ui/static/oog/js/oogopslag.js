import "./later.js";

// Small helps; every page works without them.

// A message that must be heard takes the focus once.
document.querySelector("[data-focus]")?.focus();

// A form is sent once: the server refuses doubles too, this spares people the wait.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 10000);
  });
}

// What takes long says so while it is done.
for (const form of document.querySelectorAll("form[data-busy]")) {
  const state = form.querySelector("[data-busy-state]");
  form.addEventListener("submit", () => state && (state.textContent = state.dataset.busyState));
}

// A file that is too large is told before it is sent.
for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  input.addEventListener("change", () => {
    const large = [...input.files].some((file) => file.size > Number(input.dataset.mostBytes));
    input.setCustomValidity(large ? input.dataset.tooLarge : "");
    if (large) input.reportValidity();
  });
}

// A draft keeps itself: what is typed goes to the server two seconds after the last key.
for (const form of document.querySelectorAll("form[data-autosave]")) {
  const state = form.querySelector("[data-autosave-state]");
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const body = new FormData(form);
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, credentials: "same-origin" });
        if (state && answer.ok) state.textContent = state.dataset.autosaveState;
      } catch {
        // Offline: the page keeps what was typed, and the next pause tries again.
      }
    }, 2000);
  });
}

// Offline reading, unless this is a shared computer.
if ("serviceWorker" in navigator) {
  if (document.body.dataset.offline === "keep") navigator.serviceWorker.register("/sw.js");
  if (document.body.dataset.offline === "forget") {
    navigator.serviceWorker.getRegistrations().then((all) => all.forEach((one) => one.unregister()));
    caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
  }
}

// A notice on this device: asked only when somebody presses the button.
const push = document.querySelector("form[data-push]");
if (push && "serviceWorker" in navigator && "PushManager" in window) {
  push.hidden = false;
  document.querySelector("[data-push-absent]").hidden = true;
  push.addEventListener("submit", async (event) => {
    event.preventDefault();
    const status = push.querySelector("[role=status]");
    try {
      const worker = await navigator.serviceWorker.ready;
      const given = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: push.dataset.push,
      });
      const { endpoint, keys } = given.toJSON();
      push.elements.endpoint.value = endpoint;
      push.elements.p256dh.value = keys.p256dh;
      push.elements.auth.value = keys.auth;
      push.submit();
    } catch {
      status.textContent = status.dataset.pushRefused;
    }
  });
}

// Without a connection the page says so: what stands here may be older.
const offline = document.querySelector("[data-when-offline]");
const tell = () => offline && (offline.hidden = navigator.onLine);
addEventListener("online", tell);
addEventListener("offline", tell);
tell();
