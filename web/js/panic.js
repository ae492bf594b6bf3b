/** What a Go program printed when it panicked, cut down to what helps. */

/** Lines that are worth showing: the message and the first places in the code. */
const LINES_MAX = 24;

/** @param {string} words all that it printed last @returns {string} without machine addresses */
export function essence(words) {
  const lines = words.trim().split("\n");
  const from = Math.max(
    0,
    lines.findIndex((line) => /^(panic|fatal error):/.test(line)),
  );
  return lines
    .slice(from, from + LINES_MAX)
    .map((line) => line.replace(/ \+0x[0-9a-f]+$/, "").replace(/\((?:0x[0-9a-f]+|[, .{}?])+\)$/, "()"))
    .join("\n");
}
