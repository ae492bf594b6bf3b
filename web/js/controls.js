/** Playback: back, play, step, clock, speed, jumps, checks, branches. */
import { act, pageAction } from "./actions.js";
import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { openAt } from "./menu.js";
import { layout } from "./preferences.js";
import { exponent, speedAt } from "./speed.js";
import { t } from "./texts.js";

const place = document.getElementById("controls");
/** @type {import("./view.js").View} */
let view;

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => [v.clock, v.playing, v.speed, v.speed_text, v.hurry, v.follow, v.jump, v.checks, v.checks_fail, v.branches, v.presenting];

/** @param {import("./view.js").View} v */
export function render(v) {
  view = v;
  const phone = layout() === "phone";
  place.classList.toggle("many", v.branches.length > 1);
  patch(place, [
    button("back", "back", "ui.back"),
    button(v.playing ? "pause" : "play", v.playing ? "pause" : "play", v.playing ? "ui.pause" : "ui.play", "main play"),
    button("step", "step", "ui.step"),
    h("b", { class: "clock", role: "timer", "aria-live": "off" }, clock(v)),
    phone ? phoneRest() : deskRest(),
    v.presenting && button("page present", "close", "ui.present-end", "bare"),
  ]);
  const slider = place.querySelector("input");
  if (slider && Math.abs(Number(slider.value) - exponent(v.speed)) > 0.02) slider.value = String(exponent(v.speed));
}

/** Shows the time alone. @param {import("./view.js").View} v */
export function tick(v) {
  patch(place.querySelector(".clock"), clock(v));
}

const clock = (v) => (layout() === "phone" ? shorter(v.clock) : v.clock);

/** A clock's time in less room: without tenths, from 100 seconds on in seconds. @param {string} clock */
function shorter(clock) {
  const whole = clock.replace(/[.]\d(?= ms)/, "");
  return whole.length > "99,999 ms".length ? whole.replace(/,(\d)\d\d ms$/, ".$1 s") : whole;
}

function button(action, picture, label, more = action) {
  return h(
    "button",
    { type: "button", class: `btn ${more}`, "data-act": action, "aria-label": t(label), title: t(label) },
    icon(picture),
  );
}

function toggle(picture, action, label, on) {
  return h(
    "button",
    {
      type: "button",
      class: `btn toggle${on ? " main" : ""}`,
      "data-act": action,
      "aria-pressed": String(on),
      "aria-label": t(label),
      title: t(label),
    },
    icon(picture),
  );
}

function deskRest() {
  const current = view.jump.kinds.find((kind) => kind.id === view.jump.current) ?? view.jump.kinds[0];
  return [
    h(
      "span",
      { class: "group" },
      h("span", { class: "quiet name" }, t("ui.speed")),
      slider(),
      h("span", { class: "ratio" }, view.speed_text),
      toggle("hurry", "hurry toggle", "ui.hurry", view.hurry),
      toggle("follow", "follow toggle", "ui.follow", view.follow),
    ),
    current &&
      h(
        "span",
        { class: "group" },
        h("span", { class: "quiet name wide" }, t("ui.jump")),
        h(
          "span",
          { class: "seg" },
          h(
            "button",
            {
              type: "button",
              class: "narrow",
              "data-act": `jump previous ${current.id}`,
              "aria-label": t("ui.previous-kind", { kind: current.label }),
            },
            icon("left"),
          ),
          h(
            "button",
            {
              type: "button",
              "data-act": "page kinds",
              "aria-haspopup": "menu",
              "aria-label": t("ui.jump-kind", { kind: current.label }),
            },
            current.label,
            icon("down"),
          ),
          h(
            "button",
            {
              type: "button",
              class: "narrow",
              "data-act": `jump next ${current.id}`,
              "aria-label": t("ui.next-kind", { kind: current.label }),
            },
            icon("right"),
          ),
        ),
      ),
    view.checks && h("span", { class: `checks${view.checks_fail ? " danger" : ""}` }, view.checks),
    h("span", { class: "space" }),
    view.branches.length > 1
      ? h(
          "span",
          { class: "seg" },
          h("button", { type: "button", "data-act": "branch" }, icon("branch"), t("ui.branch")),
          h(
            "button",
            {
              type: "button",
              class: "narrow",
              "data-act": "page branches",
              "aria-haspopup": "menu",
              "aria-label": t("ui.branches"),
            },
            icon("down"),
          ),
        )
      : h("button", { type: "button", class: "btn", "data-act": "branch" }, icon("branch"), t("ui.branch")),
  ];
}

function phoneRest() {
  return [
    h(
      "button",
      {
        type: "button",
        class: "btn ratio phone",
        "data-act": "page speeds",
        "aria-haspopup": "menu",
        "aria-label": t("ui.speed-is", { speed: view.speed_text }),
      },
      view.speed_text,
    ),
    h(
      "button",
      {
        type: "button",
        class: "btn phone",
        "data-act": view.branches.length > 1 ? "page branches" : "branch",
        "aria-label": t("ui.branch"),
      },
      icon("branch"),
    ),
  ];
}

/** A logarithmic slider of four decades, a tick at each. */
function slider() {
  const x = (e) => 2 + (e + 3) * 24;
  return h(
    "span",
    { class: "speed" },
    h(
      "svg",
      { width: 100, height: 20, "aria-hidden": "true" },
      h("path", { d: "M2 10H98", stroke: "var(--line)", "stroke-width": 2 }),
      [-3, -2, -1, 0, 1].map((e) => h("path", { d: `M${x(e)} 6V14`, stroke: "var(--line)" })),
      h("circle", { cx: x(exponent(view.speed)).toFixed(1), cy: 10, r: 6, fill: "var(--ink)" }),
    ),
    h("input", { type: "range", min: -3, max: 1, step: 0.05, "aria-label": t("ui.speed"), "aria-valuetext": view.speed_text }),
  );
}

/** Names the actions of the menus, and follows the slider. */
export function listen() {
  place.addEventListener("input", (event) => {
    if (event.target instanceof HTMLInputElement) act(`speed ${speedAt(Number(event.target.value))}`);
  });
  pageAction("kinds", (_, from) =>
    openAt(
      from,
      t("ui.jump"),
      view.jump.kinds.map((kind) => ({
        label: kind.label,
        action: `jump kind ${kind.id}`,
        marked: kind.id === view.jump.current,
      })),
    ),
  );
  pageAction("speeds", (_, from) =>
    openAt(
      from,
      t("ui.speed"),
      [
        ...[10, 1, 0.1, 0.01, 0.001].map((speed) => ({
          label: speed >= 1 ? `${speed}×` : `1/${Math.round(1 / speed)}×`,
          action: `speed ${speed}`,
          marked: Math.abs(exponent(view.speed) - exponent(speed)) < 0.1,
        })),
        { label: t("ui.hurry"), action: "hurry toggle", marked: view.hurry, alone: true },
        { label: t("ui.follow"), action: "follow toggle", marked: view.follow, alone: true },
      ],
    ),
  );
  pageAction("branches", (_, from) =>
    openAt(from, t("ui.branches"), [
      ...(layout() === "phone" ? [{ label: t("ui.branch"), action: "branch" }] : []),
      ...view.branches.map((branch) => ({
        label: branch.label,
        action: branch.action ?? `enter ${branch.id}`,
        marked: Boolean(branch.current),
      })),
    ]),
  );
}
