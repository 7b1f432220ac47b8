/** Words of captions and text alternatives: numbers rounded as a reader wants them, lists that stay short. */
import type { Leakage } from "../methods/split/leakage.ts";

/** Three significant digits, without an exponent where that can be read. */
export function rounded(value: number): string {
  if (!Number.isFinite(value)) return "not known";
  return String(Number(value.toPrecision(3))).replace("-", "−");
}

/** A share as `95.4 %`. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)}\u00a0%`;

/** ` (95 % interval 0.98 to 1.00)`, or nothing where there is none. */
export function intervalWords(interval: readonly [number, number] | null | undefined, digits: number): string {
  if (interval === null || interval === undefined) return "";
  return ` (95\u00a0% interval ${interval.map((end) => end.toFixed(digits).replace("-", "−")).join(" to ")})`;
}

/** `a, b, c and 4 more`; "none" where there are none: a caption stays short, where a sentence of the compiler names all. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length === 0) return "none";
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** Sentences that are there, one after another. */
export const sentences = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(" ");

/** What stands beside every figure of a model whose folds leak; null where they do not. */
export function leakageWords({ samples, duplicates }: Pick<Leakage, "samples" | "duplicates">): string | null {
  const what = [
    samples.count > 0 ? counted(samples.count, "sample") : "",
    duplicates.count > 0 ? `${counted(duplicates.count, "copy", "copies")} of a spectrum` : "",
  ].filter((part) => part !== "");
  if (what.length === 0) return null;
  return `Leakage: ${what.join(" and ")} stood in training and test rows at once, so this looks better than it is.`;
}

/** `1 sample`, `3 samples`. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
