// A number against its limit, as a bar with the same said in words.
const SVG = "http://www.w3.org/2000/svg";

export function euros(cents, language) {
  return new Intl.NumberFormat(language === "en" ? "en-NL" : "nl-NL", {
    style: "currency", currency: "EUR", maximumFractionDigits: cents % 100 ? 2 : 0,
  }).format(cents / 100);
}

/** @param cents of the resident @param limit in cents */
export function chart(cents, limit, says, language) {
  const most = Math.max(cents, limit) * 1.15;
  const figure = document.createElement("figure");
  figure.className = "oog-limit";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 300 34");
  svg.setAttribute("aria-hidden", "true");
  const draw = (name, attributes) => {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
    svg.append(part);
  };
  draw("rect", { class: "oog-limit__track", x: 0, y: 10, width: 300, height: 14, rx: 7 });
  draw("rect", { class: "oog-limit__value", x: 0, y: 10, width: Math.max(4, (300 * cents) / most), height: 14, rx: 7 });
  draw("path", { class: "oog-limit__line", d: `M${(300 * limit) / most} 2v30` });
  const words = document.createElement("figcaption");
  words.textContent = (cents > limit ? says.above : says.below)
    .replace("{value}", euros(cents, language)).replace("{limit}", euros(limit, language));
  figure.append(svg, words);
  return figure;
}
