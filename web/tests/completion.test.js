import assert from "node:assert/strict";
import test from "node:test";
import { completed } from "../js/completion.js";

for (const { name, line, pos = line.length, words, want } of [
  { name: "nothing to offer", line: "xyz", words: [], want: { line: "xyz", caret: 3, offers: [] } },
  {
    name: "one candidate is put in, with the blank that ends it",
    line: "etcdctl ge",
    words: ["get "],
    want: { line: "etcdctl get ", caret: 12, offers: [] },
  },
  {
    name: "a path goes on",
    line: "curl http://127.0.0.1:2379/v2/k",
    words: ["http://127.0.0.1:2379/v2/keys/"],
    want: { line: "curl http://127.0.0.1:2379/v2/keys/", caret: 35, offers: [] },
  },
  {
    name: "an option's value is still to come",
    line: "get a --r",
    words: ["--rev="],
    want: { line: "get a --rev=", caret: 12, offers: [] },
  },
  {
    name: "several are filled up to where they part",
    line: "cr",
    words: ["crash", "cras2"],
    want: { line: "cras", caret: 4, offers: ["crash", "cras2"] },
  },
  {
    name: "several that part at once are listed",
    line: "re",
    words: ["restart ", "resume "],
    want: { line: "res", caret: 3, offers: ["restart", "resume"] },
  },
  {
    name: "in the middle of a line",
    line: "cra etcd-01",
    pos: 3,
    words: ["crash "],
    want: { line: "crash etcd-01", caret: 5, offers: [] },
  },
]) {
  test(name, () => assert.deepEqual(completed(line, pos, words), want));
}
