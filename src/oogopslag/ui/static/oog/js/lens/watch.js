// A film, frame by frame: search, follow what may be it, and show it when enough speaks for it.
// Pure: gets pictures and gives what may be said; the worker and the accuracy tables both use it.
import { Evidence } from "./evidence.js";

const CHECK_EVERY = 12;
const PATIENCE = 4; // frames after which a page that is not sure yet is searched for afresh
const LIKE = 3;
const TIRED = 8;

export class Watcher {
  /** @param {import("./recognise.js").Recogniser} lens */
  constructor(lens) {
    this.lens = lens;
    this.agreed = null;
    this.reset();
  }

  /** Somebody read the year on the paper: it is this page's. */
  agree(page) { this.agreed = page; }

  reset() {
    this.lens.turn = 0;
    Object.assign(this, { held: null, fit: null, evidence: null, frames: 0, empty: 0, since: 0, doubts: 0, thoughts: 0 });
  }

  /**
   * @param picture {grey, width, height}
   * @returns {state, fit, lost, words, edition, asks} state: looking, blank, like, found or unknown; edition:
   *   right, other or unseen (evidence.js), or agreed; asks: like, and nothing but the year is in doubt
   */
  look(picture) {
    if (!this.held) return this.sought(picture);
    const next = this.lens.follow(picture, this.held);
    if (!next) {
      this.reset();
      return { state: "looking", fit: null, lost: true };
    }
    this.held = next;
    if (++this.since % CHECK_EVERY === 0) this.recheck(picture);
    return { state: this.doubts > 2 ? "like" : "found", fit: this.held, edition: this.edition };
  }

  sought(picture) {
    this.frames++;
    const followed = this.fit && this.lens.follow(picture, this.fit);
    if (followed) this.heard(picture, this.lens.judged(picture, followed));
    let words = 0;
    if (!followed || (!this.evidence.sure && (!this.evidence.likely || this.evidence.frames % PATIENCE === 0))) {
      const seen = this.lens.search(picture);
      words = seen.words;
      // What follows and what is found afresh are one look at one picture: they count once.
      if (seen.best && !(followed && seen.best.page === this.evidence.page)) this.heard(picture, seen.best);
      else if (seen.best && seen.best.score > this.fit.score) this.fit = seen.best;
      else if (!followed && !seen.best) this.fit = null;
    }
    if (!this.fit) return this.nothing(words);
    const { sure, named } = this.evidence;
    const seen = { fit: this.fit, words, edition: this.edition };
    if (sure || (named && this.edition === "agreed")) {
      this.held = this.fit;
      return { state: "found", ...seen };
    }
    return { state: named || this.evidence.frames >= LIKE ? "like" : "looking", ...seen, asks: named };
  }

  get edition() {
    const { edition, page } = this.evidence;
    return edition === "unseen" && page === this.agreed ? "agreed" : edition;
  }

  /** Adds a judged fit; another page than the one at hand takes its place only when it fits better. */
  heard(picture, fit) {
    const before = this.evidence;
    const other = before && before.page !== fit.page;
    // What was lost from sight gives way to anything; what is followed only to what fits better.
    if (!before || (other && (!this.fit || fit.score >= before.score / before.frames))) {
      [this.fit, this.evidence] = [fit, new Evidence(fit, this.thoughts++)];
    } else if (!other) {
      this.fit = fit;
      this.evidence.add(fit);
    }
    const rival = this.evidence.nearest;
    if (rival && rival.lead < 0) this.change(picture, rival.page);
  }

  /** A look-alike explains what was seen better than the page at hand: the best of them takes its place. */
  change(picture, page) {
    const other = this.lens.settled(picture, this.fit, [page]);
    if (other.page === this.fit.page) return;
    this.fit = this.lens.judged(picture, other);
    this.evidence = new Evidence(this.fit, this.thoughts++);
  }

  nothing(words) {
    this.empty++;
    if (this.empty < TIRED) return { state: "looking", fit: null, words };
    return { state: words ? "unknown" : "blank", fit: null, words };
  }

  /** While a page is held, its look-alikes are asked again: a sharper frame may know better. */
  recheck(picture) {
    const better = this.lens.judged(picture, this.lens.settled(picture, this.held));
    const evidence = new Evidence(better);
    evidence.add(better);
    if (evidence.edition !== "unseen") this.evidence = evidence; // the year may come into view later
    if (better.page !== this.held.page) this.doubts++;
    else this.doubts = evidence.named ? 0 : this.doubts + 1; // the year may be out of view by now
    if (better.page !== this.held.page && this.doubts > 1) [this.held, this.doubts] = [better, 0];
  }
}
