// How to hold the camera, in words: from where the corners of the paper lie and how light it is.
const DARK = 55;

/**
 * @param seen {corners, width, height, light, words} @returns a name of a sentence, or ""
 */
export function hint(seen) {
  if (seen.light < DARK) return "light";
  if (!seen.corners) return seen.words > 20 ? "steady" : "above";
  const xs = seen.corners.map(([x]) => x / seen.width);
  const ys = seen.corners.map(([, y]) => y / seen.height);
  const wide = Math.max(...xs) - Math.min(...xs);
  if (wide < 0.45) return "closer";
  if (wide > 1.9) return "further";
  const x = (Math.max(...xs) + Math.min(...xs)) / 2 - 0.5;
  const y = (Math.max(...ys) + Math.min(...ys)) / 2 - 0.5;
  // Paper on the left of the picture: the camera must go left.
  if (Math.abs(x) > 0.2 && Math.abs(x) >= Math.abs(y)) return x < 0 ? "left" : "right";
  if (Math.abs(y) > 0.25) return y < 0 ? "up" : "down";
  return "";
}

/**
 * The sentence about a year that is not sure, empty when it is not that; `button` says which year it is.
 * @param asked {meta, guide} of the paper of which only the year is asked, or null
 */
export function asking(button, says, language, asked, edition) {
  button.hidden = !asked;
  if (!asked) return edition === "other" ? says.otherYear : "";
  const { meta, guide } = asked;
  button.textContent = says.agree.replace("{edition}", meta.edition);
  return says.askYear.replaceAll("{edition}", meta.edition).replace("{title}", guide.title[language] ?? guide.title.nl);
}

/** Whether a question about the year stands, though one frame was less clear: a button must not flicker. */
export function stillAsked(data, before) {
  return Boolean(before?.asks) && !data.asks && data.page === before.page && data.edition === "unseen";
}
