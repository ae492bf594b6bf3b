/** The legend: every shape of the picture, small, in the theme's colours. */
import { h } from "./dom.js";

const edge = { fill: "var(--t4)", stroke: "var(--ink)", "stroke-width": 1.25, "stroke-linejoin": "round" };
const hollow = { fill: "var(--paper)", stroke: "var(--t4)", "stroke-width": 2 };
const stroke = (d, color, width) =>
  h("path", { d, fill: "none", stroke: color, "stroke-width": width, "stroke-linecap": "round", "stroke-linejoin": "round" });
const letter = (text, fill = "var(--t4i)") => h("text", { x: 14, y: 15, "text-anchor": "middle", class: "letter", fill }, text);
const cell = (how) => h("rect", { x: 5, y: 4, width: 18, height: 14, rx: 3, "stroke-width": 2, stroke: "var(--t4)", ...how });

/** @type {Record<string, any[]>} */
const shapes = {
  follower: [h("circle", { cx: 14, cy: 11, r: 9, ...edge }), letter("F")],
  candidate: [h("path", { d: "M14 0.500L24.500 11L14 21.500L3.500 11Z", ...edge }), letter("C")],
  leader: [
    h("path", { d: "M8 5V1l2.800 2.200L14 .8l3.200 2.400L20 1v4Z", ...edge }),
    h("rect", { x: 6, y: 6, width: 16, height: 15, rx: 3, ...edge }),
    h("text", { x: 14, y: 17.5, "text-anchor": "middle", class: "letter", fill: "var(--t4i)" }, "L"),
  ],
  learner: [h("circle", { cx: 14, cy: 11, r: 8, ...hollow }), letter("N", "var(--ink)")],
  "pre-candidate": [h("path", { d: "M14 1.500L23.500 11L14 20.500L4.500 11Z", ...hollow }), letter("P", "var(--ink)")],
  crashed: [
    h("circle", { cx: 14, cy: 11, r: 9, fill: "none", stroke: "var(--ink)", "stroke-width": 1.5, "stroke-dasharray": "4 3" }),
    stroke("M10.500 7.500l7 7M17.500 7.500l-7 7", "var(--ink)", 2),
  ],
  paused: [
    h("circle", { cx: 13, cy: 12, r: 8.5, ...edge }),
    h("circle", { cx: 21, cy: 6, r: 5.5, fill: "var(--ink)" }),
    stroke("M19.500 4v4M22.500 4v4", "var(--paper)", 1.5),
  ],
  entries: [
    h("rect", { x: 4, y: 3, width: 20, height: 16, rx: 3, ...edge }),
    h("text", { x: 14, y: 15, "text-anchor": "middle", class: "letter mono", fill: "var(--t4i)" }, "9"),
  ],
  heartbeat: [h("circle", { cx: 14, cy: 11, r: 5, ...edge })],
  vote: [h("path", { d: "M14 2L23 11L14 20L5 11Z", ...edge })],
  "pre-vote": [
    h("path", { d: "M14 2L23 11L14 20L5 11Z", ...edge, fill: "var(--paper)" }),
    h("path", { d: "M14 2V20L5 11Z", ...edge }),
  ],
  snapshot: [
    h("rect", { x: 9, y: 1.5, width: 16, height: 12, rx: 3, ...edge, fill: "var(--paper)" }),
    h("rect", { x: 4, y: 6, width: 17, height: 14, rx: 3, ...edge }),
  ],
  "timeout-now": [h("path", { d: "M6 3L23 11L6 19Z", ...edge })],
  "read-index": [h("circle", { cx: 14, cy: 11, r: 6, ...edge }), h("circle", { cx: 14, cy: 11, r: 2.2, fill: "var(--paper)" })],
  reply: [h("circle", { cx: 14, cy: 11, r: 8, ...hollow, "stroke-width": 2.5 }), stroke("M10 11H18M14 7V15", "var(--ink)", 2)],
  lost: [
    h("circle", { cx: 14, cy: 11, r: 2.5, fill: "var(--danger)" }),
    stroke(
      "M18.900 12L24 13M16.800 15.200L19.600 19.400M13 15.900L12 21M9.800 13.800L5.600 16.600M9.100 10L4 9M11.200 6.800L8.400 2.600M15 6.100L16 1M18.200 8.200L22.400 5.400",
      "var(--danger)",
      2,
    ),
  ],
  timer: [
    h("circle", { cx: 14, cy: 11, r: 8, fill: "none", stroke: "var(--hair)", "stroke-width": 4 }),
    h("path", { d: "M14 3A8 8 0 1 1 6 11", fill: "none", stroke: "var(--ink-2)", "stroke-width": 4 }),
  ],
  uncommitted: [cell({ fill: "var(--paper)" })],
  durable: [
    cell({ fill: "var(--paper)" }),
    h("path", { d: "M6 11l6-6M6 17L18 5M12 17L22 7", stroke: "var(--t4)", "stroke-width": 2 }),
  ],
  committed: [cell({ fill: "var(--t4)" })],
  applied: [cell({ fill: "var(--t4)" }), stroke("M11 11l2.500 2.700l4.500 -5.400", "var(--t4i)", 1.6)],
  compacted: [
    h("path", { d: "M3 4H20L25 11L20 18H3Z", fill: "var(--sunken)", stroke: "var(--ink)", "stroke-width": 1.5, "stroke-linejoin": "round" }),
  ],
  put: [h("rect", { x: 3, y: 4, width: 22, height: 14, rx: 3, fill: "var(--t4)" })],
  tombstone: [cell({ fill: "var(--paper)" }), stroke("M11 8l6 6M17 8l-6 6", "var(--ink)", 2)],
  gone: [cell({ fill: "var(--paper)", stroke: "var(--line)", "stroke-width": 1, "stroke-dasharray": "3 2" })],
  pending: [h("rect", { x: 4, y: 5, width: 20, height: 12, rx: 3, fill: "var(--paper)", stroke: "var(--t4)", "stroke-width": 2 })],
  watcher: [h("path", { d: "M14 5l6 11H8Z", fill: "var(--ink)" })],
  behind: [h("path", { d: "M14 5l6 11H8Z", fill: "var(--paper)", stroke: "var(--ink)", "stroke-width": 1.5, "stroke-linejoin": "round" })],
  record: [
    h("rect", { x: 2.5, y: 3.5, width: 23, height: 15, rx: 3, fill: "var(--sunken)", stroke: "var(--line)" }),
    h("path", { d: "M5 6h8v10H5ZM15 6h8v10h-8Z", fill: "var(--t4)" }),
  ],
  replaced: [cell({ fill: "var(--paper)" }), stroke("M8 15L20 7", "var(--ink)", 1.5)],
  corrupt: [cell({ fill: "var(--paper)", stroke: "var(--danger)" }), stroke("M11 8l6 6M17 8l-6 6", "var(--danger)", 2.5)],
  edge: [h("path", { d: "M14 2V20", stroke: "var(--danger)", "stroke-width": 2, "stroke-dasharray": "5 3" })],
  match: [h("circle", { cx: 14, cy: 11, r: 4, fill: "var(--ink)" })],
  next: [
    h("path", { d: "M14 5l5.500 10h-11Z", ...hollow, stroke: "var(--ink)", "stroke-width": 1.5, "stroke-linejoin": "round" }),
  ],
};

/** The names of all shapes, in the order in which they are read. */
export const names = Object.keys(shapes);

/** @param {string} name */
export function shape(name) {
  return h("svg", { viewBox: "0 0 28 22", "aria-hidden": "true" }, shapes[name]);
}
