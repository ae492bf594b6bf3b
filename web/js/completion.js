/**
 * Completion as shells do it: a single candidate is put in, several up to
 * where they part and then listed.
 *
 * @param {string} line
 * @param {number} pos where the caret stands
 * @param {string[]} words candidates for the word before the caret, each whole:
 *   what stands between pos and the last blank, comma, > or | before it is
 *   replaced. One that is complete ends with a blank
 * @returns {{line: string, caret: number, offers: string[]}}
 */
export function completed(line, pos, words) {
  if (words.length === 0) return { line, caret: pos, offers: [] };
  const start = /[^\s,>|]*$/.exec(line.slice(0, pos)).index;
  const had = line.slice(start, pos);
  const common = words.reduce(prefix);
  const word = line[pos] === " " ? common.trimEnd() : common;
  const put = word.length > had.length || words.length === 1 ? word : had;
  const offers = words.length > 1 ? words.map((one) => one.trimEnd()) : [];
  return { line: line.slice(0, start) + put + line.slice(pos), caret: start + put.length, offers };
}

function prefix(a, b) {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return a.slice(0, n);
}
