import assert from "node:assert/strict";
import test from "node:test";
import { matcher, prepare } from "../js/terms.js";

const entries = [
  { id: "commit", words: ["commit", "committed"] },
  { id: "commit-index", words: ["commit index"] },
  { id: "term", words: ["term"] },
  { id: "quorum", words: ["法定人数"] },
];

test("words are found once, the longest first, and whole", () => {
  const find = matcher(prepare(entries));
  assert.deepEqual(find("The commit index and a committed entry of the terminal"), [
    { text: "The " },
    { text: "commit index", id: "commit-index" },
    { text: " and a " },
    { text: "committed", id: "commit" },
    { text: " entry of the terminal" },
  ]);
  assert.deepEqual(find("Committed in a Term."), [{ text: "Committed in a " }, { text: "Term", id: "term" }, { text: "." }]);
});

test("Chinese words stand within others", () => {
  assert.deepEqual(matcher(prepare(entries))("失去法定人数后"), [{ text: "失去" }, { text: "法定人数", id: "quorum" }, { text: "后" }]);
});

test("without a glossary texts stay as they are", () => {
  assert.deepEqual(matcher(prepare([]))("a term"), [{ text: "a term" }]);
});
