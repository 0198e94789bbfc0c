// Keeps the bar of a sheet moving. Without this file the link below it shows how far it is.
const place = document.querySelector("[data-state-url]");
const PAUSE = 1500;

async function look() {
  try {
    const answer = await fetch(place.dataset.stateUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const far = await answer.json();
    if (far.over) {
      window.location.reload();
      return;
    }
    const bar = place.querySelector("progress");
    bar.max = far.total;
    bar.value = far.done;
    bar.setAttribute("aria-label", far.words);
    place.querySelector("p").textContent = far.words;
  } catch {
    // Offline for a moment: the next look may succeed.
  }
  setTimeout(look, PAUSE);
}

if (place) setTimeout(look, PAUSE);
