/** The abstention report: the rules, how much is answered, and what the answers are worth. */
import { clopperPearson } from "../methods/metrics/intervals.ts";
import { riskCoverage } from "../methods/trust/abstention/risk-coverage.ts";
import type { Built } from "../methods/trust/build.ts";
import type { Wishes } from "../methods/trust/options.ts";
import type { Setup } from "../methods/trust/pass.ts";
import type { AbstentionReport, Ended } from "./results.ts";

export const noAbstention = (reason: Ended["reason"], short: Ended["short"] = null): AbstentionReport => ({
  schema_version: 1,
  status: "na",
  reason,
  short,
  method: "none",
  confidence: null,
  tau: null,
  density: null,
  n: 0,
  answered: 0,
  far: 0,
  abstain_rate: null,
  accuracy_on_answered: null,
  accuracy_on_answered_ci: null,
  risk_coverage: [],
  aurc: null,
});

/** The risk–coverage curve stands also where nobody abstains: it needs no rule. */
export function abstentionReport(
  { wishes, samples, classes }: Setup,
  { evaluated, deployed }: Built,
): AbstentionReport {
  const isRight = evaluated.map(({ sample, predicted }) => samples.codes?.[sample] === predicted);
  const confidence = evaluated.flatMap((one) => one.confidence ?? []);
  const { points, aurc } = classes === null ? { points: [], aurc: null } : riskCoverage(confidence, isRight);
  const curve = { risk_coverage: points.map((point) => ({ ...point })), aurc };
  if (wishes.abstention === null) return { ...noAbstention("not_requested"), ...curve };
  const n = evaluated.length;
  const answered = evaluated.filter((one) => one.answered).length;
  const right = evaluated.filter((one, i) => one.answered && isRight[i]).length;
  const ci = clopperPearson(right, answered);
  const { confidence: rule, density } = deployed.rules;
  return {
    ...noAbstention(null),
    ...curve,
    status: "success",
    method: methodOf(wishes.abstention),
    confidence: rule && { ...rule },
    tau: rule?.tau ?? null,
    density: density && { n: density.n, k: density.k, t2: density.t2, q: density.q },
    n,
    answered,
    far: evaluated.filter(({ near }) => !near).length,
    abstain_rate: n === 0 ? null : (n - answered) / n,
    accuracy_on_answered: classes === null || answered === 0 ? null : right / answered,
    accuracy_on_answered_ci: classes === null || ci === null ? null : [ci[0], ci[1]],
  };
}

const methodOf = ({ threshold, target_risk }: NonNullable<Wishes["abstention"]>): AbstentionReport["method"] =>
  threshold !== null ? "threshold" : target_risk !== null ? "target_risk" : "density";
