// On every page of whoever is signed in: what lies on this phone is theirs, or it is locked. Then what waits is sent.
import * as store from "./store.js";
import { DONE, register, sync, unregister } from "./sending.js";

const mark = document.querySelector('meta[name="pocket"]');
const who = mark.content;
const isMentor = mark.dataset.mentor === "yes";
const STALE = 15 * 60 * 1000;

const part = (name) => document.querySelector(`[data-pocket="${name}"]`);
const show = (name, seen) => part(name) && (part(name).hidden = !seen);

async function start() {
  const owner = await store.owner();
  if (owner && owner !== who) await store.lock();
  if (!isMentor) return owner && owner !== who ? unregister() : undefined;
  const isOn = await store.isOn(who);
  if (isOn) await register();
  const waiting = await store.waiting(who);
  if (isOn || waiting) if (!owner || waiting || (await store.age()) > STALE) await sync();
  await tell();
}

async function tell() {
  const isOn = await store.isOn(who);
  show("waiting", await store.waiting(who));
  show("on", isOn);
  show("off", !isOn);
}

const again = () => document.visibilityState === "visible" && store.waiting(who).then((n) => n && sync().then(tell));

// A form that signs out asks first if something would be left behind.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form.getAttribute("action") || "").endsWith("/account/logout/") || form.dataset.asked) return;
  event.preventDefault();
  try {
    if (await store.waiting(who)) return window.location.assign("/pocket/#leaving");
    await store.lock();
    await unregister();
  } catch (fault) {
    // Nothing can be kept in this browser, so nothing is left behind.
  }
  form.dataset.asked = "yes";
  form.submit();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-pocket-switch]");
  if (!button) return;
  try {
    if (button.dataset.pocketSwitch === "on") {
      await store.switchOn(who);
      if ((await sync()).state !== DONE) await store.switchOff(who);
      else {
        await register();
        // Asks the browser not to clear this away when room is short.
        if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
      }
    } else {
      if (await store.waiting(who)) return window.location.assign("/pocket/");
      await store.switchOff(who);
      await unregister();
    }
    await tell();
  } catch (fault) {
    show("unable", true);
  }
});

if (window.indexedDB && window.crypto && crypto.subtle) {
  start().catch(() => show("unable", part("off") && !part("off").hidden));
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", again);
}
