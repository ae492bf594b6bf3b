/** The inspector: tabs, and the panel that Go has made of the selection. */
import { act, offered, pageAction } from "./actions.js";
import { call } from "./bridge.js";
import { h, patch, unbroken } from "./dom.js";
import { find } from "./focus.js";
import { fetchGlossary, marked } from "./glossary.js";
import { icon, memberIcon } from "./icons.js";
import { layout } from "./preferences.js";
import { choosing, row as setting, settle } from "./settings.js";
import { t } from "./texts.js";

const tabs = document.querySelector("#inspector .tabs");
const place = document.querySelector("#inspector .panel");
/** What of a tab's neighbours stays in sight, CSS pixels. */
const EDGE = 20;
let shownTabs = "";
/** How wide they were when they were made to fit. */
let fitted = -1;
/** @type {import("./view.js").Choice[]|null} */
let shown = null;
/** As the last view had it; before the first there is nothing to compare with. */
let asked = -1;

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => v.inspector;

/** @param {import("./view.js").View} view */
export function render(view) {
  const { inspector } = view;
  shown = inspector.tabs;
  const list = JSON.stringify([inspector.tabs, view.lang]);
  if (list !== shownTabs) {
    shownTabs = list;
    fitTabs(inspector.tabs);
  }
  place.setAttribute("aria-labelledby", `tab-${inspector.tabs.find((tab) => tab.current)?.id}`);
  patch(place, panel(inspector.panel));
  settle(place);
  if ((inspector.asked ?? 0) > asked && asked >= 0) show();
  asked = inspector.asked ?? 0;
  if (inspector.panel.wants) bring(inspector.panel.wants);
  else brought = "";
  reveal();
}

/** What is being brought, or was and did not come: that is tried again once it is looked at again. */
let brought = "";

/** Brings a file that a panel cannot be made without. @param {string} file */
async function bring(file) {
  if (brought === file) return;
  brought = file;
  try {
    const answer = await fetch(file);
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    call("source", { text: await answer.text() });
  } catch (problem) {
    call("source", { why: `${file}: ${problem.message}` });
  }
}

let revealed = "";

/** Scrolls to the lines that ran, once others are shown. */
function reveal() {
  const code = place.querySelector(".source");
  const ran = code?.querySelectorAll(".ran") ?? [];
  const which = [...ran].map((line) => line.textContent).join("\n");
  if (which === revealed) return;
  revealed = which;
  if (ran.length === 0) return;
  const last = /** @type {HTMLElement} */ (ran[ran.length - 1]);
  const first = /** @type {HTMLElement} */ (ran[0]);
  const room = code.clientHeight - (last.offsetTop + last.offsetHeight - first.offsetTop);
  code.scrollTop = first.offsetTop - code.offsetTop - Math.max(20, room / 2);
  code.scrollLeft = 0;
}

/** Shortens the tabs to the room there is, and has the chosen one in sight. @param {import("./view.js").Choice[]} list */
function fitTabs(list) {
  fitted = tabs.clientWidth;
  renderTabs(list, false);
  tabs.classList.remove("tight", "tighter");
  if (tabs.scrollWidth > tabs.clientWidth) renderTabs(list, true);
  for (const step of ["tight", "tighter"]) tabs.classList.toggle(step, tabs.scrollWidth > tabs.clientWidth);
  const current = tabs.querySelector(".on");
  if (current === null) return;
  // Not by scrollIntoView: a drawer that is closed stands beside the window.
  const [box, at] = [tabs.getBoundingClientRect(), current.getBoundingClientRect()];
  const right = tabs.querySelector(".other").offsetWidth + EDGE;
  tabs.scrollLeft += Math.max(0, at.right + right - box.right) || Math.min(0, at.left - EDGE - box.left);
}

