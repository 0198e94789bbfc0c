// Reads texts out: a human voice where somebody recorded one, else a voice that lives on this device. No text goes to a
// stranger's server: a voice that needs the network is never used. Without this script recordings play by the browser's own buttons.
const synthesis = window.speechSynthesis;
const buttons = [...document.querySelectorAll("[data-aloud]")];
let playing = null;

function localVoice(language) {
  const same = (voice) => voice.lang.toLowerCase().replace("_", "-").split("-")[0] === language;
  return synthesis?.getVoices().find((voice) => voice.localService && same(voice));
}

function stop() {
  if (!playing) return;
  playing.audio?.pause();
  synthesis?.cancel();
  playing.label.textContent = playing.label.dataset.was;
  playing = null;
}

function start(button) {
  const audio = button.parentElement.querySelector("audio");
  const label = button.querySelector("[data-label]");
  playing = { button, audio, label };
  label.dataset.was = label.textContent;
  label.textContent = button.dataset.stop;
  if (audio) {
    audio.currentTime = 0;
    audio.onended = stop;
    audio.play().catch(stop);
    return;
  }
  const utterance = new SpeechSynthesisUtterance(button.dataset.words);
  utterance.voice = localVoice(button.dataset.language);
  utterance.lang = button.dataset.language;
  utterance.onend = utterance.onerror = stop;
  synthesis.speak(utterance);
}

for (const button of buttons) {
  button.addEventListener("click", () => {
    const again = playing?.button === button;
    stop();
    if (!again) start(button);
  });
}

function offer() {
  for (const button of buttons) {
    const audio = button.parentElement.querySelector("audio");
    if (audio) audio.removeAttribute("controls");
    button.hidden = !audio && !localVoice(button.dataset.language);
  }
  const spoken = buttons.some((button) => !button.hidden && !button.parentElement.querySelector("audio"));
  for (const note of document.querySelectorAll("[data-own-voice]")) note.hidden = !spoken;
}

offer();
// Some browsers learn of their voices a moment later.
synthesis?.addEventListener?.("voiceschanged", offer);
window.addEventListener("pagehide", stop);
