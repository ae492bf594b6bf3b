/**
 * A keyboard on the screen. Some browsers lay it over the page, and scroll the page
 * to what is typed; there the page ends above the keyboard instead, and stays.
 */

/** What is lower than this is a bar of the browser, in CSS pixels. */
const LEAST = 100;

let covered = 0;

/** @returns {number} how high the page is, CSS pixels */
export const room = () => innerHeight - covered;

/** Follows what is left of the window. */
export function listen() {
  const seen = window.visualViewport;
  const root = document.documentElement;
  const fit = () => {
    // A page that somebody has enlarged with two fingers is left alone.
    covered = seen.scale > 1.01 ? 0 : Math.round(root.clientHeight - seen.height);
    if (covered < LEAST) covered = 0;
    if (covered === 0) return root.style.removeProperty("--keys");
    root.style.setProperty("--keys", `${covered}px`);
    scrollTo(0, 0);
  };
  for (const kind of ["resize", "scroll"]) seen?.addEventListener(kind, fit);
}