function renderTabs(list, short) {
  patch(tabs, [
    h(
      "div",
      { role: "tablist", class: "list", "aria-label": t("ui.inspector") },
      list.map((tab) =>
        h(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${tab.id}`,
            class: tab.current ? "on" : null,
            "aria-selected": String(Boolean(tab.current)),
            tabindex: tab.current ? 0 : -1,
            "data-act": tab.action ?? `tab ${tab.id}`,
            "aria-label": tab.mark ? `${tab.label}. ${tab.mark}` : null,
            title: tab.mark ?? null,
          },
          short ? (tab.short ?? tab.label) : tab.label,
          tab.mark && [" ", h("b", { class: "mark", "aria-hidden": "true" }, "!")],
        ),
      ),
    ),
    h(
      "button",
      { type: "button", class: "other", "data-act": "page terminals", "aria-label": t("ui.terminals") },
      icon("prompt"),
    ),
  ]);
}

/** Marks the words of the glossary in the panel that is made. @type {(text: string) => any} */
let mark = (text) => text;

/** @param {import("./view.js").Panel} p */
function panel(p) {
  mark = marked();
  return [
    h(
      "div",
      { class: "body", tabindex: 0 },
      h(
        "div",
        { class: "who" },
        p.icon && memberIcon(p.icon),
        h("div", {}, h("h2", {}, p.title), p.subtitle && h("p", {}, mark(p.subtitle))),
      ),
      p.sections.map((section) =>
        h("div", { class: "section" }, section.title && h("h3", {}, section.title), kinds[section.kind]?.(section)),
      ),
    ),
    p.actions.length > 0 &&
      h(
        "div",
        { class: "actions" },
        p.actions.map((a) => h("button", { class: "btn", ...offered(a) }, a.label)),
      ),
  ];
}

/** @type {Record<string, (s: import("./view.js").Section) => any>} */
const kinds = {
  pairs: (s) =>
    h(
      "dl",
      {},
      s.rows.map((row) => [h("dt", {}, told(row.cells[0])), h("dd", {}, spaced(row.cells.slice(1)))]),
    ),
  table: (s) =>
    h(
      "div",
      { class: "scroll" },
      h(
        "table",
        {},
        s.columns?.length &&
          h(
            "thead",
            {},
            h(
              "tr",
              {},
              s.columns.map((c) => h("th", { scope: "col", class: c.align }, mark(c.label ?? ""))),
            ),
          ),
        h(
          "tbody",
          {},
          s.rows.map((row, r) =>
            h(
              "tr",
              { class: row.selected ? "selected" : about(s, r) ? "about" : null, "aria-current": row.selected ? "true" : null, "data-act": row.action },
              row.cells.map((c, i) => h("td", { class: s.columns?.[i]?.align, colspan: i === row.cells.length - 1 && i + 1 < s.columns?.length ? s.columns.length - i : null }, i === 0 && row.action && !c.action ? first(c, row.action) : cell(c))),
            ),
          ),
        ),
      ),
    ),
  bars: (s) =>
    h(
      "div",
      { class: "bars" },
      s.rows.map((row) => [
        h("span", {}, cell(row.cells[0])),
        h("span", { class: "right" }, cell(row.cells[1])),
        h(
          "svg",
          { width: "100%", height: 8, "aria-hidden": "true" },
          h("path", { d: "M0 4H4000", class: "track" }),
          h("rect", {
            class: row.bar.kind,
            x: `${row.bar.from * 100}%`,
            width: `${Math.max(0.4, (row.bar.to - row.bar.from) * 100)}%`,
            y: 0.5,
            height: 7,
          }),
        ),
      ]),
    ),
  sides: (s) =>
    h(
      "table",
      { class: "sides" },
      s.rows.map((row) =>
        row.cells.slice(1).map((c, i) =>
          h(
            "tr",
            { class: i > 0 ? "other" : null },
            i === 0 && h("th", { scope: "rowgroup", rowspan: row.cells.length - 1 }, row.cells[0].text),
            h("td", {}, s.columns?.[i + 1]?.label),
            h("td", { class: "bar" }, h("i", { style: `width: ${100 * (c.share ?? 0)}%` })),
            h("td", { class: "right" }, c.text),
          ),
        ),
      ),
    ),
  chain: (s) =>
    h(
      "div",
      { class: "chain" },
      s.rows.map((row) => [
        h("span", {}, cell(row.cells[0])),
        h("span", { class: row.selected ? "selected" : null }, spaced(row.cells.slice(1), told)),
      ]),
    ),
  settings: (s) => h("div", { class: "settings" }, s.rows.map((row) => setting(row, cell))),
  text: (s) =>
    h(
      "div",
      { class: "prose" },
      s.rows.map((row) => h("p", {}, spaced(row.cells, told))),
    ),
  source: (s) =>
    h(
      "div",
      { class: "source", tabindex: 0, role: "region", "aria-label": t("ui.source") },
      h(
        "pre",
        {},
        s.rows.map((row) =>
          h(
            "div",
            { class: row.selected ? "ran" : null, "aria-current": row.selected ? "true" : null },
            row.cells.map((c, i) => h("span", { class: i === 0 ? "at" : (c.tone ?? null) }, c.text)),
          ),
        ),
      ),
    ),
  quote: (s) => h("figure", { class: "quote" }, h("figcaption", {}, s.rows[0].cells[0].text), h("blockquote", {}, s.rows[1].cells[0].text)),
  empty: (s) =>
    h(
      "div",
      { class: "empty" },
      s.rows.map((row) => h("p", {}, spaced(row.cells))),
    ),
};

/** Whether a row of a table only says more about the row before it. @param {import("./view.js").Section} s @param {number} r */
function about(s, r) {
  return r > 0 && s.rows[r].cells.length === 1 && s.rows[r].cells[0].tone === "quiet" && s.rows[r - 1].cells[0].tone !== "quiet";
}

function spaced(cells, write = cell) {
  return cells.map((c, i) => [i > 0 && " ", write(c)]);
}

/** A cell of words, in which those of the glossary are marked. @param {import("./view.js").Cell} c */
function told(c) {
  if (c.action || c.mono) return cell(c);
  return c.tone ? h("span", { class: c.tone }, mark(c.text)) : mark(c.text);
}

/** @param {import("./view.js").Cell} c */
function cell(c) {
  const names = [c.mono && "mono", c.tone].filter(Boolean).join(" ");
  if (c.action) return h("button", { type: "button", class: `link ${names}`, "data-act": c.action }, unbroken(c.text));
  return names === "" ? unbroken(c.text) : h("span", { class: names }, unbroken(c.text));
}

/** What leads a row that can be chosen is what keys reach. @param {import("./view.js").Cell} c @param {string} action */
function first(c, action) {
  return h("button", { type: "button", class: c.mono ? "mono" : null, "data-act": action }, cell({ ...c, mono: false }));
}

/** Where the inspector is a drawer or a sheet: opens it. */
export function show() {
  document.body.dataset.drawer = "open";
  document.body.dataset.sheet = "inspector";
  if (document.body.dataset.detent === "low") document.body.dataset.detent = "rest";
}

/** @returns {boolean} whether a drawer or sheet was there to be closed */
export function hide() {
  const { dataset } = document.body;
  const open = dataset.drawer === "open" || dataset.sheet === "inspector";
  delete dataset.drawer;
  dataset.sheet = "terminals";
  find();
  return open && ["phone", "tablet"].includes(layout());
}

/** Arrow keys among the tabs; the drawer's button. */
export function listen() {
  pageAction("drawer", () => (document.body.dataset.drawer === "open" ? hide() : show()));
  pageAction("inspector", show);
  pageAction("terminals", hide);
  choosing(place);
  // Also once a sheet comes that was away: it has no width before.
  new ResizeObserver(() => shown !== null && tabs.clientWidth !== fitted && fitTabs(shown)).observe(tabs);
  // What words mean is brought once somebody turns to the panels.
  for (const turn of ["pointerenter", "pointerdown", "focusin"]) place.parentElement.addEventListener(turn, () => fetchGlossary().catch(() => {}), { once: true });
  tabs.addEventListener("keydown", (event) => {
    const list = [...tabs.querySelectorAll("[role=tab]")];
    const at = list.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: list.length - 1 }[/** @type {KeyboardEvent} */ (event).key];
    if (at < 0 || to === undefined) return;
    const next = /** @type {HTMLElement} */ (list[(to + list.length) % list.length]);
    next.focus();
    act(next.dataset.act);
    event.preventDefault();
    event.stopPropagation();
  });
}
