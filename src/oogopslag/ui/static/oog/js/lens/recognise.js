// One frame: which page is this, and where does it lie?
import { Arrangements } from "./arrangement.js";
import { agreement, inverse, product } from "./homography.js";
import { HEIGHT } from "./page.js";
import { bands, refined, told } from "./patches.js";
import { SMEARS, words } from "./words.js";

const FIRST = [{ coarse: true, reach: 8, least: 0.5, near: 6 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const EXACT = [{ coarse: false, reach: 3, least: 0.5, near: 3 }];
const FOLLOW = [{ coarse: true, reach: 5, least: 0.5, near: 5 }, { coarse: false, reach: 2, least: 0.5, near: 2.5 }];
const CATCH = [{ coarse: true, reach: 10, least: 0.5, near: 6 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const CLOSE = [{ coarse: false, reach: 8, least: 0.5, near: 5 }, { coarse: false, reach: 3, least: 0.5, near: 3 }];
const UNFOLD = [{ coarse: false, reach: 11, least: 0.5, near: 4 }, { coarse: false, reach: 3, least: 0.5, near: 2.5 }];
const PANEL = [{ coarse: false, reach: 3, least: 0.5, near: 2.5 }];
const PANELS = 3;
const FLAT = 0.72; // a flat sheet shows more of its patches than this; a folded one does not

export class Recogniser {
  /** @param {{pages: import("./patches.js").Page[]}} pack */
  constructor(pack) {
    this.pages = pack.pages;
    this.index = new Arrangements(pack.pages.map((page) => page.words));
    this.turn = 0;
  }

  /**
   * Looks at a picture afresh. The smear of the words changes from frame to frame.
   * @returns {words, best} best: {page, h, found, total, mean, score, bands, lead, rival} or null
   */
  search(picture, smear = SMEARS[this.turn++ % SMEARS.length]) {
    const points = words(picture.grey, picture.width, picture.height, smear);
    const candidates = [];
    for (const hit of this.index.query(points)) {
      const fit = this.placed(points, hit);
      if (fit) candidates.push({ page: this.pages[hit.page], h: fit.h, size: fit.inliers.length });
    }
    candidates.sort((a, b) => b.size - a.size);
    let best = null;
    for (const one of candidates.slice(0, 5)) {
      const fit = this.fitted(picture, one.page, one.h, FIRST) ?? this.fitted(picture, one.page, one.h, CLOSE);
      if (fit && (!best || fit.score > best.score)) best = fit;
    }
    return { words: points.length / 2, best: best && this.judged(picture, this.chosen(picture, this.unfolded(picture, best))) };
  }

  placed(points, hit) {
    const count = hit.pairs.length / 3;
    if (count < 8) return null;
    const order = [...Array(count).keys()].sort((a, b) => hit.pairs[3 * b + 2] - hit.pairs[3 * a + 2]);
    const from = new Float64Array(2 * count);
    const to = new Float64Array(2 * count);
    const known = this.pages[hit.page].words;
    order.forEach((k, i) => {
      const here = hit.pairs[3 * k];
      const there = hit.pairs[3 * k + 1];
      from.set([known[2 * there], known[2 * there + 1]], 2 * i);
      to.set([points[2 * here], points[2 * here + 1]], 2 * i);
    });
    const fit = agreement(from, to, 5, 700, true);
    return fit && fit.inliers.length >= 7 ? fit : null;
  }

  fitted(picture, page, h, levels) {
    const fit = refined(picture, page, h, levels);
    return fit && { ...fit, page, sheet: [fit.h], score: (fit.found / fit.total) * fit.mean };
  }

  /** The look-alike that explains the picture best, asked only where they differ. */
  chosen(picture, first) {
    let best = first;
    const fits = [first];
    for (const [other] of first.page.likes) {
      const fit = this.again(picture, this.pages[other], first.sheet);
      if (fit) fits.push(fit);
    }
    fits.sort((a, b) => b.score - a.score);
    best = fits[0];
    for (const fit of fits.slice(1, 5)) {
      if (fit.score < best.score - 0.2) continue;
      const { lead } = this.compared(picture, best, fit.page);
      if (lead < 0) best = fit;
    }
    return best;
  }

  compared(picture, fit, other) {
    const like = fit.page.likes.find(([index]) => index === other.index);
    return like ? told(picture, fit.sheet, fit.page, other, like) : { lead: 0, asked: 0 };
  }

  /** Adds what speaks for and against: bands found, and the lead over the nearest look-alike. */
  judged(picture, fit) {
    let [lead, rival] = [Infinity, null];
    for (const [other, share] of fit.page.likes) {
      if (share < 0.4) continue;
      const result = this.compared(picture, fit, this.pages[other]);
      if (result.asked === 0) continue;
      if (result.lead / result.asked < lead) [lead, rival] = [result.lead / result.asked, this.pages[other]];
    }
    return { ...fit, lead, rival, bands: bands(picture, fit.page, fit.sheet) };
  }

  /** A sheet that was folded in three, if that explains the picture better than a flat one. */
  unfolded(picture, fit) {
    if (fit.found / fit.total > FLAT) return fit;
    const bent = this.strips(picture, fit.page, Array(PANELS).fill(fit.h), UNFOLD);
    return bent && bent.found > fit.found + 3 ? bent : fit;
  }

  /** The panels of a page, each made exact; what a panel does not show keeps its start. */
  strips(picture, page, sheet, levels) {
    const parts = sheet.map((h, k) => {
      const from = (HEIGHT * k) / sheet.length;
      return refined(picture, page, h, levels, from, from + HEIGHT / sheet.length, 5);
    });
    const good = parts.filter(Boolean);
    if (!good.length) return null;
    const found = good.reduce((sum, part) => sum + part.found, 0);
    const total = good.reduce((sum, part) => sum + part.total, 0);
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
    const whole = this.fitted(picture, last.page, last.h, FOLLOW) ?? this.fitted(picture, last.page, last.h, CATCH);
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

/** Where a panel is now, when the whole moved from `before` to `after`: after · before⁻¹ · panel. */
function shifted(panel, before, after) {
  return product(after, product(inverse(before), panel));
}
