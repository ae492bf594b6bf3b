import assert from "node:assert/strict";
import test from "node:test";
import { merged } from "../js/progress.js";

test("what was done stays done, and the best score is the least", () => {
  assert.deepEqual(merged({ step: 3 }, { step: 4 }), { step: 4 });
  assert.deepEqual(merged({ step: 4, done: true }, { step: 0 }), { step: 0, done: true });
  assert.deepEqual(merged({ step: 0, best: 3 }, { step: 0, best: 5 }), { step: 0, best: 3 });
  assert.deepEqual(merged({ step: 0, best: 5 }, { step: 0, best: 3 }), { step: 0, best: 3 });
});
