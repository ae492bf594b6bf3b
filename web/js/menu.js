/**
 * Menus: what can be done with a thing of the stage (Go says what and where),
 * and the choices of a few buttons of the page. One is open at a time.
 */
import { act, offered, pageAction } from "./actions.js";
import { call } from "./bridge.js";
import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { toast } from "./toast.js";

/**
 * One of several choices is marked; with alone it is on or off by itself.
 * @typedef {import("./view.js").Action & {marked?: boolean, alone?: boolean}} Item
 */

const place = document.getElementById("menu");
/** @type {Element|null} */
let before = null;
let fromStage = false;
let shown = "null";

/**
 * Opens a menu below (or above) a button.
 * @param {Element} anchor
 * @param {string} title for those who hear it
 * @param {Item[]} items
 */
export function openAt(anchor, title, items) {
  const box = anchor.getBoundingClientRect();
  open(box.left, box.bottom + 4, title, items, false, box.top - 4);
}

/** @returns {boolean} whether there was one to be closed */
export function close() {
  if (place.hidden) return false;
  place.hidden = true;
  if (before instanceof HTMLElement && document.contains(before)) before.focus({ preventScroll: true });
  if (fromStage) call("act", { action: "menu close" });
  fromStage = false;
  return true;
}

/** @param {import("./view.js").View} view */
export function render(view) {
  const now = JSON.stringify(view.menu ?? null);
  if (now === shown) return;
  shown = now;
  if (!view.menu) {
    if (fromStage) {
      fromStage = false;
      close();
    }
    return;
  }
  const box = document.querySelector("#stage iframe").getBoundingClientRect();
  open(box.left + view.menu.x, box.top + view.menu.y, view.menu.title, view.menu.items, true);
}

function open(x, y, title, items, ofStage, above = y) {
  if (place.hidden) before = document.activeElement;
  fromStage = ofStage;
  patch(place, [
    ofStage && title !== "" && h("div", { class: "title", "aria-hidden": "true" }, title),
    items.map((item, i) =>
      h(
        "button",
        {
          role: item.marked === undefined ? "menuitem" : item.alone ? "menuitemcheckbox" : "menuitemradio",
          class: item.alone && !items[i - 1]?.alone ? "apart" : null,
          "aria-checked": item.marked === undefined ? null : String(item.marked),
          tabindex: -1,
          ...offered(item),
        },
        item.marked !== undefined && h("span", { class: "mark" }, item.marked && icon("check")),
        h("span", {}, item.label),
        item.key && h("span", { class: "key" }, item.key),
      ),
    ),
  ]);
  place.setAttribute("aria-label", title);
  place.hidden = false;
  const { offsetWidth: width, offsetHeight: height } = place;
  const top = y + height > innerHeight - 8 && above - height > 8 ? above - height : y;
  place.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  place.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
  (place.querySelector("[aria-checked=true]") ?? place.querySelector("button"))?.focus({ preventScroll: true });
}

/** How long what was typed in a menu waits for more, in milliseconds. */
const TYPED_MS = 1000;
let typed = "";
let typedAt = 0;

/**
 * Goes to the next item that begins with what is typed, or else has it: "7" finds
 * what is about etcd-07. The same letter again goes on to the one after.
 */
function typeAhead(key, items, at) {
  typed = performance.now() - typedAt < TYPED_MS && typed !== key ? typed + key : key;
  typedAt = performance.now();
  const word = typed.toLowerCase();
  const from = word.length > 1 ? at : at + 1;
  const ring = [...items.slice(Math.max(0, from)), ...items.slice(0, Math.max(0, from))];
  const text = (item) => item.textContent.trim().toLowerCase();
  (ring.find((item) => text(item).startsWith(word)) ?? ring.find((item) => text(item).includes(word)))?.focus();
}

/** Keys, choices, and clicks elsewhere. */
export function listen() {
  pageAction("close-menu", close);
  place.addEventListener("click", (event) => {
    const item = /** @type {Element} */ (event.target).closest("button");
    if (!item) return;
    event.stopPropagation();
    if (item.getAttribute("aria-disabled") === "true") return toast(item.dataset.why ?? "");
    close();
    act(item.dataset.act, before);
  });
  place.addEventListener("keydown", (event) => {
    const items = [...place.querySelectorAll("button")];
    const at = items.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    if (performance.now() - typedAt >= TYPED_MS) typed = "";
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) items[(to + items.length) % items.length]?.focus();
    else if (event.key === "Tab") close();
    else if (event.key.length === 1 && (event.key !== " " || typed !== "")) typeAhead(event.key, items, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener(
    "pointerdown",
    (event) => {
      if (!place.hidden && !place.contains(/** @type {Node} */ (event.target))) close();
    },
    true,
  );
}
