// Fills in what other organisations answered after the page was made. Without script a link does.

const waiting = document.querySelector("[data-elsewhere]");
const link = waiting?.querySelector("[data-without-script]");

if (waiting) {
  link.hidden = true;
  fetch(waiting.dataset.elsewhere, { headers: { accept: "text/html" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then(fill)
    .catch(() => { link.hidden = false; });
}

function fill(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of answer.querySelectorAll("[data-place]")) {
    const place = document.querySelector(`[data-place="${fresh.dataset.place}"]`);
    if (!place) continue;
    const focused = place.contains(document.activeElement) && document.activeElement.getAttribute("href");
    place.replaceWith(document.importNode(fresh, true));
    // Who was in the middle of this place stays where they were.
    if (focused) document.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}
