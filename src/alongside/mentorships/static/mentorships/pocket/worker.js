// Answers for the server while there is no network: with one page that holds nothing about anybody. PARTS stands above.
const KEPT = "pocket";
const PAGE = "/pocket/";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll([PAGE, ...PARTS])));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

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
    if (address.pathname === PAGE && response.ok) await (await caches.open(KEPT)).put(PAGE, response.clone());
    return response;
  } catch (fault) {
    return (await caches.match(PAGE)) || Response.error();
  }
}

async function part(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    return (await caches.match(request)) || Response.error();
  }
}
