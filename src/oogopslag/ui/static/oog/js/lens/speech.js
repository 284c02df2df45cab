// The browser's own voice. It speaks on the device; where a language has no voice, nobody is offered one.

/** Whether this device can speak this language. Browsers learn of their voices a little later. */
export function canSpeak(language) {
  if (!("speechSynthesis" in window)) return false;
  return speechSynthesis.getVoices().some((voice) => voice.lang.toLowerCase().startsWith(language));
}

/** Calls `tell` now, and whenever the voices of the device become known or change. */
export function onVoices(tell) {
  tell();
  if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", tell);
}

/** Says these texts one after another, in one language; `done` hears when all were said or it stopped. */
export function speak(texts, language, done = () => {}) {
  speechSynthesis.cancel();
  texts.forEach((text, k) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = language;
    const voice = speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(language));
    if (voice) words.voice = voice;
    if (k === texts.length - 1) words.onend = words.onerror = done;
    speechSynthesis.speak(words);
  });
}

export function hush() {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}
