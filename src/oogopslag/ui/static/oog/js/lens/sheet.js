// What is said of one field, below or beside the picture. The list page holds the same words.
import { chart } from "./chart.js";

const ROLES = ["explain", "instruct", "example", "warning", "consequence", "deadline"];

function element(name, text = "", more = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
  return made;
}

/** The words of a guide in the chosen language; what it lacks is said in Dutch. */
export function wordsOf(guide, language) {
  return guide.texts[language] ?? guide.texts.nl;
}

/** One of several papers that it may be, as a row that opens its list. */
export function choice(title, which, href) {
  const row = element("li");
  const link = element("a", "", { class: "oog-row", href });
  const words = element("span", "", { class: "oog-row__main" });
  words.append(element("span", title, { class: "oog-row__title" }), element("span", which, { class: "oog-row__meta" }));
  link.append(words);
  row.append(link);
  return row;
}

export class Sheet {
  /** @param root the element that is filled @param page {says, values, reviewed, listOf} */
  constructor(root, page) {
    Object.assign(this, { root, says: page.says, values: page.values, reviewed: page.reviewed, page });
  }

  /** The explanation of one field; an unknown key gives that of the whole paper. */
  show(guide, edition, key, language) {
    const words = wordsOf(guide, language);
    const leads = this.page.leads[guide.texts[language] ? language : "nl"];
    const field = guide.fields.find((one) => one.key === key);
    const about = field ? words.fields[key] : words.guide;
    const title = field ? `${field.number ? `${field.number}. ` : ""}${about.label}` : guide.title[language] ?? guide.title.nl;
    const body = element("div", "", { class: "oog-stack oog-stack--tight", lang: guide.texts[language] ? language : "nl" });
    if (words.rtl) body.dir = "rtl";
    body.append(element("h2", title, { id: "h-vraag", tabindex: "-1" }));
    for (const role of ROLES) {
      if (!about[role]) continue;
      const line = element("p", "", { class: `oog-role oog-role--${role}` });
      if (role !== "explain") line.append(element("b", `${leads[role]} `));
      // "14 02 1981" must keep its order in a text from right to left.
      line.append(role === "example" ? element("bdi", about[role]) : about[role]);
      body.append(line);
    }
    const parts = [body];
    const value = field && this.values[guide.id]?.[key];
    if (value) parts.push(this.forYou(value));
    const limit = field?.limit[edition];
    if (limit && value?.cents) parts.push(chart(value.cents, limit, this.says, language));
    parts.push(this.status(guide, language, words));
    this.root.replaceChildren(...parts);
    return [title, ...ROLES.map((role) => about[role]).filter(Boolean)].join(". ");
  }

  forYou(value) {
    const box = element("div", "", { class: "oog-for-you" });
    box.append(
      element("p", this.says.fill, { class: "oog-meta" }),
      element("p", value.shown, { class: "oog-for-you__value" }),
    );
    const source = element("p", `${value.source} `, { class: "oog-meta" });
    if (value.contradict) source.append(element("a", this.says.wrong, { href: value.contradict }));
    box.append(source);
    return box;
  }

  status(guide, language, words) {
    const done = this.reviewed[guide.id]?.[language] === words.digest;
    const text = done ? this.says.reviewed : words.status === "machine" ? this.says.machine : this.says.draft;
    return element("p", text, { class: "oog-meta oog-review" });
  }
}
