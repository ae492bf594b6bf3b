/**
 * Where lessons come from: the built-in list, a file dropped on the page, an
 * address; and how far each was read. Nothing of them is fetched before it is
 * asked for.
 */
import { pageAction } from "./actions.js";
import { addressOf, lessonOf } from "./address.js";
import { call } from "./bridge.js";
import { h, patch } from "./dom.js";
import { openFile } from "./files.js";
import { want } from "./focus.js";
import { fetchGlossary } from "./glossary.js";
import { icon } from "./icons.js";
import { layout } from "./preferences.js";
import { keep, keepFile, keptFile, progress } from "./progress.js";
import { language, t } from "./texts.js";

/** @typedef {{title: string, about: string, minutes: number}} Told */
/** @typedef {{id: string, challenge?: boolean, in: {en: Told, zh: Told}}} Entry */

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("lessons"));
/** What a file may weigh; Go has the same bound. */
const BYTES_MAX = 256 * 1024;
/** How long a server may take for it, in milliseconds. */
const PATIENCE = 20000;

/** @type {Entry[]} */
let index = [];
/** What is open: the name of a built-in lesson, an address, or "file"; "" if nothing is. */
let open = "";
let lang = "";
/** Whether the stage has said that it is open. */
let running = false;

const list = (challenge) => index.filter((e) => Boolean(e.challenge) === challenge);

/** @returns {{n: number, all: number, challenge: boolean}|null} the place of what is open among the lessons, or the challenges */
export function place() {
  const entry = index.find((e) => e.id === open);
  if (entry === undefined) return null;
  const challenge = Boolean(entry.challenge);
  const all = list(challenge);
  return { n: all.indexOf(entry) + 1, all: all.length, challenge };
}

/** @returns {{id: string, title: string}|null} the lesson after the one that is open */
export function followUp() {
  const at = index.findIndex((e) => e.id === open);
  const next = at < 0 ? undefined : index[at + 1];
  return next ? { id: next.id, title: next.in[language()].title } : null;
}

/** The best score in the challenge that is open, or 0. */
export const best = () => progress(open).best ?? 0;

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => [v.lesson, v.lang];

/** The button of the header; progress; another language. @param {import("./view.js").View} view */
export function render(view) {
  const { lesson } = view;
  patch(document.getElementById("lesson-menu"), [
    h(
      "button",
      { type: "button", class: "btn", "data-act": "page lessons", "aria-haspopup": "dialog" },
      lesson ? [h("span", { class: "quiet" }, t("ui.lesson")), h("span", { class: "title" }, lesson.title)] : t("ui.lessons"),
      icon("down"),
    ),
  ]);
  if (lesson === null) {
    if (running) forget();
    return;
  }
  running = true;
  if (open === "") return;
  const last = lesson.step + 1 === lesson.steps.length;
  const done = last && !lesson.playing && (!lesson.question || lesson.question.answered) && (!lesson.goal || lesson.goal.reached);
  keep(open, { step: lesson.step, ...(done && { done }), ...(lesson.goal?.reached && { best: lesson.goal.used }) });
  if (lang !== view.lang) {
    lang = view.lang;
    if (index.some((e) => e.id === open)) reopen(lesson.step);
  }
}

/** The lesson was left, or another world has taken its place. */
function forget() {
  running = false;
  open = "";
  if (location.hash.startsWith("#lesson=")) history.replaceState(null, "", location.pathname + location.search);
}

async function reopen(step) {
  try {
    const file = await builtIn(open);
    call("lesson", { ...file, step });
  } catch (problem) {
    showList(problem.message);
  }
}

const tooBig = (n) => t("ui.lesson-too-big", { n, most: BYTES_MAX });

/** @param {string} url @returns {Promise<string>} */
async function fetched(url) {
  let why = "";
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.ok) {
      const text = await answer.text();
      if (/^\s*</.test(text)) why = t("ui.lesson-html");
      else if (text.length <= BYTES_MAX) return text;
      else why = tooBig(text.length);
    } else why = `HTTP ${answer.status}`;
  } catch (problem) {
    // A browser says no more of it than that it has failed.
    why = problem instanceof TypeError || problem.name === "TimeoutError" ? t("ui.lesson-no-answer") : problem.message;
  }
  throw new Error(t("ui.lesson-unreachable", { url, why }));
}

async function builtIn(id) {
  const name = `${language()}/${id}.md`;
  return { name, text: await fetched(`lessons/${name}`) };
}

async function fetchIndex() {
  if (index.length === 0) index = JSON.parse(await fetched("lessons/index.json")).lessons;
}

/**
 * Opens a lesson by the name of a built-in one, by its address, or, for "file",
 * the one that was dropped last.
 * @param {string} which
 * @param {number} [step] where it was left, if not said
 */
export async function openLesson(which, step = -1) {
  try {
    await Promise.all([fetchIndex(), fetchGlossary()]);
    const address = addressOf(which, document.baseURI);
    if (!address && which.includes(":")) throw new Error(t("ui.lesson-unreachable", { url: which, why: t("ui.lesson-scheme") }));
    const file = which === "file" ? keptFile() : address ? { name: address, text: await fetched(address) } : await builtIn(which);
    if (file === null) return showList();
    start(which, file, step);
  } catch (problem) {
    showList(problem.message);
  }
}

