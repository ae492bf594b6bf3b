/**
 * The lesson that is open: where one is, its text, its question or its goal, and
 * the way on. What is right and what comes next, Go says; prose arrives as spans
 * of text, never as HTML, since a lesson may come from a stranger.
 */
import { act } from "./actions.js";
import { h, patch } from "./dom.js";
import { marked } from "./glossary.js";
import { icon } from "./icons.js";
import { best, followUp, place as placeOf } from "./lessons.js";
import { show } from "./terminals.js";
import { language, t } from "./texts.js";

const root = document.getElementById("lesson");
const where = root.querySelector(".where");
const text = /** @type {HTMLElement} */ (root.querySelector(".text"));
const way = root.querySelector(".way");
let shown = "";
let typed = "";
/** What is said of prose in another language than the page's. @type {{lang?: string}} */
let tongue = {};
/** The question of the step has been answered. */
let answered = false;

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => [v.lesson, v.lang, v.terminals.map((one) => one.id)];

/** @param {import("./view.js").View} view */
export function render({ lesson }) {
  document.body.toggleAttribute("data-lesson", lesson !== null);
  root.hidden = lesson === null;
  if (lesson === null) {
    if (document.body.dataset.sheet === "lesson") document.body.dataset.sheet = "terminals";
    shown = "";
    return;
  }
  if (lesson.terminal !== typed) {
    typed = lesson.terminal;
    // The terminals are drawn after this panel.
    queueMicrotask(() => show(typed));
  }
  const now = `${lesson.name} ${lesson.step}`;
  const moved = now !== shown;
  patch(where, head(lesson));
  patch(text, body(lesson));
  patch(way, foot(lesson));
  const answeredBefore = answered;
  answered = lesson.question?.answered ?? false;
  // What is told then stands below the answers, where it may not be seen.
  if (answered && !answeredBefore) text.querySelector(".question + *")?.scrollIntoView({ block: "nearest" });
  if (!moved) return;
  if (shown === "") document.body.dataset.sheet = "lesson";
  shown = now;
  text.scrollTop = 0;
}

/** @param {import("./view.js").Lesson} lesson */
function head(lesson) {
  const at = { step: lesson.step + 1, steps: lesson.steps.length };
  const known = placeOf();
  const place = !known ? t("ui.lesson-step", at) : known.challenge ? t("ui.challenge-place", known) : t("ui.lesson-place", { ...known, ...at });
  return [
    h(
      "div",
      { class: "line" },
      h("span", { class: "quiet", role: "status" }, place),
      h("span", { class: "space" }),
      other("terminals", "prompt", t("ui.terminals")),
      other("inspector", "panel", t("ui.inspector")),
      h(
        "button",
        { type: "button", class: "btn bare", "data-act": "page lesson-close", "aria-label": t("ui.lesson-leave"), title: t("ui.lesson-leave") },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "steps", role: "group", "aria-label": t("ui.lesson-steps") },
      lesson.steps.map((title, i) =>
        h("button", {
          type: "button",
          class: i < lesson.step ? "past" : i === lesson.step ? "now" : "",
          "aria-current": i === lesson.step ? "step" : null,
          "aria-label": `${i + 1}: ${title}`,
          title,
          "data-act": `lesson step ${i + 1}`,
        }),
      ),
    ),
  ];
}

/** On a phone, where the text is the sheet: the way to the other sheets. */
function other(sheet, name, label) {
  return h("button", { type: "button", class: "btn bare other", "data-act": `page ${sheet}`, "aria-label": label }, icon(name));
}

/** @param {import("./view.js").Lesson} lesson */
function body(lesson) {
  const mark = marked(lesson.lang);
  tongue = lesson.lang === language() ? {} : { lang: lesson.lang === "zh" ? "zh-Hans" : "en" };
  return [
    lesson.step === 0 && h("h2", tongue, lesson.title),
    lesson.step === 0 && h("p", { class: "quiet about" }, [t("ui.lesson-minutes", { n: lesson.minutes }), ...lesson.sections].join(" · ")),
    h("h3", tongue, lesson.steps[lesson.step]),
    blocks(lesson.blocks, mark),
    lesson.question && question(lesson.question, mark),
    blocks(lesson.after, mark),
    lesson.goal && goal(lesson.goal, mark),
    lesson.failure && h("p", { class: "failure", role: "alert" }, t("ui.lesson-fails", { why: lesson.failure })),
  ];
}

function blocks(list, mark) {
  return list.map(({ kind, items, first = 0 }) => {
    if (kind === "ul" || kind === "ol")
      return h(
        kind,
        { start: kind === "ol" && first !== 1 ? first : null, ...tongue },
        items.map((item) => h("li", {}, spans(item, mark))),
      );
    return h({ h: "h4", pre: "pre" }[kind] ?? "p", tongue, spans(items[0], mark));
  });
}

