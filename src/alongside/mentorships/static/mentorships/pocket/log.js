// The log form, where this phone keeps things: without network what was written goes into the box instead of being lost.
import * as store from "./store.js";
import { shift, today } from "./days.js";

const PATIENCE = 20000;
const form = document.querySelector("form[data-keep]");
const mark = document.querySelector('meta[name="pocket"]');

function entryOf(data) {
  const { mentorship, meeting, planned, zone, nextDay, nextAt } = form.dataset;
  const fields = Object.fromEntries([...data].filter(([name, value]) => typeof value === "string" && !["csrfmiddlewaretoken", "idempotency_key"].includes(name)));
  // Written out, for "today" will be another day on arrival.
  const now = today(zone);
  fields.day = fields.day || { yesterday: shift(now, -1), planned }[fields.when] || now;
  if (!fields.next_day && fields.next === "suggested" && nextDay) Object.assign(fields, { next_day: nextDay, next_at: nextAt });
  return { key: data.get("idempotency_key"), at: Date.now(), mentorship, meeting, seen_day: planned, fields };
}

async function reaches(data) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    return await fetch(form.action, { method: "POST", body: data, redirect: "manual", signal: stop.signal });
  } catch (fault) {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

form.addEventListener("submit", async (event) => {
  // A second click: forms.js stops it.
  if (form.dataset.sent) return;
  event.preventDefault();
  const data = new FormData(form);
  let keeps = false;
  try {
    keeps = (await store.isOn(mark.content)) && (await store.owner()) === mark.content;
    if (keeps) await store.keep(entryOf(data));
  } catch (fault) {
    keeps = false;
  }
  if (!keeps) return form.submit();
  const response = await reaches(data);
  if (response === null) return window.location.assign("/pocket/");
  // Taken in: the next page asks the server once more and empties the box.
  if (response.type === "opaqueredirect") return window.location.assign(form.dataset.done);
  await store.forget(data.get("idempotency_key"));
  form.submit();
});
