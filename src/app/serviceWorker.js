/* Keeps the page's own files so that it opens without a network. The build puts VERSION and FILES before this text (`vite.config.ts`). */
/* global VERSION, FILES */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access -- a plain script, served as it stands: nothing compiles it, so it has no types */

const CACHE = `gridflex ${VERSION}`;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

// A new version waits until no tab shows the old one: a page never mixes files of two.
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("gridflex ") && name !== CACHE).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

// Hosts that vary their answers by Origin mean the same file: a script of ours is asked for with and without one.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  const wanted = request.mode === "navigate" ? "./" : request;
  event.respondWith(caches.open(CACHE).then((cache) => cache.match(wanted, { ignoreSearch: request.mode === "navigate", ignoreVary: true })).then((kept) => kept ?? fetch(request)));
});
