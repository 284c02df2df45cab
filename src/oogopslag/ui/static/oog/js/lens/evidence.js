// What may be said after some frames: found, like, unknown. A wrong form shown with confidence is the
// worst that can happen, so one frame is never enough, and every band of the page must speak for it.
// The limits lie between what right pages and what strangers of the tuning seed showed: right pages led
// their look-alikes by 0.12 a tile or more, strangers by 0.07 at most.
const ENOUGH = 0.65;
const LEAD = 0.085;
const ALONE = 0.55; // score of a page that has no look-alike to be compared with
const YEAR = 0.02; // a mark: right pages of the tuning seed led by 0.039 or more, other years trailed by 0.030
// How well the tiles that tell a page from others are found, beside its patches: right pages of the tuning seed
// 0.83 or more, strangers that led every look-alike 0.76 or less.
const PECULIAR = 0.79;
// Patches found of a page that has no look-alike, so no tiles: right pages 0.95 or more, a strange letter 0.81.
const LONE = 0.88;
const AGREE = 2;
const MOST_DOUBTS = 6;
export const PART = 30; // patches in view under which only a part of the page is seen
const PART_LEAD = 0.15;
const BACK_LEAD = 0.02; // over a page that lists this one, but is not among the ten that this one lists

/** Share of the bands in view that were found, worst first. */
export function shares(rows) {
  return rows.filter((row) => row.asked >= 3).map((row) => row.found / row.asked).sort((a, b) => a - b);
}

/** The second worst band: one may lie under a hand. */
function weakest(rows) {
  const found = shares(rows);
  return found[Math.min(1, found.length - 1)] ?? 0;
}

/** What the marks say of the edition: "right", "other" (or not to be told from it), "unseen". */
export function edition({ lead, asked }) {
  if (!asked) return "unseen";
  return lead / asked > YEAR ? "right" : "other";
}

/** Whether the page was found all over; one that nothing can be compared with, nearly all of it. */
function everywhere(rows, alone) {
  const [asked, found] = ["asked", "found"].map((key) => rows.reduce((sum, row) => sum + row[key], 0));
  return weakest(rows) >= ENOUGH && (!alone || found >= asked * LONE);
}

/**
 * Whether the page looks like itself where it differs from others. A paper that is not in the pack shares heads
 * and questions with many pages, and may lead them all by chance; what is peculiar to a page it lacks.
 */
function peculiar({ own, hoped }) { return own >= PECULIAR * hoped; }

/** Of the pages that nothing told from this one: those that the printed year does not rule out either. */
function among(open, page, said) {
  return open.filter((other) => said !== "right" || other.guide !== page.guide);
}

/** Whether the page leads every look-alike that could be asked by enough. */
function ahead(rivals, least) {
  return rivals.every(({ lead, asked, back }) => lead / asked > (back ? BACK_LEAD : least));
}

/** Next year's paper may differ in its year alone: where one is printed, it must have been seen. */
function dated(page, said) { return !page.dated || said !== "unseen"; }

/** Whether the pages that nothing told apart are editions of one form: then only the year is asked. */
function editions(alike, page) { return alike.every((other) => other.guide === page.guide); }

/** Whether one frame alone says which form this is; its year may be out of view. */
function named(fit) {
  const least = fit.rivals.length ? 0.4 : ALONE;
  if (!editions(among(fit.open, fit.page, edition(fit.year)), fit.page)) return false;
  return fit.found >= 14 && fit.score >= least && everywhere(fit.bands, !fit.rivals.length) &&
    ahead(fit.rivals, LEAD) && peculiar(fit.tiles) && edition(fit.year) !== "other";
}

/** Whether one frame alone speaks clearly for its page. */
export function clear(fit) {
  const said = edition(fit.year);
  return named(fit) && dated(fit.page, said) && !among(fit.open, fit.page, said).length;
}

/** One picture must speak more clearly than a frame of several. */
function firm(fit) { return weakest(fit.bands) >= 0.7 && fit.score >= 0.45; }

/** A photo or a page of a PDF. */
export function still(fit) {
  if (!fit || fit.found < 12) return "unknown";
  return clear(fit) && firm(fit) ? "found" : "like";
}

/** Whether a photo is surely of this form, and only its year is not. */
export function yearAsked(fit) { return named(fit) && firm(fit) && !clear(fit); }

/** One page over several frames: noise of single frames levels out, what speaks for it adds up. */
export class Evidence {
  /** @param doubts how often another page was thought of before: as many frames more must agree */
  constructor(fit, doubts = 0) {
    this.page = fit.page;
    this.doubts = Math.min(MOST_DOUBTS, doubts);
    this.frames = 0;
    this.score = 0;
    this.rows = fit.bands.map(() => ({ asked: 0, found: 0 }));
    this.rivals = new Map();
    this.open = new Set();
    this.year = { lead: 0, asked: 0 };
    this.tiles = { own: 0, hoped: 0 };
    this.add(fit);
  }

  /** @param fit of the same page, judged */
  add(fit) {
    this.frames++;
    this.score += fit.score;
    [this.found, this.total] = [fit.found, fit.total];
    this.year.lead += fit.year.lead;
    this.year.asked += fit.year.asked;
    this.tiles.hoped += fit.tiles.hoped;
    this.tiles.own += fit.tiles.own;
    fit.bands.forEach((row, k) => {
      this.rows[k].asked += row.asked;
      this.rows[k].found += row.found;
    });
    for (const page of fit.open) if (!this.rivals.has(page.index)) this.open.add(page);
    for (const { page, lead, asked, back } of fit.rivals) {
      this.open.delete(page);
      const sum = this.rivals.get(page.index) ?? { page, back, lead: 0, asked: 0 };
      sum.lead += lead;
      sum.asked += asked;
      this.rivals.set(page.index, sum);
    }
  }

  /** The look-alike that comes nearest: {page, lead} per tile asked, or null when none could be asked. */
  get nearest() {
    let nearest = null;
    for (const { page, lead, asked } of this.rivals.values()) {
      if (asked && (!nearest || lead / asked < nearest.lead)) nearest = { page, lead: lead / asked, asked };
    }
    return nearest;
  }

  get edition() { return edition(this.year); }

  /** Patches enough in the last frame; of a part of a page few are in view, but then nearly all, often. */
  get enough() {
    if (this.found >= 14) return true;
    const often = this.frames > (this.found < 8 ? 2 * AGREE : AGREE);
    return often && this.found >= 7 && this.found >= 0.85 * this.total && this.score / this.frames >= 0.6;
  }

  /** So far everything but the year speaks for the page; frames may be too few. */
  get likely() {
    const least = this.total < PART ? PART_LEAD : LEAD;
    return (
      this.score / this.frames >= (this.rivals.size ? 0.4 : ALONE) && everywhere(this.rows, !this.rivals.size) &&
      ahead([...this.rivals.values()], least) && peculiar(this.tiles)
    );
  }

  get hopeful() { return this.likely && this.edition !== "other"; }

  /** Pages that no frame told from this one. */
  get alike() { return among([...this.open], this.page, this.edition); }

  /** Surely this form; of which year may have to be asked. */
  get named() {
    return this.frames >= AGREE + this.doubts && this.enough && this.hopeful && editions(this.alike, this.page);
  }

  get sure() { return this.named && !this.alike.length && dated(this.page, this.edition); }
}
