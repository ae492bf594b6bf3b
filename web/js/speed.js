/** The scale of the speed slider: four decades, 1/1000 to 10, by their exponents. */

/** @param {number} speed world time over viewer's time */
export function exponent(speed) {
  return Math.max(-3, Math.min(1, Math.log10(speed)));
}

/** The speed at a place of the slider; whole decades are easy to hit. @param {number} e */
export function speedAt(e) {
  const whole = Math.round(e);
  return Number((10 ** (Math.abs(e - whole) < 0.08 ? whole : e)).toPrecision(2));
}
