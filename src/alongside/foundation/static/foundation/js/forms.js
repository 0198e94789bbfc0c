// Small comforts for forms; each of them works without this file too.

// A second click within four seconds is not a second sending. (The server refuses it as well.)
const PAUSE = 4000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), PAUSE);
});

function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
}

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});

// After a mistake the cursor stands in the first field that needs something.
const wrong = document.querySelector('.wrong [aria-invalid="true"], .wrong input, .wrong select, .wrong textarea');
(wrong || document.querySelector(".mistakes"))?.focus();

// <p data-state data-changed="Not saved yet"> inside a form tells that something was changed.
document.addEventListener("input", (event) => {
  const state = event.target.form?.querySelector("[data-state][data-changed]");
  if (state) state.textContent = state.dataset.changed;
});
