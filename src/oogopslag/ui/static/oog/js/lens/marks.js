// Is it this year's paper? Asked where another year would print something else (core/paper/marks.py).
import { TILE, at, soughtAll } from "./patches.js";

const REACH = 5;
const SEEN = 0.4; // less than this in every year: a thumb, or out of focus

/**
 * @returns {lead, asked}: how much more the marks look like this edition than like the years beside it
 */
export function year(picture, sheet, { marks }) {
  let [lead, asked] = [0, 0];
  marks.spots.forEach(([x, y], k) => {
    const prints = marks.prints.map((print) => print[k]);
    const looks = soughtAll(picture, at(sheet, y / 2), x / 2, y / 2, 0.5, prints, TILE, REACH)?.map((look) => look.value);
    if (!looks || Math.max(...looks) < SEEN) return;
    lead += looks[0] - Math.max(...looks.slice(1));
    asked++;
  });
  return { lead, asked };
}
