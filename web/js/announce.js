/**
 * The live region that mirrors the narration. A reader cannot follow every
 * event of a playing world: one sentence at a time, the newest, and not before
 * the last one can have been spoken.
 */

const PAUSE_MS = 2500;
let waiting = "";
let said = "";
let timer = 0;

/** @param {string} text */
export function announce(text) {
  if (text === "" || text === said || text === waiting) return;
  waiting = text;
  if (timer === 0) speak();
}

function speak() {
  timer = 0;
  if (waiting === "") return;
  said = waiting;
  waiting = "";
  document.getElementById("live").textContent = said;
  timer = setTimeout(speak, PAUSE_MS);
}

/** @param {import("./view.js").View} view */
export function render(view) {
  announce(view.announce ?? "");
}
