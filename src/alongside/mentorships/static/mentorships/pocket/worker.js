// Answers for the server while there is no network: with a page that holds nothing about anybody, and urgent help. PARTS stands above.
const KEPT = "pocket";
const PAGE = "/pocket/";
const PAGES = [PAGE, "/urgent/"];

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([...PAGES, ...PARTS])));
});

self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

// What an older version of ours was drawn with goes.
async function tidy() {
  const [kept, wanted] = [await caches.open(KEPT), [...PAGES, ...PARTS]];
  for (const one of await kept.keys()) if (!wanted.includes(new URL(one.url).pathname)) await kept.delete(one);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, address));
  else if (address.pathname.startsWith("/static/")) event.respondWith(part(request));
});

async function page(request, address) {
  try {
    const response = await fetch(request);
    // In the language in which it was read last.
    if (PAGES.includes(address.pathname) && response.ok) await (await caches.open(KEPT)).put(address.pathname, response.clone());
    return response;
  } catch (fault) {
    return (await caches.match(PAGES.includes(address.pathname) ? address.pathname : PAGE)) || Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    return (await caches.match(request)) || Response.error();
  }
}
