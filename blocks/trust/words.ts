/** Words of trust: the reasons its artifacts hold as codes with their numbers, for people. */
import { percent } from "../contract/number-text.ts";
import type { Facts } from "../contract/refusal.ts";
import { checkOf } from "../methods/qc/check-of.ts";
import { bounds, checkCriterion, checkNumber, wordsOf } from "../methods/qc/words.ts";
import type { Short, Shortage } from "../methods/trust/shortage.ts";
import type { Ended, TrustResults } from "./results.ts";

/** What may not have been done. */
export type TrustStep = "calibration" | "conformal sets" | "abstention";

/** Why a step was not done or did not keep its promise; null where it did. */
export function reasonInWords({ reason, short }: Ended, step: TrustStep): string | null {
  if (reason === null) return null;
  if (reason === "not_requested") return `The document asks for no ${step}.`;
  if (reason === "regression") return "A regression has no probabilities to calibrate.";
  if (reason === "coverage") return "The coverage lies below the nominal coverage.";
  if (short === null) throw new Error(`no numbers behind ${reason}`);
  return shortages[reason](short);
}

/** Why nothing was done at all. */
export const nothingInWords = (reason: string, { short }: Pick<Ended, "short">): string => {
  if (short === null) throw new Error(`no numbers behind ${reason}`);
  return shortages[reason as Shortage["reason"]](short);
};

/**
 * What may be said of the share of wrong answers, as a clause without a full stop; null where no risk was aimed at.
 *
 * @param apart what the conformal samples were set aside by
 */
export function riskInWords(
  {
    risk_rule: rule,
    target_risk: target,
    risk_needed: needed,
  }: Pick<TrustResults, "risk_rule" | "target_risk" | "risk_needed">,
  apart: "batch" | "sample",
): string | null {
  if (target === null || rule === null || rule === "given") return null;
  const risk = percent(target);
  if (rule === "none")
    return `a risk of ${risk} was reached at no confidence, so the predictor that is kept answers nothing; ${needed} conformal samples answered without error would certify it`;
  if (rule === "expected")
    return `at most ${risk} of the kept predictor's answers are wrong on average over such studies; that is not certified for this one`;
  const counted = apart === "batch" ? ", samples of one batch counted as independent" : "";
  return `at most ${risk} of the kept predictor's answers are wrong, with 95\u00a0% confidence${counted}`;
}

/** Checks that the certified recipe fails, a row each, in words. */
export const remarkedInWords = (code: string, { checks }: Facts): Facts =>
  code === "FS6046" && Array.isArray(checks) ? { checks: (checks as readonly string[]).map(failedInWords) } : {};

function failedInWords(row: string): string {
  const [id, value, threshold, lower, lowerThreshold] = row.split(" ");
  const numbers = [value, threshold, lower, lowerThreshold].map((text) => (text === "–" ? null : Number(text)));
  const { limit } = checkOf(id);
  const limits =
    numbers[2] === null && numbers[3] === null
      ? ""
      : `; lower 95 % limit ${checkNumber(id, numbers[2], null)}, criterion ≥ ${checkCriterion(id, numbers[3], null)}`;
  return `${wordsOf(id).title} ${checkNumber(id, numbers[0], null)} (criterion ${bounds[limit]} ${checkCriterion(id, numbers[1], null)}${limits})`;
}

const samplesOf = ({ class: name }: Short): string => (name === null ? "samples" : `samples of ${name}`);

const shortages: { readonly [R in Shortage["reason"]]: (short: Short) => string } = {
  too_few_samples(short) {
    const { have, need, fold, to_learn: toLearn } = short;
    const what = `${samplesOf(short)} ${toLearn ? "to learn from" : "beside those left out"}`;
    return `Trust needs ${need} ${what} in fold ${fold}; there are ${have}.`;
  },
  too_few_batches({ have, need, fold }) {
    const where = fold === null ? "in all, the ones left out included" : `beside those left out in fold ${fold}`;
    return `Trust needs ${need} batches ${where}; there are ${have}.`;
  },
  no_fair_carve(short) {
    const { have, need, fold, set } = short;
    return `In fold ${fold} no division of the batches leaves every set enough: of ${samplesOf(short)} the ${set} set would hold ${have} where it needs ${need}.`;
  },
  too_few_for_calibration(short) {
    const { have, need, fold, method } = short;
    const where = fold === null ? "of the deployed predictor" : `of fold ${fold}`;
    return `Calibration by ${method} needs ${need} ${samplesOf(short)}; the calibration set ${where} has ${have}.`;
  },
};

/** How probabilities are binned, by the code that artifacts hold. */
export const binningWords = {
  equal_width_10: "10 bins of equal width over the largest probability, a bin holding its upper edge",
} as const;
