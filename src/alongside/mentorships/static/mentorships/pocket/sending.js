// Fetch the copy, send the box. The server takes each key in once, so that sending again is always safe.
import * as store from "./store.js";

const COPY = "/mentorships/pocket/";
const SEND = "/mentorships/pocket/send/";
const PATIENCE = 20000;
const PATIENCE_FOR_COPY = 8000;

export const OFFLINE = "offline";
export const SIGN_IN = "signin";
export const OTHER = "other";
export const DONE = "done";

class Stopped extends Error {
  constructor(state) {
    super(state);
    this.state = state;
  }
}

async function ask(address, options = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), address === COPY ? PATIENCE_FOR_COPY : PATIENCE);
  let response;
  try {
    response = await fetch(address, { redirect: "manual", cache: "no-store", credentials: "same-origin", signal: stop.signal, ...options });
    if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) throw new Stopped(SIGN_IN);
    if (response.status === 404) throw new Stopped(OTHER);
    if (!response.ok) throw new Stopped(OFFLINE);
    return await response.json();
  } catch (fault) {
    throw fault instanceof Stopped ? fault : new Stopped(OFFLINE);
  } finally {
    clearTimeout(timer);
  }
}

function post(entry, pass, choice = "") {
  const body = new URLSearchParams(entry.fields);
  const envelope = { key: entry.key, mentorship: entry.mentorship, meeting: entry.meeting, seen_day: entry.seen_day };
  const answer = { choice, seen: (entry.answer && entry.answer.seen) || "", who: pass.who, csrfmiddlewaretoken: pass.token };
  for (const [name, value] of Object.entries({ ...envelope, ...answer })) body.set(name, value || "");
  return ask(SEND, { method: "POST", body });
}

async function take(entry, pass, choice) {
  const answer = await post(entry, pass, choice);
  if (answer.state === "sent") await store.forget(entry.key);
  else await store.keep({ ...entry, answer });
  return answer.state === "sent";
}

// One window sends at a time, where the browser can see to it.
const alone = (act) => (navigator.locks ? navigator.locks.request("pocket", act) : act());

async function come() {
  const pass = await ask(COPY);
  const owner = await store.owner();
  if (owner && owner !== pass.who) await store.lock();
  await store.unlock(pass.who, pass.box_key);
  return pass;
}

async function refresh(pass) {
  const isOn = await store.isOn(pass.who);
  if (isOn && pass.mentorships.length) await store.keepCopy(pass.mentorships);
  else if (isOn || (await store.waiting(pass.who))) await store.dropCopy();
  else await store.lock();
}

// Sends what waits and fetches a fresh copy. {state, sent: how many went}.
export function sync() {
  return alone(async () => {
    let sent = 0;
    try {
      let pass = await come();
      for (const entry of await store.entries()) if (!entry.answer && (await take(entry, pass))) sent += 1;
      if (sent) pass = await come();
      await refresh(pass);
      return { state: DONE, sent };
    } catch (fault) {
      if (!(fault instanceof Stopped)) throw fault;
      if (fault.state === OTHER) await store.dropCopy();
      return { state: fault.state, sent };
    }
  });
}

// Sends one entry with the answer to the question it raised.
export function choose(entry, choice) {
  return alone(async () => {
    try {
      return { state: DONE, sent: (await take(entry, await come(), choice)) ? 1 : 0 };
    } catch (fault) {
      if (!(fault instanceof Stopped)) throw fault;
      return { state: fault.state, sent: 0 };
    }
  });
}

// Ends the session here: a form of ours, with a token fresh from the server.
export async function signOut() {
  let token = "";
  try {
    token = (await ask(COPY)).token;
  } catch (fault) {
    return fault.state;
  }
  await store.lock();
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/account/logout/";
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "csrfmiddlewaretoken";
  field.value = token;
  form.append(field);
  document.body.append(form);
  form.submit();
  return DONE;
}

const policy = window.trustedTypes ? window.trustedTypes.createPolicy("pocket", { createScriptURL: () => "/sw.js" }) : null;

export async function register() {
  if (navigator.serviceWorker) await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : "/sw.js");
}

export async function unregister() {
  if (!navigator.serviceWorker) return;
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}
