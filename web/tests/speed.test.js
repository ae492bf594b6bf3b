import assert from "node:assert/strict";
import test from "node:test";
import { exponent, speedAt } from "../js/speed.js";

test("the slider has four decades, and whole ones are easy to hit", () => {
  assert.equal(exponent(0.01), -2);
  assert.equal(exponent(1e-9), -3);
  assert.equal(exponent(100), 1);
  assert.equal(speedAt(-2), 0.01);
  assert.equal(speedAt(-1.95), 0.01);
  assert.equal(speedAt(-1.7), 0.02);
  assert.equal(speedAt(1), 10);
});
