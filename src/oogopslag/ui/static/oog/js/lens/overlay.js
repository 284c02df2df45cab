// Buttons on the paper: one for each field, laid over it by a matrix; numbered pins where the fields
// would be too small to press. Real buttons: they take focus and are read aloud in the order of the form.
import { matrix3d, project } from "./homography.js";
import { HEIGHT, WIDTH } from "./page.js";

const SMALL = 26; // pixels; under it a field is no good button (WCAG 2.5.8 asks 24)
const PIN = 44;

export class Overlay {
  /** @param {HTMLElement} root @param onPress gets the key of a field */
  constructor(root, onPress) {
    this.root = root;
    this.onPress = onPress;
    this.page = null;
    this.pins = false;
    this.pressed = "";
  }

  /** @param page {index, fields: {key: rect}} @param fields of the guide in order, with their words */
  show(page, fields, folds) {
    if (this.page === page.index && this.layers.length === folds) return;
    this.page = page.index;
    this.root.replaceChildren();
    this.layers = Array.from({ length: folds }, () => {
      const layer = document.createElement("div");
      layer.className = "oog-overlay__page";
      this.root.append(layer);
      return layer;
    });
    this.marks = fields.filter(({ key }) => page.fields[key]).map((field) => {
      const rect = page.fields[field.key];
      const panel = Math.min(folds - 1, (((rect[1] + rect[3]) / 2) * folds) | 0);
      return { key: field.key, rect, panel, area: this.button(field, "oog-overlay__field", rect),
        pin: this.button(field, "oog-pin oog-overlay__pin", null) };
    });
    for (const mark of this.marks) {
      this.layers[mark.panel].append(mark.area);
      this.root.append(mark.pin);
    }
    this.mode(true);
    this.press(this.pressed);
  }

  button(field, style, rect) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = style;
    button.dataset.key = field.key;
    button.setAttribute("aria-label", `${field.number ? `${field.number}. ` : ""}${field.label}`);
    if (rect) {
      Object.assign(button.style, {
        left: `${rect[0] * WIDTH}px`, top: `${rect[1] * HEIGHT}px`,
        width: `${(rect[2] - rect[0]) * WIDTH}px`, height: `${(rect[3] - rect[1]) * HEIGHT}px`,
      });
    } else {
      const dot = document.createElement("span");
      dot.className = "oog-pin__dot";
      dot.textContent = field.number || "i";
      button.append(dot);
    }
    button.addEventListener("click", () => this.onPress(field.key));
    return button;
  }

  press(key) {
    this.pressed = key;
    for (const mark of this.marks ?? []) {
      for (const button of [mark.area, mark.pin]) button.setAttribute("aria-pressed", String(mark.key === key));
    }
  }

  mode(pins) {
    this.pins = pins;
    const focused = document.activeElement?.dataset?.key;
    for (const mark of this.marks) {
      mark.pin.hidden = !pins;
      mark.area.tabIndex = pins ? -1 : 0;
      mark.area.toggleAttribute("inert", pins);
      if (focused === mark.key) (pins ? mark.pin : mark.area).focus({ preventScroll: true });
    }
  }

  /** @param sheet homographies of the panels @param scale shown pixels for each pixel of the picture */
  place(sheet, scale, shift) {
    this.root.hidden = false;
    this.layers.forEach((layer, k) => {
      const h = sheet[Math.min(sheet.length - 1, k)];
      layer.style.transform = `translate(${shift[0]}px, ${shift[1]}px) ${matrix3d(h, scale)}`;
    });
    const seen = (mark, x, y) => {
      const [u, v] = project(sheet[Math.min(sheet.length - 1, mark.panel)], x * WIDTH, y * HEIGHT);
      return [u * scale + shift[0], v * scale + shift[1]];
    };
    let smallest = 1e9;
    for (const mark of this.marks) {
      const top = seen(mark, mark.rect[0], mark.rect[1]);
      const bottom = seen(mark, mark.rect[0], mark.rect[3]);
      smallest = Math.min(smallest, Math.hypot(top[0] - bottom[0], top[1] - bottom[1]));
    }
    const pins = this.pins ? smallest < SMALL + 4 : smallest < SMALL - 2;
    if (pins !== this.pins) this.mode(pins);
    if (this.pins) this.spread(seen);
  }

  /** Pins at the right of their fields, pushed aside where they would lie on each other. */
  spread(seen) {
    const taken = [];
    const limit = [this.root.clientWidth - PIN / 2, this.root.clientHeight - PIN / 2];
    for (const mark of this.marks) {
      let [x, y] = seen(mark, mark.rect[2], (mark.rect[1] + mark.rect[3]) / 2);
      const outside = x < 0 || y < 0 || x > limit[0] + PIN || y > limit[1] + PIN;
      x = Math.min(Math.max(x, PIN / 2), limit[0]);
      while (taken.some(([a, b]) => Math.abs(a - x) < 34 && Math.abs(b - y) < 30) && x > PIN) x -= 34;
      if (!outside) taken.push([x, y]);
      mark.pin.hidden = outside;
      mark.pin.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }

  hide() { this.root.hidden = true; }
}
