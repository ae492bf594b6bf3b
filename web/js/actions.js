/**
 * Every control carries its action as a string, `data-act`. Those that begin
 * with "page " concern the page alone; all others go to Go as they are.
 */
import { call } from "./bridge.js";
import { toast } from "./toast.js";

/** @type {Record<string, (rest: string, from: Element|null) => void>} */
const own = {};

/**
 * Names what an action of the page does.
 * @param {string} name
 * @param {(rest: string, from: Element|null) => void} does
 */
export function pageAction(name, does) {
  own[name] = does;
}

/**
 * Runs an action; what goes wrong is told in a toast.
 * @param {string} action
 * @param {Element|null} [from]
 */
export function act(action, from = null) {
  try {
    if (action.startsWith("page ")) {
      const [, name, rest] = /^page (\S+) ?(.*)$/s.exec(action);
      own[name]?.(rest, from);
    } else {
      call("act", { action });
    }
  } catch (problem) {
    toast(problem.message);
  }
}

/** Listens for clicks on controls anywhere in the document. */
export function listen() {
  document.addEventListener("click", (event) => {
    const control = /** @type {Element} */ (event.target).closest?.("[data-act]");
    if (!control) return;
    // Who has marked the words of a row wants to copy them.
    if (control.localName === "tr" && getSelection()?.isCollapsed === false) return;
    // A disabled control still answers why.
    if (control.getAttribute("aria-disabled") === "true") toast(control.dataset.why ?? "");
    else act(control.dataset.act, control);
  });
}

/**
 * The attributes of a button for an action that Go offers.
 * @param {import("./view.js").Action} a
 */
export function offered(a) {
  return {
    type: "button",
    "data-act": a.action,
    "aria-disabled": a.disabled ? "true" : null,
    "data-why": a.disabled ? a.why : null,
    title: a.disabled ? a.why : null,
  };
}
