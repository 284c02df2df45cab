// What a letter says that matters: organisation, date, reference, deadline, amount, account. From text
// that was read on the device; every value says where it was found, and nothing is certain.
const MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"];
const DAY = new RegExp(`\\b(\\d{1,2})\\s+(${MONTHS.join("|")})\\s+(20\\d\\d)\\b|\\b(\\d{1,2})[-/.](\\d{1,2})[-/.](20\\d\\d)\\b`, "gi");
const LABELS = /\b(?:ons kenmerk|uw kenmerk|kenmerk|zaaknummer|dossiernummer|aanslagnummer|beschikkingsnummer|referentie|briefnummer)\b\s*:?\s*/i;
const BEFORE_DEADLINE = /(uiterlijk(?: op)?|vóór|voor|tot en met|binnen[^.]{0,40}tot)\s*$/i;
const WEEKS = /binnen\s+(een|één|twee|drie|vier|vijf|zes|acht|tien|twaalf|\d{1,2})\s+(weken|week|dagen|maanden|maand)\s+na\s+de\s+(?:dag|datum)/i;
const NUMBERS = { een: 1, één: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, acht: 8, tien: 10, twaalf: 12 };
const MONEY = /(?:€|eur(?:o)?)\s*((?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:\d{2}|-+))?)/gi;
const TO_PAY = /(betalen|te betalen|voldoen|openstaand|terugbetalen|terugvorder|verschuldigd)/i;

const two = (n) => String(n).padStart(2, "0");

/** Every real day in a text: {iso, index}. */
export function days(text) {
  const found = [];
  for (const hit of text.matchAll(DAY)) {
    const [day, month, year] = hit[1]
      ? [Number(hit[1]), MONTHS.indexOf(hit[2].toLowerCase()) + 1, Number(hit[3])]
      : [Number(hit[4]), Number(hit[5]), Number(hit[6])];
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() === month - 1 && date.getUTCDate() === day) {
      found.push({ iso: `${year}-${two(month)}-${two(day)}`, index: hit.index });
    }
  }
  return found;
}

/** The check of ISO 13616: remainder 1 after division by 97. */
export function isIban(text) {
  const bare = text.replace(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(bare)) return false;
  if (bare.startsWith("NL") && bare.length !== 18) return false;
  const digits = (bare.slice(4) + bare.slice(0, 4)).replace(/[A-Z]/g, (sign) => sign.charCodeAt(0) - 55);
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}

