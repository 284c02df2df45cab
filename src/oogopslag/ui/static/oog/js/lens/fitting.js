// How a picture lies in the view. It fills it and is cut at its edges, as long as little is lost; a picture of
// quite another shape (a photo on its side, a phone that is held flat, a wide screen) is shown whole.
const MOST_LOST = 1.6;

/**
 * Sets data-fit, for the style sheet.
 * @returns {scale, left, top} of the picture in the view, in CSS pixels
 */
export function fitted(view, width, height) {
  const [wide, tall] = [view.clientWidth / width, view.clientHeight / height];
  const whole = Math.max(wide, tall) > Math.min(wide, tall) * MOST_LOST;
  view.dataset.fit = whole ? "whole" : "cover";
  const scale = whole ? Math.min(wide, tall) : Math.max(wide, tall);
  return { scale, left: (view.clientWidth - width * scale) / 2, top: (view.clientHeight - height * scale) / 2 };
}
