/** Help: keys, legend, and commands to try. */
import { act, pageAction } from "./actions.js";
import { h, patch } from "./dom.js";
import { icon } from "./icons.js";
import { names, shape } from "./legend.js";
import { layout } from "./preferences.js";
import { t } from "./texts.js";

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("help"));

const keys = [
  [["Space"], "help.key-play"],
  [["→"], "help.key-step"],
  [["←"], "help.key-back"],
  [["[", "]"], "help.key-jump"],
  [["f"], "help.key-follow"],
  [["h"], "help.key-hurry"],
  [["b"], "help.key-branch"],
  [["x"], "help.key-compare"],
  [["1", "9"], "help.key-member"],
  [["Shift F10"], "help.key-menu"],
  [["v"], "help.key-view"],
  [["r", "s", "k", "d"], "help.key-views"],
  [["↑", "↓"], "help.key-move"],
  [["Shift ←", "→"], "help.key-move-aside"],
  [["c"], "help.key-knobs"],
  [["+", "−", "0"], "help.key-zoom"],
  [[",", "."], "help.key-pan"],
  [["t"], "help.key-terminal"],
  [["l"], "help.key-lessons"],
  [["PgUp", "PgDn"], "help.key-lesson"],
  [["p"], "help.key-present"],
  [["PgUp", "PgDn"], "help.key-remote"],
  [["b", "."], "help.key-black"],
  [["End"], "help.key-live"],
  [["Esc"], "help.key-close"],
  [["?"], "help.key-help"],
  [["Tab"], "help.key-complete"],
  [["↑", "↓"], "help.key-history"],
  [["Ctrl C"], "help.key-interrupt"],
];

const commands = [
  ['etcdctl put message "hello world"', "help.try-put"],
  ["etcdctl get message", "help.try-get"],
  ['curl http://127.0.0.1:2379/v2/keys/message -XPUT -d value="hello"', "help.try-curl"],
  ["curl http://127.0.0.1:2379/v2/members", "help.try-members"],
  ["crash 1", "help.try-crash"],
  ["cut 1 2", "help.try-cut"],
  ["heal", "help.try-heal"],
  ["cluster 3", "help.try-cluster"],
  ["scenario", "help.try-scenario"],
  ["help", "help.try-help"],
];

function open() {
  patch(dialog, [
    h(
      "header",
      {},
      h("h2", { id: "help-title" }, t("help.title")),
      h("span", { class: "space" }),
      h(
        "button",
        { type: "button", class: "btn", "data-act": "page close-help", "aria-label": t("ui.close"), title: t("ui.close") },
        icon("close"),
      ),
    ),
    h("div", { class: "help" }, [
      layout() !== "phone" &&
        h(
          "section",
          {},
          h("h3", {}, t("help.keys")),
          h(
            "dl",
            {},
            keys.map(([list, text]) => [
              h(
                "dt",
                {},
                list.map((key, i) => [i > 0 && list[0] === "1" && "–", h("kbd", {}, key)]),
              ),
              h("dd", {}, t(text)),
            ]),
          ),
        ),
      h(
        "section",
        {},
        h("h3", {}, t("help.legend")),
        h(
          "dl",
          {},
          names.map((name) => [h("dt", {}, shape(name)), h("dd", {}, t(`legend.${name}`))]),
        ),
      ),
      h(
        "section",
        { class: "try" },
        h("h3", {}, t("help.try")),
        h(
          "ul",
          {},
          commands.map(([line, text]) =>
            h("li", {}, h("button", { type: "button", "data-act": `page close-help ${line}` }, line), h("span", {}, t(text))),
          ),
        ),
      ),
    ]),
    h("p", {}, h("button", { type: "button", class: "link", "data-act": "page close-help-lessons" }, t("help.lessons"))),
    h("p", { class: "second" }, t(layout() === "phone" ? "help.touch" : "help.mouse")),
  ]);
  dialog.showModal();
}

/** @param {(line: string) => void} propose puts a line into a terminal */
export function listen(propose) {
  pageAction("help", open);
  pageAction("close-help-lessons", () => {
    dialog.close();
    act("page lessons");
  });
  pageAction("close-help", (line) => {
    dialog.close();
    if (line !== "") propose(line);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}
