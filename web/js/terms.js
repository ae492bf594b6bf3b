/** @typedef {{of: Map<string, string>, pattern: RegExp|null}} Words */

/**
 * Makes the words of a glossary ready to be found.
 * @param {{id: string, words: string[]}[]} entries
 * @returns {Words}
 */
export function prepare(entries) {
  const of = new Map(entries.flatMap((e) => e.words.map((word) => [word.toLowerCase(), e.id])));
  // The longest first: "commit index" before "commit".
  const words = [...of.keys()].sort((a, b) => b.length - a.length);
  // Latin words end at their ends; Chinese ones stand within others.
  const one = (word) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return /^[\x20-\x7e]+$/.test(word) ? `(?<![\\w-])${escaped}(?![\\w-])` : escaped;
  };
  return { of, pattern: words.length > 0 ? new RegExp(words.map(one).join("|"), "gi") : null };
}

/**
 * Finds words of the glossary in texts.
 * @param {Words} prepared
 * @returns {(text: string) => {text: string, id?: string}[]} cuts a text into
 *   pieces; every entry is found once over all texts that are given
 */
export function matcher({ of, pattern }) {
  const seen = new Set();
  return (text) => {
    if (pattern === null) return [{ text }];
    const pieces = [];
    let from = 0;
    for (const found of text.matchAll(pattern)) {
      const id = of.get(found[0].toLowerCase());
      if (seen.has(id)) continue;
      seen.add(id);
      if (found.index > from) pieces.push({ text: text.slice(from, found.index) });
      pieces.push({ text: found[0], id });
      from = found.index + found[0].length;
    }
    if (from < text.length) pieces.push({ text: text.slice(from) });
    return pieces;
  };
}
