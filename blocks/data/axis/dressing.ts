/** Dressing: the text around the numbers of a header that are an axis: `X850.5`, `wl_740`, `1100 nm`. */
import type { AxisUnit } from "../../contract/dataset.ts";
import { signs as allSigns, decimalOf, parseDecimal, type Signs } from "../csv/decimal.ts";
import { isCounter } from "./counter.ts";
import { unitIn } from "./unit-text.ts";

/** What stands before and behind each number. */
export interface Dressing {
  readonly before: string;
  readonly behind: string;
}

/** Numbers without anything around them. */
export const bare: Dressing = { before: "", behind: "" };

/** `wl_{x}`, as a document declares it. */
export function declaredDressing(pattern: string): Dressing {
  const [before, behind] = pattern.split("{x}");
  return { before, behind };
}

/** The value of a header in this dressing; NaN where it is none. Headers keep a decimal point in many files whose numbers have decimal commas. */
export function valueIn(header: string, { before, behind }: Dressing, signs: Signs): number {
  if (!header.startsWith(before) || !header.endsWith(behind)) return Number.NaN;
  const text = header.slice(before.length, header.length - behind.length);
  // `X-5` beside `X5` is a name with a hyphen more often than a negative value: a sign counts at the beginning alone.
  if (header.length < before.length + behind.length || (before !== "" && /^\s*[+-]/.test(text))) return Number.NaN;
  const value = axisNumber(text, signs);
  return Number.isNaN(value) ? parseDecimal(text, ".") : value;
}

/**
 * A number of an axis by the decimal sign of the values, with whatever sign stands between its thousands: values may be too small to have
 * one, and a header `1,000.5` behind `999.5` is a point all the same.
 */
export function axisNumber(text: string, signs: Signs): number {
  const value = parseDecimal(text, signs);
  if (!Number.isNaN(value)) return value;
  const decimal = decimalOf(signs);
  const found = allSigns.find((one) => decimalOf(one) === decimal && !Number.isNaN(parseDecimal(text, one)));
  return found === undefined ? Number.NaN : parseDecimal(text, found);
}

/** The unit it says: `1100 nm`. */
export const unitOfDressing = ({ before, behind }: Dressing): AxisUnit | null => unitIn(behind) ?? unitIn(before);

const number = /\d+(?:[.,]\d+)?/g;
const fewest = 3;

/**
 * The text that stands around the numbers of three headers or more, which rise or fall and do not only count; null where there is
 * none, or more than one.
 */
export function foundDressing(header: readonly string[], signs: Signs): Dressing | null {
  const tried = new Map<string, { readonly dressing: Dressing; readonly names: string[] }>();
  for (const name of header) {
    for (const { index, 0: digits } of name.matchAll(number)) {
      const dressing = { before: name.slice(0, index), behind: name.slice(index + digits.length) };
      if ((dressing.before === "" && dressing.behind === "") || isPartOfNumber(dressing, digits)) continue;
      const key = JSON.stringify(dressing);
      const one = tried.get(key) ?? { dressing, names: [] };
      one.names.push(name);
      tried.set(key, one);
    }
  }
  const able = [...tried.values()].filter(({ names, dressing }) => isAxis(names, dressing, signs));
  return able.length === 1 ? able[0].dressing : null;
}

/** Digits of a number with a sign between its thousands: `1'010` is not 10 behind a `1'`. */
const isPartOfNumber = ({ before, behind }: Dressing, digits: string): boolean =>
  (/\d[.,'\u2019 \u00a0\u2009\u202f]$/.test(before) && /^\d{3}(?!\d)/.test(digits)) ||
  (/\d{1,3}$/.test(digits) && /^[.,'\u2019 \u00a0\u2009\u202f]\d{3}(?!\d)/.test(behind));

function isAxis(names: readonly string[], dressing: Dressing, signs: Signs): boolean {
  const values = names.map((name) => valueIn(name, dressing, signs));
  const falls = values[1] < values[0];
  const runs = values.every(
    (value, i) => Number.isFinite(value) && (i === 0 || (falls ? value < values[i - 1] : value > values[i - 1])),
  );
  return values.length >= fewest && runs && !isCounter(values) && !areNumbers(values);
}

/** `oil_1`, `oil_2`, `oil_4`: samples with gaps between them, which fit as well as an axis would. Those are declared. */
function areNumbers(values: readonly number[]): boolean {
  const ones = values.filter((value, i) => value - values[i - 1] === 1).length;
  return Math.min(...values.slice(0, 2)) < 10 && values.every(Number.isInteger) && 2 * ones >= values.length - 1;
}
