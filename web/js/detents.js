/** The heights at which the phone's sheet comes to rest. */

/** @typedef {"low"|"rest"|"half"|"full"} Detent */

/** @type {Detent[]} from the lowest up */
export const detents = ["low", "rest", "half", "full"];

/**
 * The detent nearest to a height.
 * @param {number} height of the sheet, CSS pixels
 * @param {number} room of the window
 * @returns {Detent}
 */
export function nearest(height, room) {
  const distances = [48, 160, room / 2, room - 56].map((at) => Math.abs(at - height));
  return detents[distances.indexOf(Math.min(...distances))];
}
