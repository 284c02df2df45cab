// Saying things: politely to screen readers, aloud when somebody asks for it; never once a frame.
const PAUSE = 3000;

export class Voice {
  constructor(region, says) {
    Object.assign(this, { region, says, last: 0, before: "" });
  }

  say(text) {
    if (text === this.before) return;
    this.before = text;
    this.last = performance.now();
    this.region.textContent = text;
  }

  /** A hint for holding the camera: at most one in three seconds. */
  hint(name) {
    if (name && performance.now() - this.last > PAUSE) this.say(this.says.hints[name] ?? "");
  }

  read(text, language) {
    if (!("speechSynthesis" in window)) return;
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    speechSynthesis.speak(words);
  }
}
