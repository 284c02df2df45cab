// One frame: which page is this, and where does it lie?
import { Arrangements } from "./arrangement.js";
import { PART, clear } from "./evidence.js";
import { Cloud, explained, placing } from "./growth.js";
import { hinged } from "./hinge.js";
import { inverse, product } from "./homography.js";
import { alike, levelled, sheetIn } from "./outline.js";
import { year } from "./marks.js";
import { HEIGHT } from "./page.js";
import { at, bands, refined, told } from "./patches.js";
import { SMEARS, words } from "./words.js";

const FIRST = [{ coarse: true, reach: 8, least: 0.5, near: 6 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const WIDE = [{ coarse: true, reach: 12, least: 0.45, near: 8 }, { coarse: false, reach: 4, least: 0.5, near: 3 }];
const EXACT = [{ coarse: false, reach: 3, least: 0.5, near: 3 }];
const FOLLOW = [{ coarse: true, reach: 5, least: 0.5, near: 5 }, { coarse: false, reach: 2, least: 0.5, near: 2.5 }];
const CATCH = [{ coarse: true, reach: 10, least: 0.5, near: 6 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const PARTLY = [{ coarse: false, reach: 12, least: 0.5, near: 6 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const CLOSE = [{ coarse: false, reach: 8, least: 0.5, near: 5 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const UNFOLD = [{ coarse: false, reach: 11, least: 0.5, near: 4 }, { coarse: false, reach: 3, least: 0.5, near: 2.5 }];
const BENT = [{ coarse: true, reach: 16, least: 0.5, near: 8 }, { coarse: false, reach: 4, least: 0.5, near: 2.5 }];
const PANEL = [{ coarse: false, reach: 3, least: 0.5, near: 2.5 }];
const CANDIDATES = 80; // pages whose seeds may grow
const NEARLY = 0.6; // share of the best placing's words under which another is not tried
const TRIED = 6; // placings that are made exact
const ASKED = 12; // placings whose pages are asked again in the place of the best
const HOPS = 2;
const SAME = 0.1; // pages whose scores lie nearer than this explain the picture equally well
const SLIPPED = 0.7; // a fit that lost so much of its score lies beside the page
const WHOLE = 24; // patches
const PANELS = 3;
const FIRM = 8; // patches of which a panel of its own is sure
const DOUBTFUL = 0.4; // a fit under this is no reason not to try the second way
const FLAT = 0.9; // a flat sheet shows more of its patches than this; a folded one does not

export class Recogniser {
  /** @param {{pages: import("./patches.js").Page[]}} pack */
  constructor(pack) {
    this.pages = pack.pages;
    this.beside = bothWays(pack.pages);
    this.index = new Arrangements(pack.pages.map((page) => page.words));
    this.turn = 0;
  }

  /**
   * Looks at a picture afresh. The smear of the words changes from frame to frame.
   * @returns {words, best} best: {page, h, found, total, mean, score, bands, lead, rivals} or null
   */
  search(picture, smear = SMEARS[this.turn++ % SMEARS.length]) {
    const points = words(picture.grey, picture.width, picture.height, smear);
    let best = this.bestOf(picture, this.arranged(picture, points), [FIRST, CLOSE]);
    if (!best || weight(best) < DOUBTFUL) best = this.bestOf(picture, this.outlined(picture), [WIDE, FIRST], best);
    if (!best || weight(best) < DOUBTFUL) best = this.bestOf(picture, this.arranged(picture, points, true), [FIRST, CLOSE], best);
    if (!best) { // more handwriting than print in view: what is as small as print alone
      const printed = words(picture.grey, picture.width, picture.height, smear, true);
      best = this.bestOf(picture, this.arranged(picture, printed, true), [FIRST, CLOSE]);
    }
    const whole = best && this.judged(picture, this.settled(picture, this.unfolded(picture, best), this.placedPages));
    return { words: points.length / 2, best: whole };
  }

  /** The placing that fits best when it is made exact; the first way that fits counts. */
  bestOf(picture, placings, ways, before = null) {
    let best = before;
    for (const { page, h } of placings) {
      let fit = null;
      for (const way of ways) fit ??= this.fitted(picture, page, h, way);
      if (fit && (!best || weight(fit) > weight(best))) best = fit;
    }
    return best;
  }

  /** Placings by the arrangement of words, those on which most words lie first. */
  arranged(picture, points, deep = false) {
    const cloud = (this.cloud = new Cloud(points));
    const placings = [];
    this.placedPages = [];
    for (const hit of this.candidates(points, deep)) {
      const fit = this.placed(cloud, hit, picture);
      if (fit) placings.push({ page: this.pages[hit.page], ...fit });
    }
    placings.sort((a, b) => b.size - a.size);
    const good = placings.filter((one) => one.size > placings[0].size * NEARLY);
    this.placedPages = good.slice(0, ASKED).map((one) => one.page);
    return good.slice(0, TRIED);
  }

  /** Placings by the second way: the sheet's edges, and where it is dark; the sheet lies upright. */
  outlined(picture) {
    const h = sheetIn(picture);
    if (!h) return [];
    this.thumbnails ??= this.pages.map((page) => levelled(page.thumbnail));
    return alike(picture, h, this.thumbnails).map(({ page }) => ({ page: this.pages[page], h }));
  }

  /** A photo or a page of a PDF: every smear may try, until one speaks clearly. */
  still(picture) {
    const seen = { words: 0, best: null };
    for (const smear of SMEARS) {
      const { words: count, best } = this.search(picture, smear);
      seen.words = Math.max(seen.words, count);
      if (best && (!seen.best || weight(best) > weight(seen.best))) seen.best = best;
      if (best && clear(best)) break;
    }
    return seen;
  }

  candidates(points, deep) { return this.index.query(points, CANDIDATES, deep); }

  placed(cloud, hit, picture) { return placing(cloud, this.pages[hit.page].words, hit, picture); }

  fitted(picture, page, h, levels) {
    const fit = refined(picture, page, h, levels);
    return fit && { ...fit, page, sheet: [fit.h], score: (fit.found / fit.total) * fit.mean };
  }

  /**
   * The page that explains the picture best in this place: a look-alike of a look-alike may do so better
   * still. `more`: pages that were placed as well; a folded sheet hides which of them fits best.
   */
  settled(picture, first, more = []) {
    const tried = new Set([first.page]);
    let best = this.chosen(picture, first, more, tried);
    for (let before = first, hops = 0; best.page !== before.page && hops < HOPS; hops++) {
      before = best;
      best = this.chosen(picture, best, [], tried);
    }
    return best;
  }

  /** The look-alike that explains the picture best, asked only where they differ. */
  chosen(picture, first, more, tried) {
    let best = first;
    const fits = [first];
    for (const page of new Set([...this.beside[first.page.index].map(([other]) => this.pages[other]), ...more])) {
      if (tried.has(page)) continue;
      tried.add(page);
      const fit = this.again(picture, page, first.sheet);
      if (fit) fits.push(fit);
    }
    fits.sort((a, b) => b.score - a.score);
    best = fits[0];
    for (const fit of fits.slice(1, 9)) {
      if (fit.score < best.score - 0.2) continue;
      const { lead, asked } = this.compared(picture, best, fit.page);
      if (asked ? lead < 0 : this.explained(fit) > this.explained(best)) best = fit;
    }
    if (best.total >= PART) return best;
    const near = fits.filter((fit) => fit !== best && fit.score > best.score - SAME);
    return { ...best, open: near.map((fit) => fit.page).filter((page) => !this.compared(picture, best, page).asked) };
  }

  /** How well the words that were found fit a page in its place; for pages that share all patches in view. */
  explained({ page, sheet }) {
    return (this.cloud && explained(this.cloud, page.words, (y) => at(sheet, y))) ?? 0;
  }

  compared(picture, fit, other) {
    const like = this.beside[fit.page.index].find(([index]) => index === other.index);
    if (!like) return { lead: 0, asked: 0, seen: 0, own: 0 };
    const { sheet } = fit;
    if (this.looks?.picture !== picture || this.looks.sheet !== sheet) this.looks = { picture, sheet, known: new Map() };
    return told(picture, sheet, fit.page, other, like, this.looks.known);
  }

  /** Adds what speaks for and against: bands found, and the lead over the nearest look-alike. */
  judged(picture, fit) {
    const rivals = [];
    const tiles = { own: 0, hoped: 0 }; // hoped: as much as the patches that were found
    const open = new Set(fit.open ?? []); // pages that nothing in view tells from this one
    for (const [other, share, , , back] of this.beside[fit.page.index]) {
      if (share < 0.4) continue;
      const page = this.pages[other];
      const result = this.compared(picture, fit, page);
      tiles.hoped += result.seen * fit.mean;
      tiles.own += result.own;
      if (result.asked) rivals.push({ page, back, ...result });
      else if (page.guide === fit.page.guide) open.add(page);
    }
    const lead = Math.min(Infinity, ...rivals.map((one) => one.lead / one.asked));
    return { ...fit, lead, rivals, tiles, open: [...open], year: year(picture, fit.sheet, fit.page), bands: bands(picture, fit.page, fit.sheet) };
  }

  /** A sheet that was folded in three, if that explains the picture better than a flat one. */
  unfolded(picture, fit) {
    if (fit.found / fit.total > FLAT) return fit;
    let bent = fit;
    for (const way of [UNFOLD, BENT]) { // flaps that lift far lie beyond the first look
      const more = this.strips(picture, fit.page, Array(PANELS).fill(fit.h), way);
      if (more && more.found > bent.found + 3) bent = more;
    }
    return bent;
  }

  /** The panels of a page, each made exact; what a panel does not show keeps its start. */
  strips(picture, page, sheet, levels) {
    const tall = HEIGHT / sheet.length;
    const exact = (h, k, ways) => refined(picture, page, h, ways, k * tall, (k + 1) * tall, 5);
    const parts = sheet.map((h, k) => exact(h, k, levels));
    if (levels !== PANEL) {
      parts.forEach((part, k) => { // a flap lies nearer to the plane of the panel beside it than to the whole
        const beside = parts[k - 1] ?? parts[k + 1];
        if (!beside) return;
        parts[k] ??= exact(beside.h, k, BENT);
        if (parts[k]?.found >= FIRM && parts[k].found > parts[k].total * FLAT) return;
        const crease = (parts[k - 1] ? k : k + 1) * tall;
        const flap = hinged(picture, page, beside.h, crease, k * tall, (k + 1) * tall);
        if (flap && flap.found >= (parts[k]?.found ?? 0)) parts[k] = flap;
      });
    }
    const good = parts.filter(Boolean);
    if (!good.length) return null;
    const found = good.reduce((sum, part) => sum + part.found, 0);
    // The patches of a panel that was not found count as missed.
    const missed = page.spots.filter(([, y]) => !parts[Math.min(sheet.length - 1, (y / tall) | 0)]).length;
    const total = good.reduce((sum, part) => sum + part.total, missed);
    const mean = good.reduce((sum, part) => sum + part.mean * part.found, 0) / found;
    const bent = parts.map((part, k) => part?.h ?? sheet[k]);
    return { page, sheet: bent, h: bent[bent.length >> 1], found, total, mean, score: (found / total) * mean };
  }

  /** The same pose for another page, or a little later. */
  again(picture, page, sheet, levels = EXACT) {
    return sheet.length > 1 ? this.strips(picture, page, sheet, PANEL) : this.fitted(picture, page, sheet[0], levels);
  }

  /** Holds on to a page that was found: the next fit, or null when it is lost. */
  follow(picture, last) {
    let whole = this.fitted(picture, last.page, last.h, FOLLOW);
    if (!whole || whole.score < last.score * SLIPPED) {
      const caught = this.fitted(picture, last.page, last.h, CATCH);
      if (caught && (!whole || caught.score > whole.score)) whole = caught;
    }
    // Of a part of a page few coarse patches are in view, or none.
    if (!whole && last.total < PART) whole = this.fitted(picture, last.page, last.h, PARTLY);
    const fit = last.sheet.length > 1 ? this.moved(picture, last, whole) : whole;
    if (!fit || fit.found < Math.max(8, fit.total * 0.25)) return null;
    return { ...last, ...fit };
  }

  /** Panels move with the whole sheet; each is then made exact. */
  moved(picture, last, whole) {
    if (!whole) return null;
    return this.strips(picture, last.page, last.sheet.map((h) => shifted(h, last.h, whole.h)), UNFOLD) ?? whole;
  }
}

/**
 * Per page its look-alikes, as rows of page.likes. A page lists ten of them at most, so many are only
 * listed from the other side; those rows end with true.
 */
function bothWays(pages) {
  const rows = pages.map((page) => [...page.likes]);
  pages.forEach((page, index) => {
    for (const [other, share, here, there] of page.likes) {
      if (!pages[other].likes.some(([back]) => back === index)) rows[other].push([index, share, there, here, true]);
    }
  });
  return rows;
}

/** A fit of a few patches, the rest out of view, says less than one of a whole page. */
function weight(fit) { return fit.score * Math.min(1, fit.found / WHOLE); }

/** Where a panel is now, when the whole moved from `before` to `after`: after · before⁻¹ · panel. */
function shifted(panel, before, after) {
  return product(after, product(inverse(before), panel));
}
