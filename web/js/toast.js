/** One sentence for a while, below the header. */

let timer = 0;

/** @param {string} text empty: nothing is shown any more */
export function toast(text) {
  const place = document.getElementById("toast");
  clearTimeout(timer);
  place.textContent = text;
  // Long enough to be read: about 15 characters a second, three seconds at least.
  if (text !== "") timer = setTimeout(() => (place.textContent = ""), Math.max(3000, text.length * 70));
}

let shown = "";

/** @param {import("./view.js").View} view */
export function render(view) {
  const now = JSON.stringify(view.toast ?? null);
  if (now === shown) return;
  shown = now;
  if (view.toast) toast(view.toast.text);
}
