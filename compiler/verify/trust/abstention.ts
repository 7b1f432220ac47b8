/** Abstention: the rule by the conformal scores (M5), what was answered, the curve of risk and its area. */
import { fieldsOf, isRecord } from "../../../schemas/is-record.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { About, contradiction, differences } from "../differ.ts";
import { betaQuantile } from "../numeric/gamma-beta.ts";
import { shareLimits } from "../numeric/limits.ts";
import { gathered } from "../samples.ts";
import type { Material, Told } from "./material.ts";

/** Points at every confidence that occurs, and the mean risk over all numbers of answers; errors among equals are spread evenly. */
function riskCurve(confidence: readonly number[], isRight: readonly boolean[]) {
  const ties = [
    ...gathered(
      [...confidence.keys()].sort((a, b) => confidence[b] - confidence[a]),
      (i) => confidence[i],
    ),
  ];
  let [errors, answers, area] = [0, 0, 0];
  const points = ties.map(([value, own]) => {
    const wrong = own.filter((i) => !isRight[i]).length;
    own.forEach((_, k) => {
      area += (errors + (wrong * (k + 1)) / own.length) / (answers + k + 1);
    });
    errors += wrong;
    answers += own.length;
    return {
      coverage: answers / confidence.length,
      risk: errors / answers,
      confidence: value,
      answered: answers,
      errors,
    };
  });
  return { points, aurc: confidence.length === 0 ? null : area / confidence.length };
}

export function abstentionFindings(material: Material, told: readonly Told[], open: Set<string>): readonly Finding[] {
  const { abstention, classes, folder } = material;
  const path = `${folder}abstention_artifact.json`;
  const isRight = told.map((one) => one.code === one.predicted);
  const { points, aurc } =
    classes === null
      ? { points: [], aurc: null }
      : riskCurve(
          told.map(({ p, predicted }) => p[predicted]),
          isRight,
        );
  const curve = {
    risk_coverage: points.map(({ coverage, risk, confidence }) => ({ coverage, risk, confidence })),
    aurc,
  };
  const said = { risk_coverage: abstention.risk_coverage, aurc: abstention.aurc };
  if (abstention.status !== "success") return differences(path, said, curve);
  const n = told.length;
  const answered = told.filter((one) => one.answered).length;
  const right = told.filter((one, i) => one.answered && isRight[i]).length;
  const isTold = classes !== null && answered > 0;
  const { far, tau, confidence } = abstention;
  const wanted = {
    ...curve,
    n,
    answered,
    abstain_rate: n === 0 ? null : (n - answered) / n,
    accuracy_on_answered: isTold ? right / answered : null,
    accuracy_on_answered_ci: isTold ? shareLimits(right, answered, 0.95).map((end) => new About(end, 1e-8)) : null,
    tau: fieldsOf(confidence).tau ?? null,
  };
  const found = {
    ...said,
    n: abstention.n,
    answered: abstention.answered,
    abstain_rate: abstention.abstain_rate,
    accuracy_on_answered: abstention.accuracy_on_answered,
    accuracy_on_answered_ci: abstention.accuracy_on_answered_ci,
    tau,
  };
  const isBeyond = typeof far === "number" && far > n - answered;
  return [
    ...differences(path, found, wanted),
    ...(isBeyond ? [contradiction(path, "has more samples far off than were left unanswered")] : []),
    ...ruleFindings(material, open),
    ...answerFindings(material, told, open),
  ];
}

/**
 * Confidence and whether it was right, of the conformal samples of a fold, from their scores: two classes under LAC tell both.
 * Null where they do not.
 */
function pairsOf({ conformal, classes, splits }: Material, fold: string) {
  const scores = splits.filter((one) => one.fold === fold).flatMap((one) => one.scores);
  if (classes?.length !== 2 || conformal.score !== "lac" || conformal.unit !== "sample" || scores.length === 0)
    return null;
  return { confidence: scores.map((s) => Math.max(s, 1 - s)), isRight: scores.map((s) => s < 0.5) };
}

