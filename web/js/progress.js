/**
 * How far lessons have been read, kept in the browser.
 * @typedef {{step: number, done?: boolean, best?: number}} Progress
 */
const KEY = "raftarium-lessons";
const FILE = "raftarium-lesson-file";

/** @returns {Record<string, Progress>} */
function all() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof kept === "object" && kept !== null ? kept : {};
  } catch {
    return {};
  }
}

/** @param {string} id @returns {Progress} */
export function progress(id) {
  const kept = all()[id];
  return { ...kept, step: Number(kept?.step) || 0 };
}

/**
 * Keeps what is new of a lesson; the best score is the least.
 * @param {string} id
 * @param {Partial<Progress>} news
 */
export function keep(id, news) {
  const kept = all();
  const before = kept[id] ?? { step: 0 };
  const now = merged(before, news);
  if (JSON.stringify(now) === JSON.stringify(before)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...kept, [id]: now }));
  } catch {
    // Where nothing may be stored, progress holds for this visit only.
  }
}

/** @param {Progress} before @param {Partial<Progress>} news @returns {Progress} */
export function merged(before, news) {
  const now = { ...before, ...news };
  if (before.done) now.done = true;
  if (before.best && news.best) now.best = Math.min(before.best, news.best);
  return now;
}

/** A lesson from a file has no address to come back from. @param {{name: string, text: string}} file */
export function keepFile(file) {
  try {
    localStorage.setItem(FILE, JSON.stringify(file));
  } catch {
    // As above.
  }
}

/** @returns {{name: string, text: string}|null} the file that was dropped last */
export function keptFile() {
  try {
    return JSON.parse(localStorage.getItem(FILE) ?? "null");
  } catch {
    return null;
  }
}
