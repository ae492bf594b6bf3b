import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { names } from "../js/legend.js";

const at = (path) => new URL(`../${path}`, import.meta.url);
const texts = JSON.parse(readFileSync(at("texts.json"), "utf8"));
const sources = ["index.html", ...readdirSync(at("js/")).map((name) => `js/${name}`)]
  .map((path) => readFileSync(at(path), "utf8"))
  .join("\n");

/** Identifiers that the sources name, and those that they put together. */
const used = new Set([
  ...[...sources.matchAll(/["'`]((?:ui|help|crash|loading)\.[a-z-]+)["'`]/g)].map(([, id]) => id),
  ...names.map((name) => `legend.${name}`),
  ...["fetch", "start", "wasm", "stage"].flatMap((what) => [`loading.failed-${what}`, `loading.failed-${what}-do`]),
]);

test("every text that is used is there, in both languages", () => {
  for (const id of used) {
    assert.ok(texts[id]?.en, `${id} has no English`);
    assert.ok(texts[id]?.zh, `${id} has no Chinese`);
  }
});

test("no text is there that nothing uses", () => {
  assert.deepEqual(
    Object.keys(texts).filter((id) => !used.has(id)),
    [],
  );
});

test("both languages fill in the same values", () => {
  const values = (text) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
  for (const [id, { en, zh }] of Object.entries(texts)) assert.deepEqual(values(zh), values(en), id);
});

test("a sentence is at most 160 characters in English, 70 in Chinese", () => {
  for (const [id, { en, zh }] of Object.entries(texts)) {
    assert.ok(en.length <= 160, `${id}: ${en.length}`);
    assert.ok(zh.length <= 70, `${id}: ${zh.length}`);
  }
});
