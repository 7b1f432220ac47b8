/**
 * Quantity: what a number is a number of, and so with how many digits people read it. The one rule for every writer; files hold the
 * number itself. Why these digits: docs/decisions/0155-digits-by-quantity.md.
 */
export const noBreak = "\u00a0";
/** U+2212: what people read. Files and what a shell prints have the hyphen. */
export const minus = "−";

/**
 * share: per cent with one decimal, more where it would only be rounded to 0 or 100 · estimate: decimals of its interval ·
 * prediction: decimals of the root mean square error · index: three decimals (R², slope, MCC, kappa, AUC, ECE, Brier, log loss) ·
 * axis: a tenth of its step · p: two significant digits; `p said`: behind the letter, with its sign · count: whole, grouped from 10,000 · given: as it was written or set ·
 * number: three significant digits.
 */
export const quantities = [
  "share",
  "estimate",
  "prediction",
  "index",
  "axis",
  "p",
  "p said",
  "count",
  "given",
  "number",
] as const;
export type QuantityName = (typeof quantities)[number];

/** A quantity, with the decimals that its surroundings ask for: `estimate:2`. */
export type Form = QuantityName | `${QuantityName}:${number}`;

/** Null where it is none, as a d3-format specifier an author wrote. */
export function formOf(
  text: string | null,
): { readonly quantity: QuantityName; readonly decimals: number | null } | null {
  const [name, decimals] = text?.split(":") ?? [];
  const quantity = quantities.find((one) => one === name);
  if (quantity === undefined) return null;
  return { quantity, decimals: decimals === undefined ? null : Number(decimals) };
}

/** Above it more decimals say nothing to a reader. */
const mostDecimals = 6;

/** Decimals at which a spread has two significant digits: 0.23 → 2, 1.15 → 1, 230 → 0. Null of no positive number. @internal */
export function decimalsOf(spread: number): number | null {
  if (!Number.isFinite(spread) || spread <= 0) return null;
  const exponent = Number(spread.toExponential(1).split("e")[1]);
  return Math.max(0, 1 - exponent);
}

type Interval = readonly [number, number] | null | undefined;

/** An estimate beside its interval: two significant digits of half its width; three significant digits where there is none. */
export function estimateForm(interval: Interval, quantity: QuantityName = "estimate"): Form {
  if (quantity !== "estimate") return quantity;
  const decimals = interval == null ? null : decimalsOf(Math.abs(interval[1] - interval[0]) / 2);
  return decimals === null ? "number" : `estimate:${decimals}`;
}

/** Predictions and residuals: decimals at which the root mean square error has two significant digits. */
export function predictionForm(rmse: number | null | undefined): Form {
  const decimals = typeof rmse === "number" ? decimalsOf(rmse) : null;
  return decimals === null ? "number" : `prediction:${decimals}`;
}

/** Positions on an axis: a tenth of its smallest step, zeros off where all have them. @param values in their order */
export function axisForm(values: ArrayLike<number>): Form {
  let step = Number.POSITIVE_INFINITY;
  for (let i = 1; i < values.length; i++) {
    const apart = Math.abs(values[i] - values[i - 1]);
    if (apart > 0) step = Math.min(step, apart);
  }
  if (!Number.isFinite(step)) return "number";
  const most = Math.min(mostDecimals, Math.max(0, 1 - Number(step.toExponential(3).split("e")[1])));
  return `axis:${usedDecimals(Array.from(values), most)}`;
}

/**
 * Some positions of an axis whose step is not at hand: as finely as they lie apart, by a tenth at the coarsest where they have decimals.
 *
 * @param values in any order, in which they are returned
 */
export function positionTexts(values: readonly number[]): readonly string[] {
  const form = axisForm([...values].sort(ascending));
  const isCoarse = form === "axis:0" || form === "number";
  const own: Form = isCoarse ? `axis:${usedDecimals(values, 1)}` : form;
  return values.map((value) => numberText(value, own));
}

/** The two ends of an axis of so many points, by its mean step. */
export const endsForm = (from: number, to: number, points: number): Form =>
  points < 2
    ? "given"
    : axisForm([from, to, to + Math.abs(to - from) / (points - 1)].filter(Number.isFinite).sort(ascending));
const ascending = (a: number, b: number): number => a - b;

/** Decimals without the zeros that all of them would end in. */
function usedDecimals(values: readonly number[], most: number): number {
  let used = 0;
  for (const value of values) {
    const zeros = /0*$/.exec(value.toFixed(most))?.[0].length ?? 0;
    used = Math.max(used, most - Math.min(zeros, most));
  }
  return used;
}

