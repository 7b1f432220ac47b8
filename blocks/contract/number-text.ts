/**
 * Number text: how numbers, shares, intervals and counts are written for people, by blocks and compiler alike. One rule a form; what a
 * reader asked for by a format of d3 is `compiler/render/numbers.ts`, which takes its spaces, minus and interval from here.
 */

import { minus, noBreak, numberText } from "./quantity.ts";

/** Rounded to significant digits, without an exponent where that can be read: `0.0123`, `−4.5`, `1e−7`. */
export const significant = (value: number, digits: number, sign: string = minus): string =>
  String(Number(value.toPrecision(digits))).replace("-", sign);

/** With so many decimals: `0.950`, `−0.3`. */
export const fixed = (value: number, digits: number, sign: string = minus): string =>
  value.toFixed(digits).replace("-", sign);

/** Three significant digits; "not known" for what is no number. */
export const rounded = (value: number): string => (Number.isFinite(value) ? numberText(value, "number") : "not known");

/** A share as `95.4 %`. */
export const percent = (share: number): string => numberText(share, "share");

/** The ends of an interval: `0.98 to 1.00`. */
export const ends = (texts: readonly string[]): string => texts.join(" to ");

/** What an interval of a metric is called. */
export const interval95 = "95\u00a0% interval";

/** ` (95 % interval 0.98 to 1.00)`, or nothing where there is none. */
export const intervalWords = (
  interval: readonly [number, number] | null | undefined,
  text: (end: number) => string,
): string =>
  interval === null || interval === undefined ? "" : ` (${interval95} ${ends(interval.map((end) => text(end)))})`;

/** ` (95 % CI 95.2 % to 99.7 %)`: the same behind a value that an author or the statement quotes; what stands around the ends. */
export const quoted = [` (95${noBreak}% CI `, ")"] as const;
export const quotedInterval = (text: string): string => quoted.join(text);

/** `1 sample`, `3 samples`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
