import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { program } from "../js/program.js";

const code = new Uint8Array(100_000).map((_, i) => i % 7);
const zipped = gzipSync(code);
const wasm = { url: "raftarium.wasm", bytes: code.length, gzip: { url: "raftarium.wasm.gz", bytes: zipped.length } };

/** A host that sends these bytes and headers. */
function host(answers) {
  const asked = [];
  const get = async (url) => {
    asked.push(url);
    const { body, headers = {}, status = 200 } = answers[url] ?? { body: "", status: 404 };
    return new Response(body, { status, headers });
  };
  return { get, asked };
}

async function loadedFrom(answers) {
  const { get, asked } = host(answers);
  let last = [0, 0];
  const answer = await program(wasm, (loaded, total) => (last = [loaded, total]), get);
  assert.equal(answer.headers.get("Content-Type"), "application/wasm");
  assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), code);
  return { last, asked };
}

test("a host that compresses: taken as it comes", async () => {
  const { last, asked } = await loadedFrom({ "raftarium.wasm": { body: code, headers: { "Content-Encoding": "br" } } });
  assert.deepEqual(last, [code.length, code.length]);
  assert.deepEqual(asked, ["raftarium.wasm"]);
});

test("a host that does not: its gzip is unpacked here, and its bytes are counted", async () => {
  const { last, asked } = await loadedFrom({ "raftarium.wasm": { body: code }, "raftarium.wasm.gz": { body: zipped } });
  assert.deepEqual(last, [zipped.length, zipped.length]);
  assert.deepEqual(asked, ["raftarium.wasm", "raftarium.wasm.gz"]);
});

test("a host that knows what .gz is: the browser has unpacked it", async () => {
  const { last } = await loadedFrom({
    "raftarium.wasm": { body: code },
    "raftarium.wasm.gz": { body: code, headers: { "Content-Encoding": "gzip" } },
  });
  assert.deepEqual(last, [code.length, code.length]);
});

test("what is missing is named", async () => {
  await assert.rejects(
    program(wasm, () => {}, host({}).get),
    /raftarium\.wasm: 404/,
  );
});
