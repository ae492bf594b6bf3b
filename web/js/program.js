/**
 * Fetches the program with true progress, however the host sends it: what was
 * compressed on the way is taken as it comes; where nothing was, its gzip is
 * fetched instead and unpacked here.
 *
 * @typedef {{url: string, bytes: number}} Download
 *
 * @param {Download & {gzip: Download}} wasm as the build has put it into the page
 * @param {(loaded: number, total: number) => void} progress in bytes of what is counted
 * @param {typeof fetch} [get]
 * @returns {Promise<Response>} of type application/wasm, for instantiateStreaming
 */
export async function program(wasm, progress, get = fetch) {
  const abort = new AbortController();
  const plain = await asked(wasm.url, get, abort.signal);
  if (plain.headers.has("Content-Encoding")) return response(counted(plain.body, wasm.bytes, progress));
  abort.abort();
  const zipped = await asked(wasm.gzip.url, get);
  if (zipped.headers.has("Content-Encoding")) return response(counted(zipped.body, wasm.bytes, progress));
  return response(counted(zipped.body, wasm.gzip.bytes, progress).pipeThrough(new DecompressionStream("gzip")));
}

async function asked(url, get, signal) {
  const answer = await get(url, { signal });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${answer.statusText}`.trim());
  return answer;
}

function counted(stream, total, progress) {
  let loaded = 0;
  return stream.pipeThrough(
    new TransformStream({
      transform(chunk, out) {
        loaded += chunk.byteLength;
        progress(loaded, total);
        out.enqueue(chunk);
      },
    }),
  );
}

function response(stream) {
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } });
}
