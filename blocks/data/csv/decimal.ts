/** Decimal numbers read straight from bytes, correctly rounded, in the usual cases without making a string. */

/** Where reading goes on. */
export interface Cursor {
  at: number;
}

const powersOfTen = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

/**
 * The longest decimal number that begins at the cursor (`12`, `-.5`, `1.`, `3.2e-4`), equal in every bit to what
 * `Number()` makes of the same characters. The cursor is moved behind it.
 *
 * Up to 15 significant digits and a power of ten up to 22 both are exact, so that one multiplication or division rounds
 * once (Clinger 1990, doi 10.1145/93542.93557); 16 to 18 digits are divided in double-double; the rest is left to Number().
 *
 * @param decimal byte of the decimal sign
 * @returns NaN with the cursor where it was when no number begins there; may be infinite (1e999)
 */
export function readDecimal(bytes: Uint8Array, cursor: Cursor, decimal: number): number {
  const start = cursor.at;
  let at = start;
  const negative = bytes[at] === minus;
  if (negative || bytes[at] === plus) at++;
  const first = at;
  while (bytes[at] === zero) at++;
  // Nine digits at a time fit a 32-bit integer, which is added up twice as fast as a double.
  let high = 0;
  let low = 0;
  let significant = 0;
  let digit = bytes[at] - zero;
  for (; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) {
    if (significant < 9) high = (high * 10 + digit) | 0;
    else if (significant < 18) low = (low * 10 + digit) | 0;
    significant++;
  }
  let digits = at - first;
  let fraction = 0;
  if (bytes[at] === decimal) {
    const behind = ++at;
    if (significant === 0) while (bytes[at] === zero) at++;
    digit = bytes[at] - zero;
    for (; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) {
      if (significant < 9) high = (high * 10 + digit) | 0;
      else if (significant < 18) low = (low * 10 + digit) | 0;
      significant++;
    }
    fraction = at - behind;
    digits += fraction;
  }
  if (digits === 0) return Number.NaN;
  let exponent = 0;
  if (bytes[at] === lowerE || bytes[at] === upperE) {
    const behind = exponentEnd(bytes, at);
    if (behind > at) {
      exponent = Number(latin1(bytes, at + 1, behind));
      at = behind;
    }
  }
  cursor.at = at;
  const power = exponent - fraction;
  let value = Number.NaN;
  if (significant <= 15) {
    const whole = significant <= 9 ? high : high * powersOfTen[significant - 9] + low;
    if (whole === 0) value = 0;
    else if (power >= -22 && power <= 0) value = whole / powersOfTen[-power];
    else if (power > 0 && power <= 22) value = whole * powersOfTen[power];
  } else if (significant <= 18 && power >= -22 && power < 0) {
    value = quotient(high, powersOfTen[significant - 9], low, powersOfTen[-power]);
  }
  if (Number.isNaN(value)) return Number(latin1(bytes, start, at).replace(",", "."));
  return negative ? -value : value;
}

/**
 * (high · shift + low) / divisor in double-double (Dekker 1971, doi 10.1007/BF01397083), or NaN where its error, below
 * 2⁻¹⁰⁰ of the value, could change the rounding.
 */
function quotient(high: number, shift: number, low: number, divisor: number): number {
  // Both parts are exact (45 bits times 2¹⁵, and 46 bits) and the upper one is the larger: head + tail is their exact sum.
  const upper = (high >> 15) * 32768 * shift;
  const lower = (high & 32767) * shift + low;
  const head = upper + lower;
  const tail = lower - (head - upper);
  const first = head / divisor;
  const back = first * divisor;
  const second = (head - back - productError(first, divisor, back) + tail) / divisor;
  const margin = first * 3.155443620884047e-30; // 2⁻⁹⁸
  const value = first + (second + margin);
  return value === first + (second - margin) ? value : Number.NaN;
}

/** a · b − fl(a · b), exactly. */
function productError(a: number, b: number, product: number): number {
  const splitA = 134217729 * a;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = 134217729 * b;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** Behind an exponent that begins at `at` with e or E; `at` itself where none stands there. */
function exponentEnd(bytes: Uint8Array, at: number): number {
  let end = at + 1;
  if (bytes[end] === minus || bytes[end] === plus) end++;
  const first = end;
  while (bytes[end] >= zero && bytes[end] <= zero + 9) end++;
  return end > first ? end : at;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

const zero = 48;
const plus = 43;
const minus = 45;
const lowerE = 101;
const upperE = 69;

/**
 * The decimal sign and, behind it, the sign between thousands where a file has one: `.,` is the one of `1,492.5`. A blank
 * stands for every blank that does not break a line.
 */
export const signs = [".", ",", ".,", ",.", ".'", ",'", ". ", ", "] as const;
export type Signs = (typeof signs)[number];
export type DecimalSign = "." | ",";

const plainForms: { readonly [decimal in DecimalSign]: RegExp } = {
  ".": /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ",": /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

const groupedForms: ReadonlyMap<string, RegExp> = new Map(
  signs.slice(2).map((pair) => {
    const between = pair[1] === " " ? "[ \u00a0\u2009\u202f]" : pair[1] === "'" ? "['\u2019]" : `\\${pair[1]}`;
    return [pair, new RegExp(`^[+-]?\\d{1,3}(?:${between}\\d{3})+(?:\\${pair[0]}\\d*)?(?:[eE][+-]?\\d+)?$`)];
  }),
);

export const decimalOf = (pair: Signs): DecimalSign => (pair[0] === "," ? "," : ".");

/** The number a cell's text says, by the same rules; NaN where it says none. Spaces around it are passed over. */
export function parseDecimal(text: string, pair: Signs): number {
  const bare = text.trim();
  const decimal = decimalOf(pair);
  if (plainForms[decimal].test(bare)) return Number(decimal === "," ? bare.replace(",", ".") : bare);
  if (groupedForms.get(pair)?.test(bare) !== true) return Number.NaN;
  return Number(
    bare
      .replaceAll(/[^\d.,eE+-]/g, "")
      .replaceAll(pair[1], "")
      .replace(",", "."),
  );
}
