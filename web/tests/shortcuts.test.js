import assert from "node:assert/strict";
import test from "node:test";
import { meaning } from "../js/shortcuts.js";

test("keys mean actions", () => {
  const view = { playing: false, jump: { current: "election" }, terminals: [{ id: "A" }] };
  assert.equal(meaning(" ", view), "play");
  assert.equal(meaning(" ", { ...view, playing: true }), "pause");
  assert.equal(meaning("]", view), "jump next election");
  assert.equal(meaning("[", view), "jump previous election");
  assert.equal(meaning("3", view), "select member 3");
  assert.equal(meaning("t", view), "page terminal A");
  assert.equal(meaning("t", { ...view, terminals: [] }), "");
  assert.equal(meaning("v", view), "view next");
  assert.equal(meaning("c", view), "tab knobs");
  assert.equal(meaning("h", view), "hurry toggle");
  assert.equal(meaning("b", view), "enter next");
  assert.equal(meaning("k", view), "view store");
  assert.equal(meaning("ArrowUp", view), "move up");
  assert.equal(meaning("ArrowRight", view), "step");
  assert.equal(meaning("Shift ArrowRight", view), "move right");
  assert.equal(meaning("+", view), "zoom in");
  assert.equal(meaning("-", view), "zoom out");
  assert.equal(meaning("0", view), "zoom reset");
  assert.equal(meaning(",", view), "pan -0.25");
  assert.equal(meaning("Home", view), "");
  assert.equal(meaning("End", view), "");
  assert.equal(meaning("End", { ...view, live: { state: "behind" } }), "live");
});
