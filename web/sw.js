/**
 * The page without a network. While there is one, everything comes from there,
 * as if this worker did not exist, but for the program, whose address changes
 * with its content. Where nothing answers, it comes from what was kept when this
 * version of the page was first visited, all of it or nothing: a page that began
 * without a network stays with what was kept, and no two versions ever mix.
 *
 * The build fills in which files make the page, and a version that changes when
 * any of them does: browsers then find this file changed, keep the new version,
 * and drop the old one.
 */

/**
 * @type {{version: string, wasm: {url: string, gzip: {url: string}}, first: string[], later: string[]}}
 * first is what the first picture needs, later what is loaded when asked for.
 */
const page = JSON.parse('{{page}}');

/** The folder that the page lies in: another one of the same host is another page. */
const scope = new URL("./", location.href);
const prefix = `raftarium ${scope.pathname} `;
const name = prefix + page.version;
const program = new URL(page.wasm.url, scope).href;
const files = new Set([...page.first, ...page.later].map((path) => new URL(path, scope).pathname));
files.add(scope.pathname);
/** Pages that began without a network. @type {Set<string>} */
const alone = new Set();

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { pathname, origin, href } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== scope.origin) return;
  if (href === program) event.respondWith(theProgram(event.request));
  else if (files.has(pathname)) event.respondWith(answer(event));
});

async function keep() {
  const cache = await caches.open(name);
  const one = async (path) => {
    const response = await fetch(new URL(path, scope), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    // Hosts that like other addresses better lead to them; a page that begins must
    // not come by such a detour.
    await cache.put(new URL(path, scope), response.redirected ? new Response(response.body, { headers: response.headers }) : response);
  };
  await Promise.all([keepProgram(cache), ...page.first.map(one)]);
  // Without a lesson the rest is as good.
  for (const path of page.later) await one(path).catch(() => {});
}

/** Keeps the program as the host sends it in the fewest bytes: see js/program.js. */
async function keepProgram(cache) {
  const abort = new AbortController();
  const plain = await fetch(program, { signal: abort.signal });
  if (!plain.ok) throw new Error(`${program}: HTTP ${plain.status}`);
  if (plain.headers.has("Content-Encoding")) return cache.put(program, plain);
  abort.abort();
  const zipped = await fetch(new URL(page.wasm.gzip.url, scope));
  if (!zipped.ok) throw new Error(`${zipped.url}: HTTP ${zipped.status}`);
  return cache.put(zipped.headers.has("Content-Encoding") ? program : new URL(page.wasm.gzip.url, scope).href, zipped);
}

async function theProgram(request) {
  const cache = await caches.open(name);
  const kept = await cache.match(program);
  if (kept) return kept;
  const zipped = await cache.match(new URL(page.wasm.gzip.url, scope).href);
  if (!zipped) return fetch(request);
  // It arrives unpacked, as from a host that compresses.
  return new Response(zipped.body.pipeThrough(new DecompressionStream("gzip")), {
    headers: { "Content-Type": "application/wasm", "Content-Encoding": "gzip" },
  });
}

/** @param {FetchEvent} event */
async function answer(event) {
  const kept = async () => {
    const url = new URL(event.request.url);
    if (url.pathname === scope.pathname) url.pathname += "index.html";
    return (await caches.open(name)).match(url, { ignoreSearch: true, ignoreVary: true });
  };
  // A page that is loaded again looks whether there is a network by now; its frame
  // goes with it.
  if (alone.has(event.clientId) && event.request.destination !== "document") {
    if (event.resultingClientId) alone.add(event.resultingClientId);
    return (await kept()) ?? fetch(event.request);
  }
  try {
    const response = await fetch(event.request);
    if (response.status < 500) return response;
    return (await kept()) ?? response;
  } catch (problem) {
    const found = await kept();
    if (!found) throw problem;
    if (event.resultingClientId) alone.add(event.resultingClientId);
    return found;
  }
}

async function tidy() {
  for (const other of await caches.keys()) {
    if (other.startsWith(prefix) && other !== name) await caches.delete(other);
  }
}
