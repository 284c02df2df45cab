// Reads a list of explanations aloud, part by part; a second press stops. Hidden where nothing can speak.
import { canSpeak, hush, onVoices, speak } from "./speech.js";

for (const button of document.querySelectorAll("[data-aloud]")) {
  const language = button.dataset.aloud;
  const pressed = (on) => button.setAttribute("aria-pressed", String(on));
  onVoices(() => { button.hidden = !canSpeak(language); });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      hush();
      return pressed(false);
    }
    const parts = [...document.querySelectorAll("[data-aloud-part]")].map((part) => part.textContent.replace(/\s+/g, " ").trim());
    pressed(true);
    return speak(parts.filter(Boolean), language, () => pressed(false));
  });
}
addEventListener("pagehide", hush);
