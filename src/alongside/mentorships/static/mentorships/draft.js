// Keeps the log on the server while it is being written: sealed, for its author alone, until it is saved. Without this script
// nothing is kept, and the form works as ever.
const PAUSE = 1500;
const form = document.querySelector("form[data-draft]");
let timer = 0;
let sent = false;

function keep() {
  clearTimeout(timer);
  timer = 0;
  if (sent) return;
  fetch(form.dataset.draft, { method: "POST", body: new FormData(form), keepalive: true, redirect: "error" })
    .then((answer) => {
      const state = form.querySelector("[data-state]");
      if (answer.status === 204 && state && !timer && !sent) state.textContent = form.dataset.kept;
    })
    .catch(() => {});
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  // Whoever leaves in the middle of a word finds it again.
  addEventListener("pagehide", () => timer && keep());
}
