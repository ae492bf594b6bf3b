import assert from "node:assert/strict";
import test from "node:test";
import { essence } from "../js/panic.js";

test("a panic is shown from its message on, without addresses", () => {
  const words =
    "starting\npanic: boom\n\ngoroutine 1 [running]:\nraftarium/core/raft.(*Server).commitTo(0x1c3400, 0x8)\n\t/core/raft/commit.go:33 +0x1c\n";
  assert.equal(
    essence(words),
    "panic: boom\n\ngoroutine 1 [running]:\nraftarium/core/raft.(*Server).commitTo()\n\t/core/raft/commit.go:33",
  );
  assert.equal(essence("exit code 2"), "exit code 2");
});
