/** Evidence of a model: how it was validated, and how it did on samples it had not seen. No number stands without its interval. */
import { type Evidence, type EvidenceLine, lineOf, stated, statedOr, withInterval } from "../contract/evidence.ts";
import { counted } from "../contract/number-text.ts";
import { unitOfTarget } from "../contract/target-unit.ts";
import { methods } from "../methods/methods.ts";
import { metricIn } from "../methods/metrics/beside.ts";
import { formOfMetric, statedOf } from "../methods/metrics/declared.ts";
import { unitsWord } from "../methods/metrics/na-words.ts";
import { besideExternal, includingSentence } from "./including-words.ts";
import type { ModelResults } from "./results.ts";
import { schemeWords } from "./scheme-words.ts";
import { validationEvidence } from "./validation-words.ts";

export const evidenceOf = (results: ModelResults, block: string): Evidence => ({
  title: `Validation of the model ${block}`,
  lines: [
    [
      `${methods.estimator(results.estimator).title} (${results.classes === null ? "regression" : "classification"}); ${schemeWords(results)}.`,
    ],
    [
      results.samples_known
        ? "Every sample was predicted by a model that had not seen it; replicates of one sample count once."
        : "Which spectra are of one sample is not known: each was left out in turn, and repeats of one may have been seen.",
    ],
    ...unitLines(results),
    ...metricLines(results),
    ...validationEvidence(results),
    ...[includingSentence(results), besideExternal(results)].flatMap((said) => (said === null ? [] : [lineOf(said)])),
    external(results),
  ],
  groups: Object.entries(results.by_class ?? {}).map(([name, of]) => [
    `   ${name}: sensitivity `,
    ...withInterval(of.recall, of.recall_ci, "share", metricIn(of, "recall")?.why),
    ", ",
    stated(of.n, "count"),
    " samples",
  ]),
});

function metricLines(results: ModelResults): readonly EvidenceLine[] {
  return statedOf(results.task).flatMap(({ name, title, scale }) => {
    const metric = metricIn(results, name);
    if (metric === null) return [];
    const { value, interval, n, why } = metric;
    const unit = scale === "target" ? unitOfTarget(results.target_unit, results.target) : null;
    return [
      [
        `${title}: `,
        ...withInterval(value, interval, formOfMetric(name, interval), why, unit),
        ", over ",
        n === null ? "?" : stated(n, "count"),
        " samples",
      ],
    ];
  });
}

/** What a new measurement would be one of: what the intervals are for. */
function unitLines({ units, n_repeats }: ModelResults): readonly EvidenceLine[] {
  const repeats: readonly EvidenceLine[] =
    n_repeats > 1
      ? [["The folds were dealt ", stated(n_repeats, "count"), " times; each figure is the mean over these."]]
      : [];
  if (units == null) return repeats;
  const { unit, n, icc, batches } = units;
  if (unit !== "sample") {
    return [
      ...repeats,
      [
        `Intervals are for new ${unitsWord[unit]}: `,
        stated(n, "count"),
        ` of them were left out in turn; intraclass correlation of the losses within one: `,
        statedOr(icc, "index"),
        ".",
      ],
    ];
  }
  return batches !== null && batches > 1
    ? [
        ...repeats,
        ["Intervals are for new samples of these ", stated(batches, "count"), " batches: none was left out whole."],
      ]
    : repeats;
}

const external = ({ n_external: n }: ModelResults): EvidenceLine =>
  n === 0
    ? ["There is no external test set."]
    : [
        `External test set: ${counted(n, "spectrum", "spectra")}, in no fold and no fit; its figures stand in model/metrics.json.`,
      ];
