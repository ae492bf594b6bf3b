/**
 * The texts of the page in the language of the viewer. All of them come from
 * Go's one catalogue; only what is to be read before Go runs lies in the page.
 */
import { call } from "./bridge.js";

/** @type {Record<string, string>} */
let catalogue = {};

/** The language that the document is in. @returns {"en"|"zh"} */
export function language() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

/** Takes the texts of loading and failure that the build has put into the page. */
export function useLoadingTexts() {
  const inline = JSON.parse(document.getElementById("texts-loading").textContent);
  catalogue = inline[language()];
}

/** Asks Go for the catalogue of a language and fills the document's fixed parts. @param {"en"|"zh"} lang */
export function useLanguage(lang) {
  catalogue = { ...catalogue, ...call("texts", { lang }) };
  document.documentElement.lang = lang === "zh" ? "zh-Hans" : "en";
  label(document.body);
}

/**
 * The text of that id with {names} filled in. A missing one shows as its id.
 * @param {string} id
 * @param {Record<string, string|number>} [values]
 */
export function t(id, values = {}) {
  return fill(catalogue[id] ?? id, values);
}

/** @param {string} text @param {Record<string, string|number>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

function label(root) {
  for (const el of root.querySelectorAll("[data-label]")) el.setAttribute("aria-label", t(el.dataset.label));
}