/** M5, where the conformal scores of the kept predictor tell every confidence. */
function ruleFindings(material: Material, open: Set<string>): readonly Finding[] {
  const { abstention, folder } = material;
  const rule = fieldsOf(abstention.confidence);
  const risk = rule.target_risk;
  if (typeof risk !== "number") return [];
  const pairs = pairsOf(material, "deployed");
  if (pairs === null) {
    open.add("the threshold of abstention, and who was answered: scores of these sets do not tell the confidence");
    return [];
  }
  return differences(`${folder}abstention_artifact.json`, rule, ruleOf(pairs, risk), "/confidence");
}

/** By the threshold of its fold; who is sure of it and silent all the same lies far from the training rows. */
function answerFindings(material: Material, told: readonly Told[], open: Set<string>): readonly Finding[] {
  const { abstention, classes, folder, rows } = material;
  if (classes === null) return [];
  const rule = isRecord(abstention.confidence) ? abstention.confidence : null;
  const risk = rule === null ? null : rule.target_risk;
  const thresholds = new Map<string, number | null | undefined>();
  for (const fold of new Set(told.map((one) => one.fold))) {
    const pairs = typeof risk === "number" ? pairsOf(material, fold) : null;
    const given = rule === null ? 0 : typeof risk === "number" ? undefined : Number(rule.tau);
    thresholds.set(fold, pairs === null ? given : ruleOf(pairs, Number(risk)).tau);
  }
  const known = told.filter(({ fold }) => thresholds.get(fold) !== undefined);
  const isSure = ({ fold, p, predicted }: Told) => p[predicted] >= (thresholds.get(fold) ?? Infinity) - 1e-12;
  const unsure = known.filter((one) => one.answered && !isSure(one)).length;
  const silent = known.filter((one) => !one.answered && isSure(one)).length;
  const far = Number(abstention.far);
  const isFew = rule === null ? silent === far : silent <= far;
  if (far > 0) open.add(`which ${far} samples lie far from the training rows: distances need the spectra`);
  return [
    ...(unsure === 0
      ? []
      : [contradiction(rows.path, `answers ${unsure} samples below the confidence that its fold asks for`)]),
    ...(isFew
      ? []
      : [
          contradiction(
            `${folder}abstention_artifact.json`,
            `leaves ${silent} samples unanswered, of which ${far} are far`,
          ),
        ]),
  ];
}

/** The rule that keeps a risk. */
function ruleOf(
  { confidence, isRight }: { readonly confidence: readonly number[]; readonly isRight: readonly boolean[] },
  risk: number,
) {
  const { points } = riskCurve(confidence, isRight);
  const needed = Math.ceil(Math.log(0.05) / Math.log1p(-risk));
  const upper = (errors: number, n: number) => (errors >= n ? 1 : betaQuantile(0.95, errors + 1, n - errors));
  const walked = points.filter(({ answered }) => answered >= needed);
  const stop = walked.findIndex(({ errors, answered }) => upper(errors, answered) > risk);
  const certified = walked.at((stop < 0 ? walked.length : stop) - 1);
  const isCertified = walked.length > 0 && stop !== 0 && certified !== undefined;
  const expected = points.findLast(({ errors, answered }) => errors + 1 <= risk * (answered + 1));
  const chosen = isCertified ? certified : expected;
  const facts = { target_risk: risk, n: confidence.length, needed };
  return chosen === undefined
    ? { tau: null, answered: 0, errors: 0, upper: null, rule: "none", ...facts }
    : {
        tau: chosen.confidence,
        answered: chosen.answered,
        errors: chosen.errors,
        upper: new About(upper(chosen.errors, chosen.answered), 1e-8),
        rule: isCertified ? "certified" : "expected",
        ...facts,
      };
}
