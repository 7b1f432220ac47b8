/** Leave one out near chance: its figure is biased downwards there, and its interval covers too little. */

import type { Context } from "../contract/running.ts";
import type { Confusion } from "../methods/metrics/schema.ts";
import type { Validation } from "../methods/validation/schema.ts";

/** Samples from which on the bias is small. */
const enoughSamples = 60;

/**
 * Tells of a leave-one-sample-out whose interval reaches what always naming the largest class would be right for.
 *
 * @param accuracyFrom lower end of the interval of the accuracy; null where there is none
 */
export function remarkOnLeaveOneOut(
  scheme: string,
  accuracyFrom: number | null,
  { counts, n }: Confusion,
  { permutation }: Validation,
  context: Context,
): void {
  if (scheme !== "loso" || n >= enoughSamples || accuracyFrom === null) return;
  const largest = Math.max(...counts.map((row) => row.reduce((sum, count) => sum + count, 0))) / n;
  if (accuracyFrom > largest) return;
  context.remark("FS5214", { n, ...("na" in permutation ? {} : { p: Number(permutation.p.toPrecision(3)) }) }, {});
}
