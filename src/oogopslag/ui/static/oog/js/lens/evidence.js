// What may be said after some frames: found, like, unknown. A wrong form shown with confidence is the
// worst that can happen, so one frame is never enough, and every band of the page must speak for it.
const ENOUGH = 0.55;
const AGREE = 2;
const TIRED = 8;

/** Share of the bands in view that were found, worst first. */
export function shares(rows) {
  return rows.filter((row) => row.asked >= 3).map((row) => row.found / row.asked).sort((a, b) => a - b);
}

/** Whether one frame alone speaks clearly for its page. */
export function clear(fit) {
  const found = shares(fit.bands);
  const weakest = found[Math.min(1, found.length - 1)] ?? 0;
  return fit.found >= 14 && fit.score >= 0.4 && weakest >= ENOUGH && fit.lead > 0.02;
}

export class Evidence {
  constructor() { this.reset(); }

  reset() {
    this.frames = 0;
    this.empty = 0;
    this.votes = new Map();
  }

  /**
   * @param seen {words, best} of one searched frame
   * @returns {state, fit}: looking, blank, like, found or unknown
   */
  add(seen) {
    this.frames++;
    if (!seen.best) {
      this.empty++;
      if (this.frames >= TIRED && !this.votes.size) return { state: seen.words ? "unknown" : "blank", fit: null };
      return { state: "looking", fit: null };
    }
    const { page } = seen.best;
    const vote = this.votes.get(page.index) ?? { clear: 0, all: 0 };
    vote.all++;
    vote.fit = seen.best;
    if (clear(seen.best)) vote.clear++;
    this.votes.set(page.index, vote);
    const rivals = [...this.votes.entries()].filter(([index]) => index !== page.index);
    const strongest = Math.max(0, ...rivals.map(([, other]) => other.clear));
    if (vote.clear >= AGREE + strongest) return { state: "found", fit: seen.best };
    if (vote.all >= 3) return { state: "like", fit: seen.best };
    return { state: "looking", fit: null };
  }
}

/** A photo or a page of a PDF: one picture, so it must speak more clearly than a frame. */
export function still(fit) {
  if (!fit || fit.found < 12) return "unknown";
  const found = shares(fit.bands);
  const weakest = found[Math.min(1, found.length - 1)] ?? 0;
  return clear(fit) && weakest >= 0.65 && fit.score >= 0.45 ? "found" : "like";
}
