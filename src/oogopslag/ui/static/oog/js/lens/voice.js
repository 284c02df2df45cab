// Saying things: politely to screen readers, and aloud for whoever asks for it; never once a frame.
import { canSpeak, hush, onVoices, speak } from "./speech.js";

const PAUSE = 3000;

export class Voice {
  /** @param region live region @param says {hints} @param language of the page */
  constructor(region, says, language) {
    Object.assign(this, { region, says, language, last: 0, before: "", loud: false });
  }

  say(text) {
    if (text === this.before) return;
    this.before = text;
    this.last = performance.now();
    this.region.textContent = text;
    if (this.loud && text) speak([text], this.language);
  }

  /** A hint for holding the camera: at most one in three seconds. */
  hint(name) {
    if (name && performance.now() - this.last > PAUSE) this.say(this.says.hints[name] ?? "");
  }

  /** The button that lets the hints be spoken: off until somebody presses it. */
  toggle(button) {
    onVoices(() => { button.hidden = !canSpeak(this.language); });
    button.addEventListener("click", () => {
      this.loud = !this.loud;
      button.setAttribute("aria-pressed", String(this.loud));
      if (this.loud) speak([this.before || button.textContent.trim()], this.language);
      else hush();
    });
  }

  read(text, language) {
    if (canSpeak(language)) speak([text], language);
  }
}
