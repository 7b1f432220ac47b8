/** Sound: whether what a file gives as a certified predictor can be one, looked at before it predicts anything. */

import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { Methods } from "../../contract/methods.ts";
import { words } from "../../contract/words.ts";
import { placed, storedVariables } from "../drift/space.ts";
import { plain, plainRows } from "../numeric/vectors.ts";
import { rankOf } from "./conformal/threshold.ts";
import { mostAlphaAnywhere, mostAlphaRegulatory } from "./options.ts";
import { type Given, holds, orNull } from "./strangers.ts";
import { wrongLengths } from "./wrong-lengths.ts";

/** How far what is predicted again may lie from what the file says, as a share of the largest number beside it. */
const near = 1e-9;
/** The residuals are kept to seven digits, Q to all. */
const nearQ = 1e-5;

/**
 * What first shows that this is no predictor that could have been certified: names, lengths, policy, and the samples of its
 * drift reference predicted again. Null where nothing does. It says that a file hangs together, not who made it.
 *
 * @param isApproved whether it claims to come from a regulatory run
 */
export function unsoundness(methods: Methods, certified: CertifiedPredictor, isApproved: boolean): string | null {
  for (const find of [unknownNames, wrongLengths, beyondPolicy, predictedOtherwise]) {
    const found = find({ methods, certified, isApproved });
    if (found !== null) return found;
  }
  return null;
}

/** What of the names and options of a predictor no method has; null where all have theirs. No method computes anything for it. */
export function unknownNames({
  methods,
  certified: { predictor },
}: Pick<Given, "methods" | "certified">): string | null {
  const { pipeline, estimator, options, task } = predictor;
  for (const { name, options: asked } of pipeline.steps) {
    if (!holds(() => methods.step(name).options.safeParse(asked).success))
      return words(`no step \`${name}\` takes the options it gives`);
  }
  if (!holds(() => methods.estimator(estimator).options.safeParse(options).success))
    return words(`no estimator \`${estimator}\` takes the options it gives`);
  return methods.estimator(estimator).task === task ? null : words(`\`${estimator}\` is no method of ${task}`);
}

function beyondPolicy({ certified: { conformal, confidence, predictor }, isApproved }: Given): string | null {
  const outside = (what: string, value: number): string =>
    words(`\`${what}\` is ${value}, which no certified predictor has`);
  const shares: readonly (readonly [string, number | null | undefined])[] = [
    ["confidence.tau", confidence?.tau],
    ["confidence.target_risk", confidence?.target_risk],
    ["confidence.upper", confidence?.upper],
  ];
  for (const [name, value] of shares) if (value != null && !(value >= 0 && value <= 1)) return outside(name, value);
  if (conformal === null) return null;
  const { alpha, thresholds, spectrum } = conformal;
  if (!(alpha > 0 && alpha <= (isApproved ? mostAlphaRegulatory : mostAlphaAnywhere)))
    return outside("conformal.alpha", alpha);
  const most = predictor.task === "classification" ? 1 : Number.POSITIVE_INFINITY;
  for (const { n, k, qhat } of [...thresholds, ...spectrum]) {
    if (qhat !== null && !(qhat >= 0 && qhat <= most)) return outside("conformal.thresholds.qhat", qhat);
    if (k !== rankOf(n, alpha)) return outside("conformal.thresholds.k", k);
  }
  return null;
}

function predictedOtherwise({ methods, certified: { predictor, drift, predictions } }: Given): string | null {
  if (drift === null || predictions === null) return null;
  const x = storedVariables(drift);
  const again = orNull(() => methods.estimator(predictor.estimator).predict(x, predictor.state));
  if (again === null || !isNear(plainRows(again), predictions, near))
    return words("it does not predict of the samples it was held against what it says it predicted");
  const { t2, q, scores } = placed(x, drift);
  // Loadings are of unit length and at right angles to one another and to the residuals, or the scores come out otherwise.
  return isNear(plainRows(scores), drift.scores, nearQ) &&
    isNear([plain(t2)], [drift.t2], nearQ) &&
    isNear([plain(q)], [drift.q], nearQ)
    ? null
    : words("the samples it was held against do not lie where it says they do");
}

type Lists = readonly (readonly number[])[];

function isNear(found: Lists, wanted: Lists, tolerance: number): boolean {
  const largest = wanted.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1e-300);
  const isSame = (own: readonly number[], list: readonly number[]) =>
    own.length === list.length && list.every((value, j) => Math.abs(own[j] - value) <= tolerance * largest);
  return found.length === wanted.length && wanted.every((list, i) => isSame(found[i], list));
}
