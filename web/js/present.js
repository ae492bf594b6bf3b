/**
 * Presenter mode: ring, logs and one sentence, over the whole screen. Controls
 * come at a key or a move of the pointer, and go after two seconds.
 */
import { pageAction } from "./actions.js";
import { call } from "./bridge.js";
import { release } from "./focus.js";

const AWAKE_MS = 2000;

const black = document.getElementById("black");
let presenting = false;
let timer = 0;
/** @type {Element|null} */
let stage = null;
/** What had the focus before. @type {HTMLElement|null} */
let before = null;

/** @param {import("./view.js").View} view */
export function render(view) {
  const now = Boolean(view.presenting);
  if (now === presenting) return;
  presenting = now;
  document.getElementById("presenting").setAttribute("media", now ? "all" : "not all");
  document.body.toggleAttribute("data-presenting", now);
  if (now) {
    before = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    release(); // controls that take it would stay
    return wake();
  }
  sleep();
  black.hidden = true;
  delete stage?.dataset.still;
  if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  if (before && document.contains(before)) before.focus({ preventScroll: true });
}

/** @returns {boolean} whether a presentation was there to be ended */
export function end() {
  if (!presenting) return false;
  call("act", { action: "present off" });
  return true;
}

function begin() {
  call("act", { action: "present on" });
  // Where it is not allowed, as in some frames, the window is what there is.
  document.documentElement.requestFullscreen?.().catch(() => {});
}

function wake() {
  if (!presenting) return;
  document.body.toggleAttribute("data-awake", true);
  delete stage?.dataset.still;
  clearTimeout(timer);
  timer = setTimeout(sleep, AWAKE_MS);
}

function sleep() {
  clearTimeout(timer);
  // Whoever is at the controls keeps them.
  if (presenting && document.querySelector("#controls :focus-visible, #menu:not([hidden])")) return wake();
  document.body.toggleAttribute("data-awake", false);
  if (presenting && stage) stage.dataset.still = "";
}

/** @param {Document} inner the document of the stage */
export function follow(inner) {
  stage = inner.documentElement;
  for (const doc of [document, inner]) {
    for (const what of ["pointermove", "pointerdown", "keydown"]) doc.addEventListener(what, wake, true);
    // Anything ends the dark screen, and does nothing else.
    doc.addEventListener(
      "keydown",
      (event) => {
        if (black.hidden) return;
        black.hidden = true;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
  }
}

/** Names the actions, and ends where the browser leaves the full screen. */
export function listen() {
  pageAction("present", () => end() || begin());
  pageAction("black", () => (black.hidden = false));
  black.addEventListener("click", () => (black.hidden = true));
  document.addEventListener("fullscreenchange", () => document.fullscreenElement === null && end());
}
