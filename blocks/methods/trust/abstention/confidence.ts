/** Confidence: from which probability on to answer, so that answers are seldom wrong, and what may be said of that. */

import type { ConfidenceRule } from "../../../contract/certified.ts";
import { clopperPearsonUpper } from "../../metrics/intervals.ts";

/** One minus the confidence of a certified risk. */
const doubt = 0.05;

/** Fewest answers, all of them right, whose upper 95 % limit of the risk is at most this: 59 for 0.05, 149 for 0.02. */
const answersToCertify = (risk: number): number => Math.ceil(Math.log(doubt) / Math.log1p(-risk));

/**
 * How far down the order of confidence to answer, and by which of three rules.
 *
 * *certified*: from the first end of a tie on that could certify at all, as long as the one-sided 95 % Clopper–Pearson limit of the
 * risk is at most the target; the first limit above it ends the walk, so that the many looks cost nothing (fixed-sequence test).
 * *expected*: else the most answers with (errors + 1)/(answers + 1) at most the target, which holds on average over studies.
 * *none*: else nothing is answered.
 *
 * @param confidence largest probability of each sample, length n
 * @param isRight whether its class is the observed one, length n
 * @see Geifman, El-Yaniv 2017, "Selective classification for deep neural networks", NeurIPS, arXiv:1705.08500; Angelopoulos,
 *      Bates, Candès, Jordan, Lei 2021, "Learn then test", arXiv:2110.01052 (fixed sequences); Angelopoulos, Bates, Fisch, Lei,
 *      Schuster 2024, "Conformal risk control", ICLR, arXiv:2208.02814 (the + 1)
 */
export function confidenceForRisk(
  confidence: ArrayLike<number>,
  isRight: ArrayLike<boolean>,
  target: number,
): ConfidenceRule {
  const ends = tieEnds(confidence, isRight);
  const needed = answersToCertify(target);
  const facts = { target_risk: target, n: confidence.length, needed };
  const walked = ends.filter(({ answered }) => answered >= needed);
  const stop = walked.findIndex(({ errors, answered }) => !((clopperPearsonUpper(errors, answered) ?? 1) <= target));
  const certified = walked[(stop < 0 ? walked.length : stop) - 1];
  if (certified !== undefined) return { ...ruleAt(certified), rule: "certified", ...facts };
  const expected = ends.findLast(({ errors, answered }) => errors + 1 <= target * (answered + 1));
  if (expected !== undefined) return { ...ruleAt(expected), rule: "expected", ...facts };
  return { tau: null, answered: 0, errors: 0, upper: null, rule: "none", ...facts };
}

/** A confidence that was given, with what it does on the conformal samples. */
export function confidenceAt(tau: number, confidence: ArrayLike<number>, isRight: ArrayLike<boolean>): ConfidenceRule {
  const answered = Array.from(confidence, (value, i) => ({ value, i })).filter(({ value }) => value >= tau);
  const errors = answered.filter(({ i }) => !isRight[i]).length;
  const facts = { target_risk: null, n: confidence.length, needed: null };
  return { ...ruleAt({ tau, answered: answered.length, errors }), rule: "given", ...facts };
}

interface TieEnd {
  /** The confidence of the tie. */
  readonly tau: number;
  readonly answered: number;
  readonly errors: number;
}

/** What is answered, and how often wrongly, at every confidence that occurs, from the largest on: equal ones together. */
function tieEnds(confidence: ArrayLike<number>, isRight: ArrayLike<boolean>): readonly TieEnd[] {
  const order = Array.from(confidence, (_, i) => i).sort((a, b) => confidence[b] - confidence[a]);
  let errors = 0;
  return order.flatMap((i, place) => {
    if (!isRight[i]) errors++;
    const isEnd = place === order.length - 1 || confidence[order[place + 1]] < confidence[i];
    return isEnd ? [{ tau: confidence[i], answered: place + 1, errors }] : [];
  });
}

const ruleAt = (end: TieEnd) => ({ ...end, upper: clopperPearsonUpper(end.errors, end.answered) });