/** One number of decimals for a column: that of its quantity where it has one, else what its values need. */
export function columnForm(form: Form, values: readonly number[]): Form {
  const { quantity, decimals } = formOf(form) ?? { quantity: "number" as const, decimals: null };
  if (decimals !== null) return form;
  const finite = values.filter(Number.isFinite);
  if (quantity === "share") return `share:${shareDecimals(finite)}`;
  if (quantity === "given") return columnAsGiven(finite);
  if (quantity === "axis") return axisForm(finite);
  if (quantity === "number" || quantity === "estimate" || quantity === "prediction") return columnOfNumbers(finite);
  return form;
}

/** The decimals of the one that has most, unless they are so many that they were not written but computed. */
function columnAsGiven(values: readonly number[]): Form {
  const decimals = values.map((value) => /^-?\d+\.(\d+)$/.exec(String(value))?.[1].length ?? 0);
  const most = Math.max(0, ...decimals);
  return most > 4 || values.some((value) => /e/.test(String(value))) ? "given" : `given:${most}`;
}

/** Three significant digits of the largest, and one at least of the smallest; each on its own where that takes too many. */
function columnOfNumbers(values: readonly number[]): Form {
  const sizes = values.map(Math.abs).filter((size) => size > 0);
  if (sizes.length === 0 || values.every(Number.isInteger)) return "given";
  const exponent = (size: number) => Number(size.toExponential(2).split("e")[1]);
  const [low, high] = [Math.min(...sizes.map(exponent)), Math.max(...sizes.map(exponent))];
  const decimals = Math.max(0, 2 - high, -low);
  return decimals > mostDecimals || high > 9 ? "number" : `number:${usedDecimals(values, decimals)}`;
}

/** One decimal of a percentage, or as many more as it takes that nothing is only rounded to 0 or 100. */
function shareDecimals(shares: readonly number[]): number {
  const isRoundedAway = (digits: number) =>
    shares.some((share) => {
      const shown = Number((100 * share).toFixed(digits));
      return (shown === 100 && share !== 1) || (shown === 0 && share !== 0);
    });
  return [1, 2, 3].find((digits) => !isRoundedAway(digits)) ?? 4;
}

/** The smallest p that is told; below it people read "< 0.001". */
const leastP = 0.001;

/** A number as people read it: `97.8 %`, `−1.47`, `< 0.001`, `12,345`, `1.2 × 10⁻⁵`. */
export function numberText(value: number, form: Form): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : `${minus}∞`;
  const { quantity, decimals } = formOf(form) ?? { quantity: "number" as const, decimals: null };
  switch (quantity) {
    case "share":
      return `${decimal(100 * value, decimals ?? shareDecimals([value]))}${noBreak}%`;
    case "index":
      return decimal(value, decimals ?? 3);
    case "p":
      return value < leastP ? `<${noBreak}${leastP}` : value.toPrecision(2);
    case "p said":
      return value < leastP ? numberText(value, "p") : `=${noBreak}${value.toPrecision(2)}`;
    case "count":
      return decimal(value, Number.isInteger(value) ? 0 : 1);
    case "given":
      return decimals === null ? powers(grouped(String(value))) : decimal(value, decimals);
    default:
      return decimals === null ? threeDigits(value) : decimal(value, decimals);
  }
}

/** Three significant digits; from a thousand on whole, for a rounded thousand reads as a counted one. */
function threeDigits(value: number): string {
  const size = Math.abs(value);
  // 999.7 has three digits only as 1.00e+3.
  if (size < 1e9 && Number(size.toPrecision(3)) >= 1000) return decimal(value, 0);
  if (value !== 0 && (size < 1e-4 || size >= 1e9)) return powers(value.toExponential(2));
  return value === 0 ? "0" : signed(value.toPrecision(3));
}

/** With so many decimals, grouped; what is rounded to zero has no sign. */
function decimal(value: number, digits: number): string {
  if (Math.abs(value) >= 1e15) return powers(value.toExponential(2));
  const text = grouped(value.toFixed(digits));
  return /[1-9]/.test(text) ? text : text.replace(minus, "");
}

const signed = (text: string): string => text.replace("-", minus);

/** Thousands apart from five digits on: four are read at a glance. */
function grouped(text: string): string {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === undefined || whole.length < 5) return signed(text);
  return `${signed(sign)}${whole.replace(/\B(?=(?:\d{3})+$)/g, ",")}${rest}`;
}

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** `1.2e-7` as `1.2 × 10⁻⁷`. */
const powers = (text: string): string =>
  signed(text).replace(/e([+−-]?)(\d+)/, (_, sign: string, digits: string) => {
    const power = [...digits].map((digit) => raised[Number(digit)]).join("");
    return `${noBreak}×${noBreak}10${sign === "" || sign === "+" ? "" : "⁻"}${power}`;
  });
