// Says that a plan is being made. Without this file the page refreshes itself, and the browser shows that it waits.
const PAUSE = 1500;

// A button that takes seconds says so; the words of whichever was pressed are read aloud.
document.addEventListener("submit", (event) => {
  const says = event.submitter?.dataset.says;
  const place = event.target.querySelector("[data-saying]");
  if (says && place) place.textContent = says;
});

// The bar of a plan that is made in the background; a new step draws the page anew.
const bar = document.querySelector("[data-planning]");

async function look() {
  try {
    const answer = await fetch(bar.dataset.planning, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const far = await answer.json();
    if (far.over || far.step !== bar.dataset.step) {
      window.location.reload();
      return;
    }
    const line = bar.querySelector("progress");
    line.max = far.total;
    line.value = far.done;
    line.setAttribute("aria-label", far.words);
    bar.querySelector("p").textContent = far.words;
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  setTimeout(look, PAUSE);
}

if (bar) setTimeout(look, PAUSE);
