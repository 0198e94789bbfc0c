// What this phone keeps, in the browser's own database: a copy of the pairs, and the box of what is not sent yet.
// Both are encrypted. The copy's key is made here; the box's key comes from the server with each sign-in. Neither can be
// taken out of the browser again, and both go when somebody signs out: the box then stays shut until its owner comes back.
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AES = "AES-GCM";
let opened;

function database() {
  opened =
    opened ||
    new Promise((done, fail) => {
      const asked = indexedDB.open("pocket", 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("kept");
        asked.result.createObjectStore("box", { keyPath: "key" });
      };
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
      asked.onblocked = () => fail(new Error("blocked"));
    });
  return opened;
}

async function turn(name, mode, act) {
  const base = await database();
  return new Promise((done, fail) => {
    const transaction = base.transaction(name, mode);
    const asked = act(transaction.objectStore(name));
    transaction.oncomplete = () => done(asked.result);
    transaction.onerror = transaction.onabort = () => fail(transaction.error);
  });
}

const get = (name) => turn("kept", "readonly", (kept) => kept.get(name));
const put = (name, value) => turn("kept", "readwrite", (kept) => kept.put(value, name));
const drop = (name) => turn("kept", "readwrite", (kept) => kept.delete(name));

async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: AES, iv }, key, new TextEncoder().encode(JSON.stringify(value)));
  return { iv, data };
}

async function unseal(key, { iv, data }) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: AES, iv }, key, data)));
}

// Whose copy lies here: a mark, not a name. "" when it is locked.
export const owner = async () => (await get("owner")) || "";
export const isOn = async (who) => Boolean(await get(`on ${who}`));
export const switchOn = (who) => put(`on ${who}`, true);

export async function unlock(who, boxKey) {
  const raw = Uint8Array.from(atob(boxKey), (letter) => letter.charCodeAt(0));
  await put("box key", await crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]));
  await put("owner", who);
}

export async function lock() {
  await dropCopy();
  await drop("box key");
  await drop("owner");
}

export async function switchOff(who) {
  await lock();
  await drop(`on ${who}`);
}

export async function keepCopy(mentorships) {
  let key = await get("copy key");
  if (!key) {
    key = await crypto.subtle.generateKey({ name: AES, length: 256 }, false, ["encrypt", "decrypt"]);
    await put("copy key", key);
  }
  const at = Date.now();
  await put("copy", { at, until: at + WEEK, ...(await seal(key, mentorships)) });
}

export async function dropCopy() {
  await drop("copy");
  await drop("copy key");
}

// {at, until, mentorships}, or null. A copy older than seven days is deleted, not shown.
export async function copy() {
  const [key, kept] = [await get("copy key"), await get("copy")];
  if (!key || !kept) return null;
  if (Date.now() > kept.until || Date.now() < kept.at - WEEK) {
    await dropCopy();
    return null;
  }
  return { at: kept.at, until: kept.until, mentorships: await unseal(key, kept) };
}

export const age = async () => Date.now() - ((await get("copy")) || { at: 0 }).at;

// ── the box ──
export async function keep(entry) {
  const [key, who] = [await get("box key"), await get("owner")];
  if (!key || !who) throw new Error("locked");
  const sealed = await seal(key, entry);
  await turn("box", "readwrite", (box) => box.put({ key: entry.key, who, at: entry.at, ...sealed }));
}

export const forget = (key) => turn("box", "readwrite", (box) => box.delete(key));

const mine = async (who) => (await turn("box", "readonly", (box) => box.getAll())).filter((row) => row.who === who);

export const waiting = async (who) => (await mine(who)).length;

// What the owner has written, oldest first. Nobody else's is opened; what can't be opened stays where it is.
export async function entries() {
  const [key, who] = [await get("box key"), await get("owner")];
  if (!key || !who) return [];
  const found = [];
  for (const row of (await mine(who)).sort((a, b) => a.at - b.at)) {
    try {
      found.push(await unseal(key, row));
    } catch {
      continue;
    }
  }
  return found;
}

export async function forgetAll(who) {
  for (const row of await mine(who)) await forget(row.key);
}
