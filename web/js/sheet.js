/**
 * The sheet of the phone: four heights, by dragging its grip, by tap, by arrow
 * keys. Beside the stage of a phone held sideways it has three widths, and is not
 * dragged.
 */
import { pageAction } from "./actions.js";
import { detents, nearest } from "./detents.js";
import { room } from "./keyboard.js";
import { layout } from "./preferences.js";

const { body } = document;

/** Whether a sheet stands beside the stage: see css/later/low.css. @param {HTMLElement} sheet */
const aside = (sheet) => sheet.offsetHeight >= innerHeight;

/** Follows grips and heads of the sheets. */
export function listen() {
  let dragged = false;
  pageAction("sheet", () => {
    const beside = aside(document.getElementById(body.dataset.sheet));
    if (!dragged) body.dataset.detent = { low: "rest", rest: beside ? "full" : "half", half: "full", full: "low" }[body.dataset.detent];
    dragged = false;
  });
  document.addEventListener("pointerdown", (down) => {
    const target = /** @type {Element} */ (down.target);
    const handle = target.closest(".grip, .term .status, #lesson .where");
    if (!handle || (target.closest("button") && !target.closest(".grip")) || layout() !== "phone") return;
    const sheet = /** @type {HTMLElement} */ (handle.closest("#terminals, #inspector, #lesson"));
    if (aside(sheet)) return;
    const offset = sheet.getBoundingClientRect().top - down.clientY;
    dragged = false;
    const move = (event) => {
      if (!dragged && Math.abs(event.clientY - down.clientY) < 6) return;
      dragged = true;
      body.classList.add("dragging");
      body.style.setProperty("--sheet", `${Math.max(48, Math.min(room() - 56, room() - event.clientY - offset))}px`);
    };
    const end = () => {
      removeEventListener("pointermove", move);
      body.classList.remove("dragging");
      if (dragged) body.dataset.detent = nearest(sheet.offsetHeight, room());
      body.style.removeProperty("--sheet");
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end, { once: true });
    addEventListener("pointercancel", end, { once: true });
  });
  for (const grip of document.querySelectorAll(".grip")) {
    grip.addEventListener("keydown", (event) => {
      const by = { ArrowUp: 1, ArrowLeft: 1, ArrowDown: -1, ArrowRight: -1 }[/** @type {KeyboardEvent} */ (event).key];
      if (by === undefined) return;
      const at = detents.indexOf(/** @type {any} */ (body.dataset.detent)) + by;
      body.dataset.detent = detents[Math.max(0, Math.min(at, detents.length - 1))];
      event.preventDefault();
      event.stopPropagation();
    });
  }
}
