/** Icons of the controls and the shapes of members, as look.md draws them. */
import { h } from "./dom.js";

const paths = {
  share: "M8 10V2M5 5l3-3 3 3M3 8v6h10V8",
  moon: "M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5Z",
  sun: "M8 5a3 3 0 1 1 0 6a3 3 0 0 1 0-6ZM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.500 11.500L13 13M13 3l-1.5 1.500M4.500 11.500L3 13",
  help: "M8 2a6 6 0 1 1 0 12a6 6 0 0 1 0-12ZM6.2 6.4c.2-2.4 3.8-2 3.6.2-.1 1.2-1.8 1.3-1.8 2.600M8 11.200v.8",
  panel: "M2 3h12v10H2ZM10 3v10",
  menu: "M2 4h12M2 8h12M2 12h12",
  down: "M4 6l4 4 4-4",
  left: "M10 3L5 8l5 5",
  right: "M6 3l5 5-5 5",
  follow: "M1 8C4 2.300 12 2.300 15 8C12 13.700 4 13.700 1 8ZM8 6a2 2 0 1 1 0 4a2 2 0 0 1 0-4Z",
  hurry: "M3 3l5 5-5 5M8 3l5 5-5 5",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  check: "M3 8.500l3.500 3.500L13 5",
  book: "M8 4.500C6.500 3 4 3 2 3.500v9c2-.5 4.500-.5 6 1c1.500-1.500 4-1.500 6-1v-9c-2-.5-4.500-.5-6 1ZM8 4.500v9",
  save: "M8 2v8M5 7l3 3 3-3M3 11v3h10v-3",
  screen: "M2 3h12v8H2ZM8 11v3M5 14h6",
  prompt: "M3 4l4 4-4 4M8.500 12H13",
};
const solid = {
  back: "M12 3L6 8l6 5ZM4 3v10",
  play: "M4 2.5v11L13 8Z",
  step: "M4 3l6 5-6 5ZM12 3v10",
};

/** @param {string} name */
export function icon(name) {
  const children =
    solid[name] !== undefined
      ? [h("path", { d: solid[name], class: "full" })]
      : name === "pause"
        ? [h("path", { d: "M4 3h3v10H4ZM9 3h3v10H9Z", class: "full", "stroke-width": 0 })]
        : name === "branch"
          ? [
              h("circle", { cx: 4, cy: 3.5, r: 1.8 }),
              h("circle", { cx: 4, cy: 12.5, r: 1.8 }),
              h("circle", { cx: 12, cy: 6, r: 1.8 }),
              h("path", { d: "M4 5.3v5.4M4 9.5c0-3 6-.5 7-2" }),
            ]
          : [h("path", { d: paths[name] })];
  return h("svg", { class: "ic", viewBox: "0 0 16 16", "aria-hidden": "true" }, children);
}

/** Term t takes colour ((t − 1) mod 6) + 1; before the first it is grey. */
function colour(term) {
  return term > 0
    ? { fill: `var(--t${((term - 1) % 6) + 1})`, ink: `var(--t${((term - 1) % 6) + 1}i)` }
    : { fill: "var(--ink-3)", ink: "var(--accent-ink)" };
}

/**
 * A member's shape as the inspector shows it, 48 × 52.
 * @param {{shape: string, letter: string, term: number}} member
 */
export function memberIcon({ shape, letter, term }) {
  const { fill, ink } = colour(term);
  const edge = { fill, stroke: "var(--ink)", "stroke-width": 1.5, "stroke-linejoin": "round" };
  const outline =
    {
      leader: () => [
        h("rect", { x: 6.5, y: 13.5, width: 35, height: 35, rx: 4.6, ...edge }),
        h("path", { d: "M14.5 10.5V3.7L19.3 7.6L24 2.6L28.8 7.6L33.5 3.7V10.500Z", ...edge }),
      ],
      candidate: () => [
        h("path", { d: "M24 8.500L46.500 31L24 53.500L1.500 31Z", transform: "translate(2.4 3.1) scale(.9)", ...edge }),
      ],
      "pre-candidate": () => [
        h("path", { d: "M24 12.500L42.500 31L24 49.500L5.500 31Z", ...edge, fill: "var(--paper)", stroke: fill, "stroke-width": 3 }),
      ],
      learner: () => [h("circle", { cx: 24, cy: 31, r: 15, ...edge, fill: "var(--paper)", stroke: fill, "stroke-width": 3 })],
      crashed: () => [
        h("circle", { cx: 24, cy: 31, r: 18, ...edge, fill: "none", "stroke-dasharray": "5 4" }),
        h("path", { d: "M17.500 24.500l13 13M30.500 24.500l-13 13", stroke: "var(--ink)", "stroke-width": 3 }),
      ],
    }[shape] ?? (() => [h("circle", { cx: 24, cy: 31, r: 18.5, ...edge })]);
  const hollow = shape === "learner" || shape === "pre-candidate";
  const bars = shape === "paused" && [
    h("circle", { cx: 38, cy: 16, r: 8, fill: "var(--ink)" }),
    h("path", { d: "M36 12.500v7M40 12.500v7", stroke: "var(--paper)", "stroke-width": 2 }),
  ];
  return h(
    "svg",
    { width: 48, height: 52, viewBox: "0 0 48 52", "aria-hidden": "true" },
    outline(),
    bars,
    shape !== "crashed" &&
      h(
        "text",
        {
          x: 24,
          y: shape === "leader" ? 33.1 + 2.5 : 35.7,
          "text-anchor": "middle",
          class: "letter",
          fill: hollow ? "var(--ink)" : ink,
        },
        letter,
      ),
  );
}
