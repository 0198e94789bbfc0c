// The page without network: what waits, the pairs, and the form that says how a meeting went.
import * as store from "./store.js";
import { DONE, OFFLINE, OTHER, SIGN_IN, choose, signOut, sync, unregister } from "./sending.js";
import { moment, shift, today, words } from "./days.js";
import { button, lines, part, piece, say, show, told, twice } from "./drawing.js";

const form = part("form");
let [walks, entries, open, opened] = [[], [], null, false];

// ── what is seen ──
async function draw(state) {
  const copy = await store.copy();
  const locked = !(await store.owner());
  walks = copy ? copy.mentorships : [];
  entries = await store.entries();
  show("offline", state === OFFLINE || (state === undefined && !navigator.onLine));
  show("back", navigator.onLine && state !== OFFLINE);
  show("signin", state === SIGN_IN);
  show("off", locked && state !== SIGN_IN);
  show("old", !copy && !locked);
  show("fresh", Boolean(copy));
  if (copy) part("until").textContent = words(new Date(copy.until).toISOString().slice(0, 10));
  const isWriting = !part("writing").hidden;
  show("waiting", entries.length && !isWriting);
  part("entries").replaceChildren(...entries.map(entryPiece));
  show("walks", walks.length && !isWriting);
  part("list").replaceChildren(...walks.map(walkPiece));
  show("leaving", window.location.hash === "#leaving" && entries.length);
  if (!opened) openByAddress();
}

function walkPiece(walk) {
  const [made, at] = piece("walk");
  const [acts, call] = [at("acts"), at("call")];
  at("names").textContent = walk.names.join(", ");
  const now = today(walk.zone);
  for (const meeting of walk.meetings) {
    const [line, on] = piece("meeting");
    on("when").textContent = words(meeting.day, meeting.at);
    on("place").textContent = meeting.place;
    if (meeting.day <= now && !entries.some((one) => one.meeting === meeting.id))
      on("acts").append(button(say("say"), () => ask(walk, meeting)));
    at("meetings").append(line);
  }
  at("none").hidden = walk.meetings.length > 0;
  acts.prepend(button(say("log"), () => ask(walk), "primary"));
  if (walk.duty_phone) {
    call.hidden = false;
    call.href = `tel:${walk.duty_phone.replace(/[^+\d]/g, "")}`;
    at("phone").textContent = walk.duty_phone;
  }
  return made;
}

function entryPiece(entry) {
  const [made, at] = piece("entry");
  const { answer } = entry;
  at("title").textContent = words(entry.fields.day);
  at("names").textContent = walkOf(entry).names.join(", ");
  at("kept").hidden = Boolean(answer);
  at("asks").hidden = !answer;
  at("at").textContent = moment(entry.at);
  at("sentence").textContent = answer ? answer.sentence || answer.mistakes.join(" ") : "";
  at("sentence").hidden = !answer;
  lines(at("mine"), (answer && answer.mine) || told(form, entry.fields));
  at("theirs").hidden = !(answer && answer.theirs);
  if (answer && answer.theirs) lines(at("stands"), answer.theirs);
  const acts = at("acts");
  for (const [choice, label] of (answer && answer.choices) || []) acts.append(button(label, () => settle(choose(entry, choice))));
  if (answer && answer.theirs) acts.append(button(say("theirs"), () => away(entry)));
  if (!answer || answer.state === "wrong") acts.append(button(say("change"), () => ask(walkOf(entry), null, entry)));
  acts.append(button(say("copy"), (made) => copyWords(entry, made), "quiet"));
  if (!(answer && answer.theirs)) acts.append(twice(say("delete"), say("sure"), () => away(entry)));
  return made;
}

const walkOf = (entry) => walks.find((walk) => walk.id === entry.mentorship) || { id: entry.mentorship, names: [], meetings: [], logged: [], zone: entry.zone, since: "" };

async function copyWords(entry, made) {
  const rows = (entry.answer && entry.answer.mine) || told(form, entry.fields);
  await navigator.clipboard.writeText([words(entry.fields.day), ...rows.map((row) => row.join(": "))].join("\n"));
  made.textContent = say("copied");
}

async function away(entry) {
  await store.forget(entry.key);
  await draw();
}

async function settle(work) {
  const { state, sent } = await work;
  await draw(state);
  if (sent) show("sent", true);
  if (state === OTHER) await unregister();
}

