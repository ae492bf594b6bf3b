/**
 * The terminals side by side, as many as fit; on a phone one, with the others'
 * letters beside it. Which are in sight is the viewer's matter, not the world's.
 */
import { pageAction } from "./actions.js";
import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { layout } from "./preferences.js";
import { Terminal } from "./terminal.js";
import { t } from "./texts.js";

/** Narrower than this a terminal breaks nearly every line. */
const WIDTH_MIN = 400;

const root = document.getElementById("terminals");
const panes = root.querySelector(".panes");
/** @type {Map<string, Terminal>} */
const terminals = new Map();
/** @type {string[]} */
let inSight = [];
/** @type {import("./view.js").Terminal[]} */
let said = [];
let shown = "";
let lang = "";

/** @param {import("./view.js").View} view */
export function render(view) {
  said = view.terminals;
  const before = terminals.size;
  for (const one of said) {
    if (!terminals.has(one.id)) terminals.set(one.id, new Terminal(one.id));
    terminals.get(one.id).update(one);
  }
  for (const id of [...terminals.keys()]) {
    if (!said.some((one) => one.id === id)) terminals.delete(id);
  }
  if (lang !== view.lang) {
    lang = view.lang;
    for (const terminal of terminals.values()) terminal.label();
  }
  // One more than before was asked for: it is shown and takes the line, unless a
  // lesson has opened it.
  const added = before > 0 && terminals.size > before ? said.at(-1).id : "";
  if (added !== "") bring(added);
  place();
  if (added !== "" && (view.lesson === null || root.contains(document.activeElement))) focus(added);
}

/** Puts the terminals in sight into their places and says how each is. */
export function place() {
  const wide = layout() === "phone" ? 1 : Math.max(1, Math.floor(root.clientWidth / WIDTH_MIN));
  inSight = inSight.filter((id) => terminals.has(id)).slice(0, wide);
  for (const { id } of said) {
    if (inSight.length < wide && !inSight.includes(id)) inSight.push(id);
  }
  if (wide > 1) inSight.sort();
  const now = JSON.stringify([inSight, layout(), lang, document.body.hasAttribute("data-lesson"), said.map(({ id, status, busy, waiting, took }) => [id, status, busy, waiting, took])]);
  if (now === shown) return;
  shown = now;
  const wanted = inSight.map((id) => terminals.get(id).el);
  const followed = inSight.map((id) => terminals.get(id)).filter((terminal) => terminal.following);
  if (wanted.some((el, i) => panes.children[i] !== el) || panes.children.length !== wanted.length) {
    panes.replaceChildren(...wanted);
  }
  for (const id of inSight) patch(terminals.get(id).status, status(id));
  // What is put elsewhere loses its scroll position.
  for (const terminal of followed) terminal.toEnd();
}

function status(id) {
  const phone = layout() === "phone";
  const last = inSight.at(-1) === id;
  const own = h("b", { class: "badge own", "aria-hidden": "true" }, id);
  const hidden = last ? said.map((one) => one.id).filter((other) => !inSight.includes(other)) : [];
  const other = (o) =>
    h(
      "button",
      { type: "button", class: "badge other", "data-act": `page terminal ${o}`, "aria-label": t("ui.terminal", { id: o }) },
      o,
    );
  return [
    phone ? said.map((one) => (one.id === id ? own : other(one.id))) : own,
    h(
      "span",
      { class: "words" },
      words(
        said.find((one) => one.id === id),
        phone,
      ),
    ),
    h("span", { class: "space" }),
    !phone && hidden.map(other),
    last &&
      h(
        "button",
        {
          type: "button",
          class: "btn bare",
          "data-act": "terminal new",
          "aria-label": t("ui.terminal-new"),
          title: t("ui.terminal-new"),
        },
        icon("plus"),
      ),
    phone &&
      document.body.hasAttribute("data-lesson") &&
      h("button", { type: "button", class: "btn bare", "data-act": "page lesson-sheet", "aria-label": t("ui.lesson") }, icon("book")),
    phone &&
      h(
        "button",
        { type: "button", class: "btn bare", "data-act": "page inspector", "aria-label": t("ui.inspector") },
        icon("panel"),
      ),
  ];
}

/** @param {import("./view.js").Terminal} one */
function words(one, phone) {
  if (one.waiting !== "") {
    const [before, after] = t("ui.waiting", { member: one.waiting }).split("{key}");
    return [before, h("button", { type: "button", "data-act": `page interrupt ${one.id}` }, h("kbd", {}, "Ctrl C")), !phone && after];
  }
  const other = phone && said.find((o) => o.id !== one.id && o.waiting !== "");
  if (other) return t("ui.other-waiting", { id: other.id, member: other.waiting });
  return one.took && !phone ? h("button", { type: "button", class: "took", "data-act": one.took, title: t("ui.took") }, one.status) : one.status;
}

/** Brings a terminal into sight, in the place of the one used last. @param {string} id */
function bring(id) {
  if (inSight.includes(id)) return;
  const used = Math.max(
    0,
    inSight.findIndex((one) => terminals.get(one)?.el.contains(document.activeElement)),
  );
  const wide = layout() === "phone" ? 1 : Math.max(1, Math.floor(root.clientWidth / WIDTH_MIN));
  if (inSight.length < wide) inSight.push(id);
  else inSight[used] = id;
}

/** Brings a terminal into sight. @param {string} id */
export function show(id) {
  if (!terminals.has(id) || inSight.includes(id)) return;
  bring(id);
  place();
}

/** Brings a terminal into sight and gives it the keys. @param {string} id */
export function focus(id) {
  if (!terminals.has(id)) return;
  document.body.dataset.sheet = "terminals";
  if (document.body.dataset.detent === "low") document.body.dataset.detent = "rest";
  bring(id);
  place();
  terminals.get(id).focus();
}

/** Puts a line into terminal A, to be looked at and sent. @param {string} line */
export function propose(line) {
  const id = said[0]?.id;
  if (id === undefined) return;
  focus(id);
  terminals.get(id).propose(line);
}

/** Actions of the panes, and the bar that resizes them. */
export function listen() {
  pageAction("terminal", focus);
  pageAction("interrupt", (id) => terminals.get(id)?.interrupt());
  pageAction("try", propose);
  pageAction("type-in", (rest) => {
    const [, id, line] = /^(\S+) (.*)$/s.exec(rest);
    focus(id);
    terminals.get(id)?.propose(line);
  });
  const bar = /** @type {HTMLElement} */ (root.querySelector(".split"));
  const told = () => bar.setAttribute("aria-valuenow", String(Math.round((root.offsetHeight / innerHeight) * 100)));
  const resize = (height) => {
    const to = Math.round(Math.max(64, Math.min(height, innerHeight * 0.4)));
    document.documentElement.style.setProperty("--terms", `${to}px`);
  };
  bar.setAttribute("aria-valuemin", "0");
  bar.setAttribute("aria-valuemax", "40");
  new ResizeObserver(() => {
    told();
    if (said.length > 0) place();
  }).observe(root);
  bar.addEventListener("pointerdown", (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener("pointermove", (event) => {
    if (bar.hasPointerCapture(event.pointerId)) resize(innerHeight - event.clientY);
  });
  bar.addEventListener("dblclick", () => document.documentElement.style.removeProperty("--terms"));
  bar.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 20, ArrowDown: -20 }[event.key];
    if (by === undefined) return;
    resize(root.offsetHeight + by);
    event.preventDefault();
    event.stopPropagation();
  });
}
