/** Risk–coverage curve: what answers are worth when fewer samples are answered. */

import { riskCoverage as chartOf } from "../../charts/risk-coverage.ts";
import { extremes } from "../../charts/thin.ts";
import { sentences } from "../../charts/words.ts";
import { percent } from "../../contract/number-text.ts";
import type { AbstentionReport, TrustResults } from "../results.ts";
import type { TrustView } from "../trust-view.ts";
import { reasonInWords, riskInWords } from "../words.ts";
import { reportsOf, three, wanted } from "./parts.ts";

const mostSteps = 400;

export const riskCoverage: TrustView = {
  shape: "figure",
  title: "risk and coverage",
  byDefault: false,
  exists: wanted(({ task, abstention }) => task === "classification" && abstention !== null),
  async make(source) {
    const { abstention } = await reportsOf(source);
    const { risk_coverage: points, aurc, n, answered, accuracy_on_answered: right, confidence } = abstention;
    if (points.length === 0) return { na: reasonInWords(abstention, "abstention") ?? "Nothing was predicted." };
    const shown = extremes(
      points.map(({ risk }) => risk),
      mostSteps,
    ).map((i) => points[i]);
    const used = right === null ? null : { coverage: answered / n, risk: 1 - right };
    const chart = chartOf(shown, confidence?.target_risk ?? null, used);
    return {
      data: { ...chart, data: chartOf(points, null, null).data },
      alt: `${answered} of ${n} samples are answered${right === null ? "" : `, ${percent(right)} of them rightly`}; the area under the curve is ${three(aurc)}.`,
      caption: sentences(
        `Share of wrong answers when only the most confident of ${n} samples left out are answered; area under the curve ${three(aurc)}.`,
        used === null
          ? "Nothing is answered."
          : `Ring: what the rules answer, density included (${answered} of ${n}, ${percent(used.risk)} wrong).`,
        promiseWords(abstention, (source.results as TrustResults).separated_by),
      ),
    };
  },
};

/** What the predictor that was kept may promise of its answers, and on which samples that rests. */
function promiseWords({ confidence }: AbstentionReport, apart: "batch" | "sample"): string | null {
  if (confidence === null) return null;
  const { rule, target_risk, needed, upper, answered, errors } = confidence;
  const risk = riskInWords({ risk_rule: rule, target_risk, risk_needed: needed }, apart);
  if (risk === null) return null;
  const rest = `${errors} of its ${answered} answers on the conformal samples are wrong (95\u00a0% upper limit ${upper === null ? "not known" : percent(upper)})`;
  return `${risk[0].toUpperCase()}${risk.slice(1)}${answered === 0 ? "" : `: ${rest}`}.`;
}
