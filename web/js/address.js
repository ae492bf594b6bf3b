/**
 * What stands after `#lesson=`: the name of a built-in lesson, or an address, as it
 * was typed or with its marks encoded.
 * @param {string} hash with or without its #
 * @returns {string|null} null if it names no lesson
 */
export function lessonOf(hash) {
  const which = /^#?lesson=(.+)$/.exec(hash)?.[1];
  if (which === undefined || /^https?:\/\//i.test(which)) return which ?? null;
  try {
    return decodeURIComponent(which);
  } catch {
    return which;
  }
}

/**
 * @param {string} which as lessonOf has it
 * @param {string} base of the page: what is no whole address lies beside it
 * @returns {string|null} where the lesson lies; null if it is the name of a built-in one
 */
export function addressOf(which, base) {
  if (!/[/.]/.test(which)) return null;
  try {
    const url = new URL(which, base);
    return /^https?:$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
