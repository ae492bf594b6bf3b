import assert from "node:assert/strict";
import test from "node:test";

import { addressOf, lessonOf } from "../js/address.js";

test("a lesson is named by the address bar, encoded or not", () => {
  for (const [hash, which] of [
    ["#lesson=the-log", "the-log"],
    ["lesson=the-log", "the-log"],
    ["#lesson=%E8%AF%BE.md", "课.md"],
    ["#lesson=100%", "100%"],
    ["#lesson=https%3A%2F%2Fa.b%2Fc.md", "https://a.b/c.md"],
    ["#lesson=https://a.b/100%25.md?x=1&y=2", "https://a.b/100%25.md?x=1&y=2"],
    ["#lesson=", null],
    ["#r=abc", null],
    ["", null],
  ])
    assert.equal(lessonOf(hash), which, hash);
});

test("what is no name lies at an address, beside the page if it is no whole one", () => {
  const base = "https://host/raftarium/?embed=lesson";
  for (const [which, url] of [
    ["the-log", null],
    ["file", null],
    ["https://a.b/c d.md", "https://a.b/c%20d.md"],
    ["HTTP://A.B/c.md", "http://a.b/c.md"],
    ["mine.md", "https://host/raftarium/mine.md"],
    ["../course/1.md", "https://host/course/1.md"],
    ["/course/课.md", "https://host/course/%E8%AF%BE.md"],
    ["//a.b/c.md", "https://a.b/c.md"],
    ["javascript:alert(1)//.md", null],
    ["data:text/plain,a/b", null],
    ["https://", null],
  ])
    assert.equal(addressOf(which, base), url, which);
});