/** Accounts that pass the check; signs that readers mix up (O and 0, I and 1) are tried both ways. */
export function ibans(text) {
  const found = new Set();
  for (const hit of text.toUpperCase().matchAll(/\bNL[\s]?([0-9OIL]{2})[\s]?([A-Z0-9]{4})((?:[\s]?[0-9OIL]){10})/g)) {
    const digits = (part) => part.replace(/\s/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
    const iban = `NL${digits(hit[1])}${hit[2].replace(/0/g, "O").replace(/1/g, "I")}${digits(hit[3])}`;
    if (isIban(iban)) found.add(iban);
  }
  for (const hit of text.toUpperCase().matchAll(/\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b/g)) {
    if (isIban(hit[0])) found.add(hit[0].replace(/\s/g, ""));
  }
  return [...found];
}

function cents(words) {
  const [euros, rest = ""] = words.replace(/[. ]/g, "").split(",");
  return Number(euros) * 100 + (/^\d{2}$/.test(rest) ? Number(rest) : 0);
}

/** The sentence around a place; a dot within an amount or date ends none. */
function sentence(text, index) {
  const from = Math.max(...[". ", "! ", "? "].map((end) => text.lastIndexOf(end, index)), -1) + 1;
  const ends = [". ", "! ", "? "].map((end) => text.indexOf(end, index)).filter((at) => at >= 0);
  return text.slice(from, Math.min(text.length, ...ends));
}

/** The amount that must be paid where the letter says so, else the largest. */
function amount(text) {
  const found = [...text.matchAll(MONEY)].map((hit) => ({
    cents: cents(hit[1]),
    pay: TO_PAY.test(sentence(text, hit.index)),
  }));
  const pay = found.filter((one) => one.pay);
  const best = (pay.length ? pay : found).sort((a, b) => b.cents - a.cents)[0];
  return best ? best.cents : null;
}

function reference(lines) {
  for (let i = 0; i < lines.length; i++) {
    const hit = lines[i].match(LABELS);
    if (!hit) continue;
    const behind = lines[i].slice(hit.index + hit[0].length).trim();
    const value = (behind || lines[i + 1] || "").match(/[A-Z0-9][A-Z0-9./-]{3,}(?:\s\d[\d.]*)*/i);
    if (value && /\d/.test(value[0])) return value[0].trim();
  }
  return "";
}

function added(iso, count, unit) {
  const date = new Date(`${iso}T00:00:00Z`);
  if (unit.startsWith("maand")) date.setUTCMonth(date.getUTCMonth() + count);
  else date.setUTCDate(date.getUTCDate() + count * (unit.startsWith("dag") ? 1 : 7));
  return date.toISOString().slice(0, 10);
}

/** The day before which something must happen: written out, or a term after the letter's date. */
function deadline(text, date) {
  for (const day of days(text)) {
    if (BEFORE_DEADLINE.test(text.slice(Math.max(0, day.index - 40), day.index))) return { iso: day.iso, computed: false };
  }
  const term = text.match(WEEKS);
  if (!term || !date) return null;
  const count = NUMBERS[term[1].toLowerCase()] ?? Number(term[1]);
  return { iso: added(date, count, term[2].toLowerCase()), computed: true };
}

function organisation(text, payees) {
  const low = text.toLowerCase();
  let best = null;
  for (const [slug, payee] of Object.entries(payees)) {
    for (const name of payee.names) {
      const at = low.indexOf(name.toLowerCase());
      if (at >= 0 && (!best || at < best.at)) best = { slug, name, at };
    }
  }
  return best;
}

const bare = (text) => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The sign behind a code (ISO 7064 MOD 37,36): the twin of core/paper/codes.py. */
export function checkSign(code) {
  let rest = 36;
  for (const sign of bare(code)) rest = (((rest + SIGNS.indexOf(sign)) % 36 || 36) * 2) % 37;
  return SIGNS[(37 - rest) % 36];
}

/**
 * The guide and edition whose form number stands in the text: a way for pages with few words. The
 * check sign must be read with it, or the code must stand there twice: one misread sign is another year.
 */
export function formIn(text, guides) {
  const all = bare(text);
  for (const guide of Object.values(guides)) {
    for (const edition of guide.editions) {
      const code = bare(edition.code);
      const times = all.split(code.slice(0, -1)).length - 1;
      if (all.includes(code) || times > 1) return { guide, edition: edition.label };
    }
  }
  return null;
}

/** The guide whose title stands in the first lines: which edition it is, people choose themselves. */
export function titledIn(text, guides) {
  const top = bare(text.split("\n").filter((line) => line.trim()).slice(0, 12).join(" "));
  const found = Object.values(guides).filter(({ title }) => bare(title.nl).length > 8 && top.includes(bare(title.nl)));
  return found.sort((a, b) => b.title.nl.length - a.title.nl.length)[0] ?? null;
}

/**
 * The pages that a text names by form number or title, as numbers in the pack. Read signs are no proof
 * of a whole page, so people choose one themselves.
 */
export function named(text, { guides, pages }) {
  const form = formIn(text, guides);
  const guide = form?.guide ?? titledIn(text, guides);
  if (!guide) return [];
  return [...pages.keys()].filter((k) => {
    const { guide: id, edition, number } = pages[k];
    return id === guide.id && number === 1 && (!form || edition === form.edition);
  });
}

/** Official words in the text with what they mean, in the order of the text. */
export function terms(text, glossary) {
  const low = ` ${text.toLowerCase().replace(/[^\p{L}\d-]+/gu, " ")} `;
  return glossary
    .map((one) => {
      const at = [one.term, ...one.forms].map((form) => low.indexOf(` ${form.toLowerCase()} `)).filter((n) => n >= 0);
      return at.length ? { ...one, at: Math.min(...at) } : null;
    })
    .filter(Boolean)
    .sort((a, b) => a.at - b.at);
}

/**
 * @param {string} raw the text of the letter @param reference_ {payees, glossary} of the pack
 * @returns what was found; `strange` holds accounts that a known organisation does not have
 */
export function readLetter(raw, { payees, glossary }) {
  const text = raw.replace(/[ \t]+/g, " ");
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const flat = lines.join(" ");
  const who = organisation(flat, payees);
  const labelled = flat.match(/\bdatum\b/i);
  const all = days(flat);
  const date = (labelled && all.find((day) => day.index >= labelled.index)) ?? all[0];
  const found = ibans(flat);
  const own = who ? payees[who.slug].ibans : [];
  return {
    organisation: who ? { slug: who.slug, name: who.name } : null,
    date: date?.iso ?? "",
    reference: reference(lines),
    deadline: deadline(flat, date?.iso),
    amount: amount(flat),
    ibans: found,
    strange: who && own.length ? found.filter((iban) => !own.includes(iban)) : [],
    terms: terms(flat, glossary),
  };
}
