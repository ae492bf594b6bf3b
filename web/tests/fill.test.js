import assert from "node:assert/strict";
import test from "node:test";
import { fill } from "../js/texts.js";

test("texts are filled by name, and what has no value stays to be seen", () => {
  assert.equal(fill("{id} is waiting at {member}", { id: "B", member: "etcd-03" }), "B is waiting at etcd-03");
  assert.equal(fill("{a} and {b}", { a: 1 }), "1 and {b}");
});
