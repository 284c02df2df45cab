// Fetching the forms before the camera starts. `lens`: the parts of the page (main.js).
import { prepareCodes } from "./code.js";
import * as packs from "./packs.js";

/** What would be fetched is said first; what is on the device already is used at once. */
export async function offer(lens) {
  const { find, now, page, sheet, show } = lens;
  show("loading");
  const list = await packs.manifest(page.manifest);
  const entry = list?.packs.find((one) => one.name === page.pack);
  if (!entry) return show("nopack");
  page.reviewed = sheet.reviewed = list.reviewed;
  now.list = list;
  now.entry = entry;
  if ((await packs.kept([entry])).length) return load(lens);
  const size = new Intl.NumberFormat(page.language, { maximumFractionDigits: 1 }).format(entry.size / 1e6);
  return show("offer", page.says.offer.replace("{size}", size));
}

export async function load({ find, now, page, sheet, show, worker }) {
  const { list, entry } = now;
  show("loading");
  const bar = find("progress");
  const { buffer, problem } = await packs.fetched(entry, list.key, (share) => { bar.value = share; });
  if (!buffer) return show(problem === "tampered" ? "tampered" : "nopack");
  find("unkept").hidden = problem !== "storage";
  now.pack = packs.contents(buffer);
  if (page.values_url) sheet.values = await fetch(page.values_url).then((a) => (a.ok ? a.json() : {})).catch(() => ({}));
  await prepareCodes(page);
  worker.postMessage({ type: "pack", buffer }, [buffer]);
  return undefined;
}
