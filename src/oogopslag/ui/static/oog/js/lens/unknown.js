// The sheet of an unknown letter: what was read, a warning about a strange account, and what can be done.
import { euros } from "./chart.js";

function element(name, text = "", more = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
  return made;
}

const day = (iso, language) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${iso}T00:00:00Z`));
const spaced = (iban) => iban.replace(/(.{4})/g, "$1 ").trim();

/** A calendar entry (RFC 5545) with the deadline; made here, so the server learns nothing. */
export function calendar(letter, says) {
  const stamp = letter.deadline.iso.replace(/-/g, "");
  const title = [says.task, letter.organisation?.name, letter.reference].filter(Boolean).join(", ");
  const safe = title.replace(/([,;\\])/g, "\\$1");
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Oogopslag//Lens//NL", "BEGIN:VEVENT",
    `UID:${stamp}-${letter.reference || "brief"}@oogopslag`, `DTSTAMP:${stamp}T000000Z`,
    `DTSTART;VALUE=DATE:${stamp}`, `SUMMARY:${safe}`, "BEGIN:VALARM", "ACTION:DISPLAY",
    `DESCRIPTION:${safe}`, "TRIGGER:-P3D", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
}

/**
 * Fills the sheet, and the form of a task for whoever is signed in (else null).
 * @param letter of readLetter @param page {says, language, help, reply, bodies}
 */
export function showLetter(root, task, letter, page) {
  const { says, language } = page;
  const parts = [element("h2", says.letter, { tabindex: "-1", id: "h-brief" })];
  if (letter.strange.length) {
    const box = element("div", "", { class: "oog-notice oog-notice--warning", role: "alert" });
    box.append(element("p", says.strange.replace("{organisation}", letter.organisation.name).replace("{iban}", spaced(letter.strange[0]))));
    parts.push(box);
  }
  const list = element("dl", "", { class: "oog-letter-facts" });
  const row = (label, value) => {
    if (!value) return;
    list.append(element("dt", label), element("dd", value));
  };
  row(says.from, letter.organisation?.name);
  row(says.date, letter.date && day(letter.date, language));
  row(says.reference, letter.reference);
  row(says.amount, letter.amount === null ? "" : euros(letter.amount, language));
  row(says.account, letter.ibans.map(spaced).join(", "));
  row(says.before, letter.deadline && `${day(letter.deadline.iso, language)}${letter.deadline.computed ? ` (${says.computed})` : ""}`);
  parts.push(list.children.length ? list : element("p", says.nothing));
  parts.push(actions(letter, page));
  if (task) fill(task, letter, page);
  if (letter.terms.length) {
    parts.push(element("h3", says.words));
    const words = element("dl", "", { class: "oog-letter-facts" });
    for (const term of letter.terms.slice(0, 12)) words.append(element("dt", term.term), element("dd", term.meaning[language] ?? term.meaning.nl));
    parts.push(words);
  }
  root.replaceChildren(...parts);
  root.querySelector("#h-brief").focus({ preventScroll: true });
}

/** What was read, to be checked and sent by a press; nothing leaves before that, and never the picture. */
function fill(task, letter, { says }) {
  const [year, month, day] = (letter.deadline?.iso ?? "").split("-");
  task.elements.titel.value = [says.task, letter.organisation?.name].filter(Boolean).join(": ");
  task.elements.dag.value = day ? `${day}-${month}-${year}` : "";
  task.elements.afzender.value = letter.organisation?.name ?? "";
  task.elements.kenmerk.value = letter.reference;
  task.elements.key.value = crypto.randomUUID();
}

/** In the calendar; an answer, where the organisation takes answers here; a helper. */
function actions(letter, { says, help, reply, bodies }) {
  const group = element("div", "", { class: "oog-action-group" });
  if (letter.deadline) {
    const button = element("button", says.remember, { type: "button", class: "nl-button nl-button--secondary" });
    button.addEventListener("click", () => {
      const link = element("a", "", { download: "oogopslag.ics", href: URL.createObjectURL(new Blob([calendar(letter, says)], { type: "text/calendar" })) });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    group.append(button);
  }
  const slug = letter.organisation?.slug;
  if (bodies.includes(slug) && !letter.strange.length) {
    group.append(element("a", says.answer, { class: "nl-button nl-button--secondary", href: `${reply}?aan=${slug}` }));
  }
  group.append(element("a", says.helper, { class: "nl-button nl-button--secondary", href: help }));
  return group;
}
