/** Confidence: from which probability on to answer, so that answers are seldom wrong. */

import type { ConfidenceRule } from "../../../contract/values.ts";
import { clopperPearsonUpper } from "../../metrics/intervals.ts";

/**
 * The smallest confidence of the conformal samples at which the share of wrong answers is at most the target. Certified where
 * even the one-sided 95 % upper limit of that share is below the target: no error among 59 answers does for 0.05, 149 for 0.02.
 *
 * @param confidence largest probability of each sample, length n
 * @param isRight whether its class is the observed one, length n
 * @see Geifman, El-Yaniv 2017, "Selective classification for deep neural networks", NeurIPS, arXiv:1705.08500
 */
export function confidenceForRisk(
  confidence: ArrayLike<number>,
  isRight: ArrayLike<boolean>,
  target: number,
): ConfidenceRule {
  const order = Array.from(confidence, (_, i) => i).sort((a, b) => confidence[b] - confidence[a]);
  let errors = 0;
  let best: { readonly tau: number | null; readonly answered: number; readonly errors: number } = {
    tau: null,
    answered: 0,
    errors: 0,
  };
  order.forEach((i, place) => {
    if (!isRight[i]) errors++;
    const isEnd = place === order.length - 1 || confidence[order[place + 1]] < confidence[i];
    // From here on a smaller confidence answers more; the last that is good enough is the smallest.
    if (isEnd && errors <= target * (place + 1)) best = { tau: confidence[i], answered: place + 1, errors };
  });
  const upper = clopperPearsonUpper(best.errors, best.answered);
  return { ...best, target_risk: target, upper, certified: upper !== null && upper < target };
}

/** A confidence that was given, with what it does on the conformal samples. */
export function confidenceAt(tau: number, confidence: ArrayLike<number>, isRight: ArrayLike<boolean>): ConfidenceRule {
  const answered = Array.from(confidence, (value, i) => ({ value, i })).filter(({ value }) => value >= tau);
  const errors = answered.filter(({ i }) => !isRight[i]).length;
  const upper = clopperPearsonUpper(errors, answered.length);
  return { tau, target_risk: null, answered: answered.length, errors, upper, certified: null };
}
