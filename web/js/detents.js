/** The heights at which the phone's sheet comes to rest. */

/** @typedef {"low"|"rest"|"half"|"full"} Detent */

/** @type {Detent[]} from the lowest up */
export const detents = ["low", "rest", "half", "full"];

/** What the stage keeps beside half a sheet, with the controls: css/phone.css has the same number. */
const STAGE = 380;

/**
 * The detent nearest to a height.
 * @param {number} height of the sheet, CSS pixels
 * @param {number} room of the window
 * @returns {Detent}
 */
export function nearest(height, room) {
  const distances = [48, 160, Math.max(160, Math.min(room / 2, room - STAGE)), room - 56].map((at) => Math.abs(at - height));
  return detents[distances.indexOf(Math.min(...distances))];
}
