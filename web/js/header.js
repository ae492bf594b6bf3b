/** The header: views, share, language, theme, help; on a phone one button for the last four. */
import { pageAction } from "./actions.js";
import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { openAt } from "./menu.js";
import { layout } from "./preferences.js";
import { t } from "./texts.js";

/** @type {import("./view.js").View} */
let view;

/** What of the view it shows. @param {import("./view.js").View} v */
export const part = (v) => [v.views, v.theme, v.lang, v.modified, v.jump, v.live?.state, v.live?.label];

/** @param {import("./view.js").View} v */
export function render(v) {
  view = v;
  const where = layout();
  const views = document.getElementById("views");
  views.hidden = v.views.length < 2;
  const crowded = Boolean(v.live) && innerWidth < 1320;
  document.getElementById("head").classList.toggle("crowded", crowded);
  patch(
    views,
    v.views.map((choice) =>
      h(
        "button",
        {
          type: "button",
          class: choice.current ? "on" : null,
          "aria-current": choice.current ? "true" : null,
          "data-act": choice.action ?? `view ${choice.id}`,
        },
        crowded || where === "phone" || innerWidth < 1200 ? (choice.short ?? choice.label) : choice.label,
      ),
    ),
  );
  patch(document.getElementById("tools"), where === "phone" || where === "tablet" ? fewTools(where) : tools(where));
  document.title = v.modified.length > 0 ? `Raftarium · ${t("ui.modified")}` : "Raftarium";
}

/** How the viewer stands to the cluster that runs elsewhere; pressed, it leads there. */
function live() {
  if (!view.live) return false;
  const { state, label, text } = view.live;
  return h(
    "button",
    { type: "button", class: `btn live ${state}`, "data-act": "live", "aria-label": text, title: text },
    h("i", { "aria-hidden": "true" }),
    h("span", {}, label),
  );
}

function tools(where) {
  return [
    live(),
    h("button", { type: "button", class: "btn", "data-act": "page share" }, icon("share"), t("ui.share")),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page save-menu", "aria-haspopup": "menu", "aria-label": t("ui.save"), title: t("ui.save") },
      icon("save"),
    ),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page present", "aria-label": t("ui.present"), title: where === "wide" ? null : t("ui.present") },
      icon("screen"),
      where === "wide" && t("ui.present"),
    ),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page language", title: t("ui.language") },
      view.lang === "en" ? h("b", {}, "EN") : h("span", { class: "quiet" }, "EN"),
      h("span", { class: "quiet" }, "/"),
      view.lang === "zh" ? h("b", {}, "中文") : h("span", { class: "quiet" }, "中文"),
    ),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page theme", "aria-label": themeLabel(), title: themeLabel() },
      icon(view.theme === "dark" ? "sun" : "moon"),
    ),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page help", "aria-label": t("ui.help"), title: t("ui.help") },
      icon("help"),
    ),
  ];
}

/** Where there is little room: the rest is in the menu. */
function fewTools(where) {
  return [
    live(),
    h(
      "button",
      { type: "button", class: "btn bare", "data-act": "page more", "aria-haspopup": "menu", "aria-label": t("ui.menu") },
      icon("menu"),
    ),
    where === "tablet" &&
      h(
        "button",
        { type: "button", class: "btn", "data-act": "page drawer", "aria-label": t("ui.inspector"), title: t("ui.inspector") },
        icon("panel"),
      ),
  ];
}

function themeLabel() {
  return t(view.theme === "dark" ? "ui.light" : "ui.dark");
}

/** Names the actions of the header's menu. */
export function listen() {
  pageAction("more", (_, from) =>
    openAt(from, t("ui.menu"), [
      { label: t("ui.jumps"), action: "page jumps" },
      { label: t("ui.share"), action: "page share" },
      { label: t("ui.present"), action: "page present" },
      { label: t("ui.save"), action: "page save-menu" },
      { label: view.lang === "en" ? "中文" : "English", action: "page language" },
      { label: themeLabel(), action: "page theme" },
      { label: t("ui.lessons"), action: "page lessons" },
      { label: t("ui.scenarios"), action: "tab rules" },
      { label: t("ui.knobs"), action: "tab knobs" },
      { label: t("ui.help"), action: "page help" },
    ]),
  );
  pageAction("jumps", (_, from) =>
    openAt(from, t("ui.jump"), [
      ...view.jump.kinds.map((kind) => ({ label: t("ui.next-kind", { kind: kind.label }), action: `jump next ${kind.id}` })),
      ...view.jump.kinds.map((kind) => ({
        label: t("ui.previous-kind", { kind: kind.label }),
        action: `jump previous ${kind.id}`,
      })),
    ]),
  );
}
