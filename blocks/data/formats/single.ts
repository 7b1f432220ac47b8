/** Numbers of single precision as text. */

/** The shortest decimal number that is this one in single precision: 0.1, not 0.10000000149011612. */
export function shortest(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return String(text);
  }
  return String(value);
}
