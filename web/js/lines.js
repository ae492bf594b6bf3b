/**
 * Which lines of a terminal's log must be drawn anew. Lines have ordinals that
 * count from the terminal's beginning, so that those that were there before,
 * be it that something was appended or that time went back a little, are
 * recognized and left alone.
 */

/** Lines that are kept on screen: as many as a browser lays out in a fraction of a frame. */
export const LINES_MAX = 1000;

/**
 * @param {{first: number, keys: string[]}} drawn  ordinal of the first drawn line, and the lines' keys
 * @param {{lines: {kind: string, text: string}[], from?: number, start?: number}} said
 * @returns {{drop: number, keep: number, add: number, first: number}}
 *   drop so many at the front, keep so many after them, remove the rest, append
 *   lines from the index add on; first is then the ordinal of the first line
 */
export function plan(drawn, said) {
  const from = said.from ?? 0;
  const end = from + said.lines.length;
  const oldest = Math.max(said.start ?? 0, end - LINES_MAX);
  const drawnEnd = drawn.first + drawn.keys.length;
  const first = Math.max(drawn.first, oldest);
  // What is drawn must reach what was said, and must not lack older lines that were said.
  if (drawn.keys.length === 0 || first >= drawnEnd || from > drawnEnd || (drawn.first > oldest && from <= oldest)) {
    return { drop: drawn.keys.length, keep: 0, add: Math.max(0, oldest - from), first: Math.max(oldest, from) };
  }
  let same = Math.max(first, from);
  while (same < end && same < drawnEnd && key(said.lines[same - from]) === drawn.keys[same - drawn.first]) same++;
  return { drop: first - drawn.first, keep: same - first, add: same - from, first };
}

/** @param {{kind: string, text: string}} line */
export function key(line) {
  return `${line.kind} ${line.text}`;
}
