// Keeps the page, so that it opens where there is no network: what was here before, and what is written now, is in the
// page's own store. The names of the files are filled in when the page is put together, so another build is another
// script, which the browser takes in place of this one. Nothing of the API passes here.
'use strict';

const files = ['/', '/@page.css@', '/@icon.svg@', '/@start.js@', '/@page.js@', '/@kontor.js@', '/@kontor.wasm@'];
const of_this_build = 'page of @kontor.js@ @whole.js@ @start.js@';
const PATIENCE_MS = 5000;

// All of one build, or nothing: whoever is kept from it by a lost network keeps the build of before.
self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(of_this_build).then((kept) => kept.addAll(files)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(
    names.filter((name) => name.startsWith('page of ') && name !== of_this_build).map((name) => caches.delete(name)),
  )));
});

const is_away = (answer) => [502, 503, 504].includes(answer.status);

// The server's answer, or the page that is kept where there is none, or only somebody's before the server.
async function page_for(request) {
  const kept = await caches.match('/', { ignoreVary: true });
  if (!kept) return fetch(request);
  const too_late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const asked = fetch(request).catch(() => null);
  const answer = await Promise.race([asked, too_late]);
  return answer && !is_away(answer) ? answer : kept;
}

// A name with the sum of its content has one content for ever.
async function file_for(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(of_this_build);
    await cache.put(request, answer.clone()).catch(() => undefined); // a full disk keeps nobody from it
  }
  return answer;
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(page_for(request));
  else if (/\.[0-9a-f]{12}\.[a-z]+$/.test(pathname)) event.respondWith(file_for(request));
});