/** @param {import("./view.js").Span[]} list */
function spans(list, mark) {
  return list.map(({ text, style, url }) => {
    if (style === "a") return h("a", url.startsWith("#") ? { href: url } : { href: url, target: "_blank", rel: "noopener" }, text);
    if (style) return h(style, {}, style === "code" ? text : mark(text));
    return mark(text);
  });
}

/** @param {import("./view.js").Question} q */
function question(q, mark) {
  const open = !q.answered && !q.running;
  return h(
    "div",
    { class: "question" },
    h("h4", { id: "question", ...tongue }, spans(q.text, mark)),
    q.lines.map((line) => h("p", { class: "typed" }, line)),
    h(
      "div",
      { role: "radiogroup", "aria-labelledby": "question", class: "answers" },
      q.answers.map((a, i) =>
        h(
          "button",
          {
            type: "button",
            role: "radio",
            class: [a.chosen && "chosen", a.right && "right"].filter(Boolean).join(" ") || null,
            "aria-checked": String(a.chosen),
            "aria-disabled": open ? null : "true",
            "data-act": `lesson choose ${i + 1}`,
          },
          a.right ? icon("check") : h("span", { class: "mark" }),
          h(
            "span",
            {},
            h(
              "span",
              tongue,
              spans(a.text, (s) => s),
            ),
            a.right && h("span", { class: "said" }, t("ui.lesson-right")),
            q.answered && a.chosen && !a.right && h("span", { class: "said" }, t("ui.lesson-yours")),
          ),
        ),
      ),
    ),
    open &&
      h(
        "div",
        { class: "buttons" },
        h(
          "button",
          {
            type: "button",
            class: "btn main",
            "data-act": "lesson run",
            "aria-disabled": q.answers.some((a) => a.chosen) ? null : "true",
            "data-why": t("ui.lesson-choose"),
          },
          t("ui.lesson-run"),
        ),
        q.has_hint && h("button", { type: "button", class: "btn bare", "data-act": "lesson hint" }, t("ui.lesson-hint")),
      ),
    q.running && h("p", { class: "quiet" }, t("ui.lesson-playing")),
    q.hint && h("p", { class: "hint", ...tongue }, spans(q.hint, mark)),
  );
}

/** @param {import("./view.js").Goal} g */
function goal(g, mark) {
  const record = best();
  return h(
    "div",
    { class: "question goal" },
    h("h4", tongue, spans(g.text, mark)),
    g.allow.length > 0 && h("p", { class: "quiet" }, t("ui.lesson-allowed", { verbs: g.allow.join(", ") })),
    h("p", { class: g.reached ? "reached" : g.refused ? "danger" : "", role: "status" }, g.reached && icon("check"), g.told),
    record > 0 && h("p", { class: "quiet" }, t("ui.lesson-best", { n: record })),
    g.hints.map((hint) => h("p", { class: "hint", ...tongue }, spans(hint, mark))),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "button", class: "btn", "data-act": "lesson again" }, t("ui.lesson-again")),
      g.more && h("button", { type: "button", class: "btn bare", "data-act": "lesson hint" }, t("ui.lesson-hint")),
    ),
  );
}

/** @param {import("./view.js").Lesson} lesson */
function foot(lesson) {
  const last = lesson.step + 1 === lesson.steps.length;
  const after = followUp();
  const next = lesson.playing
    ? { label: t("ui.lesson-skip"), action: "lesson skip", then: "" }
    : !last
      ? { label: t("ui.lesson-next"), action: "lesson next", then: t("ui.lesson-then", { title: lesson.steps[lesson.step + 1] }) }
      : after && { label: t("ui.lesson-next-lesson"), action: `page lesson ${after.id}`, then: after.title };
  return [
    h(
      "button",
      { type: "button", class: "btn", "data-act": "lesson back", "aria-disabled": lesson.step === 0 ? "true" : null, "data-why": "" },
      icon("left"),
      t("ui.lesson-back"),
    ),
    h("span", { class: "then quiet" }, next ? next.then : t("ui.lesson-end")),
    next && h("button", { type: "button", class: "btn next", "data-act": next.action }, next.label, icon("right")),
  ];
}

/** Arrows move among the answers. */
export function listen() {
  root.addEventListener("keydown", (event) => {
    const from = /** @type {Element} */ (event.target).closest("[role=radio]");
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[/** @type {KeyboardEvent} */ (event).key];
    if (!from || by === undefined) return;
    const all = [...root.querySelectorAll("[role=radio]")];
    const to = /** @type {HTMLElement} */ (all[(all.indexOf(from) + by + all.length) % all.length]);
    to.focus();
    act(to.dataset.act);
    event.preventDefault();
    event.stopPropagation();
  });
}
