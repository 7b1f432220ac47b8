/** The ROC curve of one class against the rest. */
import type { Matrix } from "../../contract/matrix.ts";

export interface RocPoint {
  /** 1 − specificity: share of the units of other classes at or above the threshold. */
  readonly others: number;
  /** Sensitivity: share of the class's units at or above it. */
  readonly recognised: number;
  /** Null at the start, where no unit is. */
  readonly threshold: number | null;
}

/**
 * The corners of the curve from (0, 0) to (1, 1): units of equal score are one step, so that the area under straight lines is
 * that of mid-ranks, and points on a straight line between others are left out.
 *
 * @param scores u × K
 * @param observed class codes, length u
 * @param code the class and the column of its score
 * @returns empty where the class, or every other class, has no unit
 * @see Fawcett 2006, "An introduction to ROC analysis", Pattern Recogn. Lett. 27:861, doi 10.1016/j.patrec.2005.10.010
 */
export function rocCurve(scores: Matrix, observed: ArrayLike<number>, code: number): readonly RocPoint[] {
  const value = (i: number): number => scores.data[i * scores.cols + code];
  const order = Array.from({ length: scores.rows }, (_, i) => i).sort((i, j) => value(j) - value(i));
  const steps: { others: number; recognised: number; threshold: number | null }[] = [
    { others: 0, recognised: 0, threshold: null },
  ];
  order.forEach((i, k) => {
    const last = steps[steps.length - 1];
    const isTied = k > 0 && value(order[k - 1]) === value(i);
    const step = isTied ? last : { ...last, threshold: value(i) };
    if (observed[i] === code) step.recognised++;
    else step.others++;
    if (!isTied) steps.push(step);
  });
  const { others, recognised } = steps[steps.length - 1];
  if (others === 0 || recognised === 0) return [];
  return corners(steps).map((step) => ({
    others: step.others / others,
    recognised: step.recognised / recognised,
    threshold: step.threshold,
  }));
}

/** Counts are whole numbers, so that a bend is told exactly. */
function corners<T extends { readonly others: number; readonly recognised: number }>(steps: readonly T[]): T[] {
  const kept: T[] = [];
  for (const step of steps) {
    while (kept.length > 1 && isStraight(kept[kept.length - 2], kept[kept.length - 1], step)) kept.pop();
    kept.push(step);
  }
  return kept;
}

type Counts = { readonly others: number; readonly recognised: number };

const isStraight = (a: Counts, b: Counts, c: Counts): boolean =>
  (b.others - a.others) * (c.recognised - a.recognised) === (c.others - a.others) * (b.recognised - a.recognised);