/** @param {string} which @param {{name: string, text: string}} file */
function start(which, file, step) {
  const kept = progress(which);
  const resumed = call("lesson", { ...file, step: step >= 0 ? step : kept.done ? 0 : kept.step });
  open = which;
  lang = language();
  running = true;
  history.replaceState(null, "", `#lesson=${which}`);
  if (dialog.querySelector(":focus-visible")) want("#lesson .text");
  if (dialog.open) dialog.close();
  // Where there is a column for it, the code that runs is beside the text.
  if (!resumed && layout() === "wide") call("act", { action: "tab code" });
  document.body.dataset.sheet = "lesson";
  if (document.body.dataset.detent !== "full") document.body.dataset.detent = "half";
}

/** @param {File} file that somebody chose or dropped */
export async function openLessonFile(file) {
  try {
    await Promise.all([fetchIndex(), fetchGlossary()]);
    if (file.size > BYTES_MAX) throw new Error(t("ui.lesson-bad", { why: `${file.name}: ${tooBig(file.size)}` }));
    const told = { name: file.name, text: await file.text() };
    start("file", told, 0);
    keepFile(told);
  } catch (problem) {
    showList(problem.message);
  }
}

/** Follows the address bar. @param {string} hash as in "#lesson=the-log" @returns {boolean} whether it names a lesson */
export function openAddress(hash) {
  const which = lessonOf(hash);
  if (which === null) return false;
  if (which !== open) openLesson(which);
  return true;
}

/** @param {string} [problem] that is told above the list */
async function showList(problem = "") {
  if (problem === "" && index.length === 0) {
    patch(dialog, frame(h("p", { class: "quiet", role: "status" }, t("ui.lesson-loading"))));
    if (!dialog.open) dialog.showModal();
    try {
      await fetchIndex();
    } catch (failed) {
      problem = failed.message;
    }
  }
  patch(dialog, frame([problem !== "" && h("p", { class: "failure", role: "alert" }, problem), chapters(), own()]));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
}

function frame(content) {
  return [
    h(
      "header",
      {},
      h("h2", { id: "lessons-title" }, t("ui.lessons")),
      h("span", { class: "space" }),
      h("button", { type: "button", class: "btn", "data-act": "page close-lessons", "aria-label": t("ui.close"), title: t("ui.close") }, icon("close")),
    ),
    content,
  ];
}

function chapters() {
  return h(
    "div",
    { class: "chapters" },
    [false, true].map(
      (challenge) =>
        list(challenge).length > 0 &&
        h(
          "section",
          {},
          h("h3", {}, t(challenge ? "ui.lesson-challenges" : "ui.lessons")),
          h(
            "ol",
            {},
            list(challenge).map((e) => item(e)),
          ),
        ),
    ),
  );
}

/** @param {Entry} e */
function item(e) {
  const { title, about, minutes } = e.in[language()];
  const { step, done, best: record } = progress(e.id);
  const state = record ? t("ui.lesson-best", { n: record }) : done ? t("ui.lesson-done") : step > 0 ? t("ui.lesson-left-at", { step: step + 1 }) : "";
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", "data-act": `page lesson ${e.id}`, "aria-current": e.id === open ? "true" : null },
      h("span", { class: "name" }, done && icon("check"), h("b", {}, title)),
      h("span", { class: "quiet" }, [t("ui.lesson-minutes", { n: minutes }), state].filter(Boolean).join(" · ")),
      h("span", { class: "second" }, about),
    ),
  );
}

function own() {
  return h(
    "form",
    { class: "own" },
    h("p", {}, t("ui.lesson-own"), " ", h("a", { href: "lessons/README.md", target: "_blank", rel: "noopener" }, t("ui.lesson-write"))),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", class: "btn", "data-act": "page lesson-file" }, t("ui.lesson-file")),
      h("input", { type: "url", name: "address", "aria-label": t("ui.lesson-address"), placeholder: "https://…" }),
      h("button", { type: "submit", class: "btn" }, t("ui.lesson-open")),
    ),
  );
}

/** Names the actions. */
export function listen() {
  pageAction("lessons", () => showList());
  pageAction("close-lessons", () => dialog.close());
  pageAction("lesson", (id) => openLesson(id));
  pageAction("lesson-close", () => call("act", { action: "lesson close" }));
  pageAction("lesson-sheet", () => (document.body.dataset.sheet = "lesson"));
  pageAction("lesson-file", () => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".md,.markdown,.txt,.raftarium,text/markdown";
    input.onchange = () => input.files?.[0] && openFile(input.files[0]);
    input.click();
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("address") ?? "").trim();
    if (/^https?:\/\//.test(address)) openLesson(address);
    else if (address !== "") showList(t("ui.lesson-unreachable", { url: address, why: t("ui.lesson-scheme") }));
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
