import assert from "node:assert/strict";
import test from "node:test";
import { key, LINES_MAX, plan } from "../js/lines.js";

const line = (text) => ({ kind: "out", text });
const lines = (...texts) => texts.map(line);
const drawn = (first, ...texts) => ({ first, keys: lines(...texts).map(key) });

/** What is on screen after a plan is carried out. */
function carriedOut(before, said) {
  const { drop, keep, add, first } = plan(before, said);
  return { first, keys: [...before.keys.slice(drop, drop + keep), ...said.lines.slice(add).map(key)] };
}

for (const { name, before, said, want, fresh } of [
  { name: "an empty terminal takes all", before: drawn(0), said: { lines: lines("a", "b") }, want: drawn(0, "a", "b"), fresh: 2 },
  {
    name: "what was there is left alone",
    before: drawn(0, "a", "b"),
    said: { lines: lines("a", "b", "c") },
    want: drawn(0, "a", "b", "c"),
    fresh: 1,
  },
  { name: "nothing new draws nothing", before: drawn(0, "a"), said: { lines: lines("a") }, want: drawn(0, "a"), fresh: 0 },
  {
    name: "only the new may be said",
    before: drawn(0, "a", "b"),
    said: { lines: lines("c"), from: 2 },
    want: drawn(0, "a", "b", "c"),
    fresh: 1,
  },
  {
    name: "the last line may grow",
    before: drawn(0, "a", "b"),
    said: { lines: lines("bb"), from: 1 },
    want: drawn(0, "a", "bb"),
    fresh: 1,
  },
  {
    name: "old lines go",
    before: drawn(0, "a", "b"),
    said: { lines: lines("c"), from: 2, start: 1 },
    want: drawn(1, "b", "c"),
    fresh: 1,
  },
  { name: "time went back", before: drawn(0, "a", "b", "c"), said: { lines: lines("a") }, want: drawn(0, "a"), fresh: 0 },
  {
    name: "another future",
    before: drawn(0, "a", "b", "c"),
    said: { lines: lines("a", "x") },
    want: drawn(0, "a", "x"),
    fresh: 1,
  },
  {
    name: "time went back beyond what is drawn",
    before: drawn(5, "f", "g"),
    said: { lines: lines("a", "b") },
    want: drawn(0, "a", "b"),
    fresh: 2,
  },
  {
    name: "a gap begins anew",
    before: drawn(0, "a"),
    said: { lines: lines("z"), from: 9, start: 9 },
    want: drawn(9, "z"),
    fresh: 1,
  },
  { name: "nothing at all", before: drawn(0, "a"), said: { lines: [] }, want: drawn(0), fresh: 0 },
]) {
  test(name, () => {
    assert.deepEqual(carriedOut(before, said), want);
    assert.equal(said.lines.length - plan(before, said).add, fresh);
  });
}

test("no more lines are kept than fit the limit", () => {
  const many = lines(...Array.from({ length: LINES_MAX + 10 }, (_, i) => `line ${i}`));
  const first = carriedOut(drawn(0), { lines: many });
  assert.equal(first.keys.length, LINES_MAX);
  assert.equal(first.first, 10);
  const then = carriedOut(first, { lines: [...many, line("last")] });
  assert.equal(then.keys.length, LINES_MAX);
  assert.equal(then.keys.at(-1), key(line("last")));
  assert.equal(plan(first, { lines: [...many, line("last")] }).keep, LINES_MAX - 1);
});
