/** Keys of the whole page, also while the stage has the focus. */
import { act } from "./actions.js";
import { call } from "./bridge.js";
import { closeTerm } from "./glossary.js";
import * as inspector from "./inspector.js";
import * as menu from "./menu.js";
import * as present from "./present.js";
import { meaning, nameOf } from "./shortcuts.js";

/** @type {import("./view.js").View|null} */
let view = null;

/** @param {import("./view.js").View} v */
export function render(v) {
  view = v;
}

/** @param {Document} inner the document of the stage */
export function listen(inner) {
  inner.addEventListener("keydown", letTabGo, true);
  for (const doc of [document, inner]) doc.addEventListener("keydown", pressed, true);
  inner.addEventListener("contextmenu", (event) => event.preventDefault());
  // That the stage has the focus is shown to those who came to it by Tab.
  inner.addEventListener("keyup", (event) => event.key === "Tab" && (inner.documentElement.dataset.tabbed = ""));
  // A press on the stage is elsewhere than the menu and the terminals.
  inner.addEventListener(
    "pointerdown",
    () => {
      delete inner.documentElement.dataset.tabbed;
      menu.close();
      if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.blur();
    },
    true,
  );
}

/**
 * The canvas takes every key for itself; Tab has to lead out of it.
 * @param {KeyboardEvent} event
 */
function letTabGo(event) {
  if (event.key === "Tab") event.stopImmediatePropagation();
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  if (view === null || event.defaultPrevented || event.isComposing) return;
  const key = nameOf(event);
  const target = /** @type {Element} */ (event.target);
  const typing = target.matches?.("input, textarea, select");
  if (key === "Escape") return escape(event, typing);
  if (document.querySelector("dialog[open]") || typing || target.closest?.("#menu")) return;
  if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) return done(event, "menu");
  // Space presses the button that has the focus, as ever; arrows move among tabs.
  if (key === " " && target.closest?.("button, [role=button]")) return;
  if (event.key.startsWith("Arrow") && target.closest?.("[role=tablist], [role=separator], .grip, .panel, #lesson")) return;
  const action = meaning(key, view);
  if (action !== "") done(event, action);
}

function done(event, action) {
  event.preventDefault();
  event.stopPropagation();
  act(action);
}

/** Closes what is uppermost. */
function escape(event, typing) {
  if (document.querySelector("dialog[open]")) return;
  if (closeTerm() || menu.close() || present.end() || inspector.hide()) event.preventDefault();
  else if (typing) /** @type {HTMLElement} */ (event.target).blur();
  else call("act", { action: "select none" });
}
