// Which step of recognition lost the right page? Only the tables ask this; the engine does not know.
const engine = new URL("../../src/oogopslag/ui/static/oog/js/lens/", import.meta.url);
const { project } = await import(new URL("homography.js", engine));

/** The recogniser, with every step's outcome noted in `trace`. */
export function watched(Recogniser) {
  return class extends Recogniser {
    trace = [];

    search(...rest) {
      this.trace.push({ hits: [], placed: new Map(), fitted: new Map(), words: null });
      return super.search(...rest);
    }

    get last() { return this.trace.at(-1); }

    candidates(points, deep) {
      const hits = super.candidates(points, deep);
      if (this.last) Object.assign(this.last, { words: points, hits: [...this.last.hits, ...hits.map((hit) => hit.page)] });
      return hits;
    }

    placed(...rest) {
      const fit = super.placed(...rest);
      const hit = rest[1];
      if (fit) this.last?.placed.set(hit.page, fit);
      return fit;
    }

    fitted(picture, page, h, levels) {
      const fit = super.fitted(picture, page, h, levels);
      if (fit && this.last) {
        const before = this.last.fitted.get(page.index);
        if (!before || fit.score > before.score) this.last.fitted.set(page.index, fit);
      }
      return fit;
    }
  };
}

/** Of the words that lie in view, the share that was found within a third of a letter or so. */
function recall(points, page, { panels, width, height }) {
  let [seen, asked] = [0, 0];
  for (let i = 0; i < page.words.length; i += 2) {
    const [x, y] = [page.words[i], page.words[i + 1]];
    const panel = Math.min(panels.length - 1, ((y * panels.length) / 905) | 0);
    const [u, v] = project(panels[panel], x, y);
    if (!(u > 0 && v > 0 && u < width && v < height)) continue;
    asked++;
    for (let k = 0; k < points.length; k += 2) {
      if ((points[k] - u) ** 2 + (points[k + 1] - v) ** 2 < 12) {
        seen++;
        break;
      }
    }
  }
  return asked ? seen / asked : 0;
}

/** How far a placing lies from the truth in the middle of the page, in page widths. */
function away(h, panels) {
  const middle = panels[panels.length >> 1];
  const [a, b] = [project(h, 320, 452), project(middle, 320, 452)];
  const [l, r] = [project(middle, 0, 452), project(middle, 640, 452)];
  return Math.hypot(a[0] - b[0], a[1] - b[1]) / Math.hypot(l[0] - r[0], l[1] - r[1]);
}

/**
 * The first step at which the right page was lost, over all tries of a picture:
 * no-words, words, shortlist, placing, fitting, other (another page fitted better), unsure:why.
 */
export function stage(lens, picture, truth, best) {
  const page = lens.pages[truth.page];
  const tries = lens.trace;
  const view = { panels: truth.panels, width: picture.width, height: picture.height };
  const share = Math.max(0, ...tries.map((one) => (one.words ? recall(one.words, page, view) : 0)));
  const result = (name) => ({ name, recall: share });
  if (best?.page.index === truth.page) return result(`unsure:${why(best)}`);
  if (tries.some((one) => one.fitted.has(truth.page))) {
    const mine = Math.max(...tries.map((one) => one.fitted.get(truth.page)?.score ?? 0));
    return { ...result("other"), mine, theirs: best?.score ?? 0 };
  }
  const placed = tries.map((one) => one.placed.get(truth.page)).filter(Boolean);
  if (placed.some((fit) => away(fit.h, truth.panels) < 0.02)) return result("fitting");
  if (placed.length) return result("misplaced");
  if (tries.some((one) => one.hits.includes(truth.page))) return result("placing");
  return result(share < 0.25 ? "words" : "shortlist");
}

function why(fit) {
  if (fit.found < 14) return "few";
  if (fit.score < 0.4) return "score";
  if (fit.lead <= 0.02) return "lead";
  return "bands";
}
