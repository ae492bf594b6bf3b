/**
 * The focus is never lost: where what had it goes away, what is left of its panel
 * takes it, and where that has gone too, what leads back to it.
 */

/** What had the focus last, and the panel that it was in. @type {{at: Element, panel: string}|null} */
let last = null;

/** What is to have the focus once it is there. */
let wanted = "";

/** By panel: what takes the focus, the first that is there. */
const homes = {
  inspector: ["#inspector .on", '#tools [data-act="page drawer"]', ".status [data-act='page inspector']"],
  lesson: ["#lesson .text", "#lesson-menu button"],
  terminals: ["#terminals .grip", "#terminals .status button"],
  controls: ["#controls .play"],
};

const there = (/** @type {Element} */ at) => at.isConnected && at.checkVisibility({ visibilityProperty: true });

/** Gives the focus to something, if what had it is there no more. */
export function find() {
  const due = wanted === "" ? null : /** @type {HTMLElement|null} */ (document.querySelector(wanted));
  if (due && there(due)) {
    wanted = "";
    return due.focus({ preventScroll: true });
  }
  if (last === null || document.activeElement !== document.body || there(last.at)) return;
  const { panel } = last;
  last = null;
  const next = [...(homes[panel] ?? []), "#tools button", "#controls .play"].map((home) => document.querySelector(home)).find((home) => home && there(home));
  /** @type {HTMLElement|undefined} */ (next)?.focus({ preventScroll: true });
}

/** Gives the focus to what is about to be shown. @param {string} selector */
export function want(selector) {
  wanted = selector;
}

/** Lets the focus go: nothing takes it. */
export function release() {
  last = null;
  /** @type {HTMLElement|null} */ (document.activeElement)?.blur();
}

/** Remembers who has the focus. */
export function listen() {
  document.addEventListener("focusin", ({ target }) => {
    const at = /** @type {Element} */ (target);
    if (at.closest("dialog, #menu")) return; // who had it before gets it back
    last = { at, panel: at.closest("#inspector, #lesson, #terminals, #controls")?.id ?? "" };
  });
  // What is hidden loses the focus once the browser has laid out the page anew; what
  // is still there has let it go.
  document.addEventListener("focusout", () =>
    requestAnimationFrame(() => {
      if (last !== null && document.activeElement === document.body && there(last.at)) last = null;
      else find();
    }),
  );
  document.addEventListener("transitionend", find);
}
