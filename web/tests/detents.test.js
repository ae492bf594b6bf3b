import assert from "node:assert/strict";
import test from "node:test";
import { nearest } from "../js/detents.js";

test("the sheet rests at the nearest of four heights", () => {
  assert.equal(nearest(60, 844), "low");
  assert.equal(nearest(150, 844), "rest");
  assert.equal(nearest(400, 844), "half");
  assert.equal(nearest(800, 844), "full");
});

test("half a sheet of a low window leaves the stage its room", () => {
  assert.equal(nearest(250, 640), "half");
  assert.equal(nearest(450, 640), "full");
});
