/** Rows of the panel of controls: a label, and what sets or does it. */
import { act, offered } from "./actions.js";
import { h } from "./dom.js";

/**
 * @param {import("./view.js").Row} row
 * @param {(cell: import("./view.js").Cell) => any} cell
 */
export function row(row, cell) {
  const [label, ...more] = row.cells;
  return h(
    "div",
    { class: "setting" },
    h("span", { class: "name" }, cell(label)),
    h("span", { class: "set" }, row.knob && knob(row.knob, label.text), row.actions?.map((a) => h("button", { class: "btn", ...offered(a) }, a.label))),
    more.length > 0 && h("span", { class: "told" }, more.map(cell)),
  );
}

/** @param {import("./view.js").Knob} k @param {string} label */
function knob(k, label) {
  if (k.switch) {
    const on = k.at === 1;
    return h(
      "button",
      { type: "button", class: "btn", role: "switch", "aria-checked": String(on), "aria-label": label, "data-act": k.verb + k.values[on ? 0 : 1] },
      h("i", { class: "way", "aria-hidden": "true" }),
      k.now,
    );
  }
  return h(
    "select",
    { "aria-label": label, "data-verb": k.verb, "data-now": k.at < 0 ? "" : k.values[k.at] },
    k.at < 0 && h("option", { value: "", disabled: true, hidden: true }, k.now),
    k.values.map((value, i) => h("option", { value }, k.labels[i])),
  );
}

/** Has the lists show what holds, whatever was chosen in them. @param {Element} place */
export function settle(place) {
  for (const list of place.querySelectorAll("select")) {
    if (list.value !== list.dataset.now) list.value = list.dataset.now ?? "";
  }
}

/** Follows what is chosen. What is refused is told, and the list is as it was. @param {Element} place */
export function choosing(place) {
  place.addEventListener("change", (event) => {
    const list = /** @type {HTMLSelectElement} */ (event.target);
    if (list.dataset.verb === undefined) return;
    act(list.dataset.verb + list.value);
    settle(place);
  });
}
