// Fills in what other organisations answered after the page was made. Without script a link does.

for (const place of document.querySelectorAll("[data-elsewhere][data-waiting]")) {
  for (const link of place.querySelectorAll("[data-without-script]")) link.hidden = true;
  fetch(place.dataset.elsewhere, { headers: { accept: "text/html" } })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((html) => {
      place.innerHTML = html;
      delete place.dataset.waiting;
    })
    .catch(() => {
      for (const link of place.querySelectorAll("[data-without-script]")) link.hidden = false;
    });
}
