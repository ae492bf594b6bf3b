/**
 * The words of the field, explained where they occur in lessons and panels: the
 * first time in a step, or in a panel, each becomes a button that shows what it
 * means.
 */
import { pageAction } from "./actions.js";
import { h, patch, unbroken } from "./dom.js";
import { matcher, prepare } from "./terms.js";
import { language } from "./texts.js";

/** @typedef {{words: string[], text: string}} Told */
/** @typedef {{id: string, en: Told, zh: Told}} Entry */

/** What must not begin a line. */
const CLOSING = /^[.,;:!?)\]”’»。，；：、！？）】」』]+/;

const box = document.getElementById("term");
/** @type {Entry[]} */
let entries = [];
/** The words of a language, made ready. @type {{lang: string, of: import("./terms.js").Words}|null} */
let ready = null;
/** @type {Element|null} */
let opener = null;

/** Fetches the glossary, once. Without it lessons are as readable as before. */
export async function fetchGlossary() {
  if (entries.length > 0) return;
  const answer = await fetch("lessons/glossary.json");
  if (answer.ok) entries = (await answer.json()).terms;
  ready = null;
  dispatchEvent(new Event("words"));
}

/**
 * @param {"en"|"zh"} [lang] of the text; without it, that of the page
 * @returns {(text: string) => any} marks words in a text; each word once
 */
export function marked(lang = language()) {
  if (ready?.lang !== lang) ready = { lang, of: prepare(entries.map((e) => ({ id: e.id, words: e[lang].words }))) };
  const find = matcher(ready.of);
  return (text) => {
    const pieces = find(text);
    return pieces.map((piece, i) => {
      if (!piece.id) return unbroken(i > 0 ? piece.text.replace(CLOSING, "") : piece.text);
      const word = h("button", { type: "button", class: "word", "data-act": `page term ${piece.id}`, "aria-haspopup": "dialog" }, piece.text);
      const closing = pieces[i + 1]?.text.match(CLOSING)?.[0];
      return closing ? h("span", { class: "name" }, word, closing) : word;
    });
  };
}

/** @returns {boolean} whether an explanation was open */
export function closeTerm() {
  if (box.hidden) return false;
  box.hidden = true;
  if (opener instanceof HTMLElement && document.contains(opener)) opener.focus({ preventScroll: true });
  opener = null;
  return true;
}

function open(id, from) {
  const entry = entries.find((e) => e.id === id);
  if (!entry || !from) return;
  if (!box.hidden && opener === from) return closeTerm();
  const told = entry[language()];
  patch(box, [h("b", {}, told.words[0]), h("p", {}, told.text)]);
  box.setAttribute("aria-label", told.words[0]);
  opener = from;
  box.hidden = false;
  const at = from.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const below = at.bottom + 6 + height < innerHeight - 8;
  box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  box.style.top = `${Math.max(8, below ? at.bottom + 6 : at.top - 6 - height)}px`;
  box.focus({ preventScroll: true });
}

/** Opens at a word, closes elsewhere. */
export function listen() {
  pageAction("term", open);
  document.addEventListener(
    "pointerdown",
    (event) => {
      const target = /** @type {Element} */ (event.target);
      if (!box.hidden && !box.contains(target) && target.closest(".word") !== opener) closeTerm();
    },
    true,
  );
  // It stands at the end of the document: the way on is that of its word.
  box.addEventListener("keydown", (event) => event.key === "Tab" && closeTerm());
  addEventListener("resize", closeTerm);
}