// ── the form ──
function ask(walk, meeting = null, entry = null) {
  open = { walk, meeting, entry };
  form.reset();
  const now = today(walk.zone);
  const fields = entry ? entry.fields : {};
  for (const one of form.elements) {
    if (!(one.name in fields)) continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = one.value === fields[one.name] || one.type === "checkbox";
    else one.value = fields[one.name];
  }
  const day = entry ? entry.fields.day : meeting ? meeting.day : now;
  const chip = { [now]: "today", [shift(now, -1)]: "yesterday" }[day];
  for (const one of form.querySelectorAll('[name="when"]')) one.checked = one.value === chip;
  form.elements.day.value = chip ? "" : day;
  form.elements.day.max = now;
  form.elements.day.min = walk.since;
  form.elements.next_day.min = now;
  for (const fold of form.querySelectorAll("details")) fold.open = [...fold.querySelectorAll("input")].some((one) => one.value);
  show("again", fields.again);
  show("mistakes", false);
  part("whose").textContent = walk.names.join(", ");
  show("sent", false);
  for (const name of ["waiting", "walks"]) show(name, false);
  show("writing", true);
  part("writing").scrollIntoView();
  part("heading").focus({ preventScroll: true });
}

const STAMP = /^\/mentorships\/([0-9a-f-]{36})\/log\/$/;

// Whoever opened the log page without network finds its form here.
function openByAddress() {
  const found = STAMP.exec(window.location.pathname);
  const walk = found && walks.find((one) => one.id === found[1]);
  if (!walk) return;
  opened = true;
  const wanted = new URLSearchParams(window.location.search).get("meeting");
  const now = today(walk.zone);
  ask(walk, walk.meetings.find((one) => (wanted ? one.id === wanted : one.day <= now)) || null);
}

function mistakes(fields, walk) {
  const found = [];
  const now = today(walk.zone);
  if (fields.day > now) found.push("future");
  if (walk.since && fields.day < walk.since) found.push("before");
  if (fields.met === "yes" && !fields.minutes && !fields.other_minutes) found.push("minutes");
  if (fields.met === "yes" && !fields.channel) found.push("channel");
  if (fields.met === "no" && !fields.whose) found.push("reason");
  return found;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const { walk, entry } = open;
  const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "idempotency_key", "version"].includes(name)));
  const now = today(walk.zone);
  fields.day = fields.day || (fields.when === "yesterday" ? shift(now, -1) : now);
  const wrong = mistakes(fields, walk);
  const others = entries.filter((one) => one.mentorship === walk.id && (!entry || one.key !== entry.key));
  const isSecond = walk.logged.includes(fields.day) || others.some((one) => one.fields.day === fields.day);
  if (!wrong.length && isSecond && !fields.again) wrong.push("twice");
  show("again", isSecond);
  if (!isSecond) delete fields.again;
  part("faults").replaceChildren(...wrong.map((name) => Object.assign(document.createElement("li"), { textContent: say(name) })));
  show("mistakes", wrong.length);
  if (wrong.length) return part("mistakes").focus();
  // A meeting that was planned for that day is meant, unless another entry speaks of it.
  const taken = others.map((one) => one.meeting);
  const meeting = fields.again ? null : open.meeting || walk.meetings.find((one) => one.day === fields.day && !taken.includes(one.id));
  const about = entry && entry.fields.day === fields.day ? entry : { meeting: meeting ? meeting.id : "", seen_day: meeting ? meeting.day : "" };
  const written = { key: entry ? entry.key : crypto.randomUUID ? crypto.randomUUID() : newKey(), at: entry ? entry.at : Date.now(), mentorship: walk.id, zone: walk.zone, meeting: about.meeting, seen_day: about.seen_day, fields };
  try {
    await store.keep(written);
  } catch (fault) {
    // Full, or locked meanwhile: the words stay in the form.
    return show("unable", true);
  }
  show("writing", false);
  await draw();
  part("top").focus();
  await settle(sync());
});

// Safari 15.0 to 15.3 know no randomUUID.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// ── leaving ──
const LEAVE = {
  send: async () => {
    await settle(sync());
    if (entries.length) part("waiting").scrollIntoView();
    return !entries.length;
  },
  keep: async () => true,
  delete: async () => {
    await store.forgetAll(await store.owner());
    return true;
  },
};

document.addEventListener("click", async (event) => {
  const chosen = event.target.closest("[data-leave]");
  if (event.target.closest("[data-close]")) {
    show("writing", false);
    await draw();
  }
  if (!chosen || !(await LEAVE[chosen.dataset.leave]())) return;
  const state = await signOut();
  if (state === DONE) return unregister();
  await store.lock();
  await draw(state);
});

// ── begin ──
const run = () => settle(sync());
if (window.indexedDB && window.crypto && crypto.subtle) {
  // With a network the server is asked first: what lies here may be somebody else's.
  (navigator.onLine ? run() : draw()).catch(() => show("unable", true));
  window.addEventListener("online", run);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && run());
} else {
  show("unable", true);
}
