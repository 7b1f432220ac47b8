/** Evidence of trust: what was calibrated and covered, on samples that nothing had seen. */
import { type Evidence, type EvidenceLine, stated, statedOr, withInterval } from "../contract/evidence.ts";
import type { TrustResults } from "./results.ts";
import { riskInWords } from "./words.ts";

export const evidenceOf = (results: TrustResults, block: string): Evidence => ({
  title: "Trust",
  lines: [
    [`Trust was applied (block ${block}), on samples that neither fit, calibration nor threshold had seen.`],
    ...calibrationLines(results),
    ...conformalLines(results),
    ...abstentionLines(results),
  ],
  groups: [
    ...groups("By batch (of the recipe that trust judges):", results.by_batch, "By batch: no batch was declared."),
    ...groups(
      "By instrument (of the recipe that trust judges):",
      results.by_instrument,
      "By instrument: no instrument was declared, so nothing is known of another one.",
    ),
  ],
});

function calibrationLines(of: TrustResults): readonly EvidenceLine[] {
  if (of.calibration.status !== "success") return [["Calibration: not done."]];
  const between: EvidenceLine =
    of.ece_null === null ? [] : [" (right probabilities give ", stated(of.ece_null, "index"), ")"];
  return [
    [
      `Calibration by ${of.calibration_method}: expected calibration error `,
      statedOr(of.ece_before, "index"),
      " before, ",
      statedOr(of.ece_after, "index"),
      " after",
      ...between,
      ";",
    ],
    [
      "   Brier score ",
      statedOr(of.brier_before, "index"),
      " before, ",
      statedOr(of.brier_after, "index"),
      " after; log loss ",
      statedOr(of.log_loss_before, "index"),
      " before, ",
      statedOr(of.log_loss_after, "index"),
      " after.",
    ],
  ];
}

function conformalLines(of: TrustResults): readonly EvidenceLine[] {
  const { score, by, alpha } = of;
  if (of.conformal.status !== "success" || alpha === null) return [["Conformal prediction: not done."]];
  return [
    [`Conformal prediction (${score}, by ${by}) at alpha ${alpha}: nominal coverage `, stated(1 - alpha, "share"), ","],
    [
      "   coverage ",
      ...withInterval(of.coverage, of.coverage_ci, "share"),
      " over ",
      stated(of.n_samples, "count"),
      " samples; mean size of the sets ",
      statedOr(of.mean_set_size, "number"),
      ".",
    ],
    ["   Probability of this coverage or less at the nominal one: ", statedOr(of.coverage_p, "p"), "."],
    ...Object.entries(of.by_class).map(
      ([name, one]): EvidenceLine => [
        `   ${name}: coverage `,
        ...withInterval(one.coverage, one.coverage_ci, "share"),
        ", ",
        stated(one.n, "count"),
        " samples",
      ],
    ),
  ];
}

function abstentionLines(of: TrustResults): readonly EvidenceLine[] {
  if (of.abstention.status !== "success") return [];
  const risk = riskInWords(of, of.separated_by);
  return [
    [
      "Abstention rate ",
      stated(of.abstain_rate, "share"),
      " of the samples; accuracy of those answered ",
      ...withInterval(of.accuracy_on_answered, of.accuracy_on_answered_ci, "share"),
      ".",
    ],
    ...(risk === null ? [] : [[`   ${risk[0].toUpperCase()}${risk.slice(1)}.`]]),
  ];
}

/** Counts beside the shares, for a share of few samples would say more than they show. */
function groups(title: string, of: TrustResults["by_batch"], none: string): readonly EvidenceLine[] {
  const all = Object.entries(of);
  if (all.length === 0) return [[none]];
  return [
    [title],
    ...all.map(([group, { n, accuracy, coverage, coverage_ci }]): EvidenceLine => {
      const right = accuracy === null ? "" : `, ${Math.round(accuracy * n)} predicted right`;
      return [`   ${group}: ${n} samples${right}, coverage `, ...withInterval(coverage, coverage_ci, "share")];
    }),
  ];
}
