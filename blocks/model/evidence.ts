/** Evidence of a model: how it was validated, and how it did on samples it had not seen. No number stands without its interval. */
import { type Evidence, type EvidenceLine, lineOf, stated, statedOr, withInterval } from "../contract/evidence.ts";
import { metricIn } from "../methods/metrics/beside.ts";
import { statedOf } from "../methods/metrics/declared.ts";
import { unitsWord } from "../methods/metrics/na-words.ts";
import { besideExternal, includingSentence } from "./including-words.ts";
import type { ModelResults } from "./results.ts";
import { validationEvidence } from "./validation-words.ts";

export const evidenceOf = (results: ModelResults, block: string): Evidence => ({
  title: `Validation of the model ${block}`,
  lines: [
    [
      `Estimator ${results.estimator}; scheme ${results.scheme}: `,
      statedOr(results.n_folds),
      ` folds, separated by ${results.unit}.`,
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
    `   ${name}: recall `,
    ...withInterval(of.recall, of.recall_ci, ".1%", metricIn(of, "recall")?.why),
    ", ",
    stated(of.n),
    " samples",
  ]),
});

function metricLines(results: ModelResults): readonly EvidenceLine[] {
  return statedOf(results.task).flatMap(({ name, stated: { format } }) => {
    const metric = metricIn(results, name);
    if (metric === null) return [];
    const { value, interval, n, why } = metric;
    return [
      [`${name}: `, ...withInterval(value, interval, format, why), ", over ", n === null ? "?" : stated(n), " samples"],
    ];
  });
}

/** What a new measurement would be one of: what the intervals are for. */
function unitLines({ units, n_repeats }: ModelResults): readonly EvidenceLine[] {
  const repeats: readonly EvidenceLine[] =
    n_repeats > 1 ? [["The folds were dealt ", stated(n_repeats), " times; each figure is the mean over these."]] : [];
  if (units == null) return repeats;
  const { unit, n, icc, batches } = units;
  if (unit !== "sample") {
    return [
      ...repeats,
      [
        `Intervals are for new ${unitsWord[unit]}: `,
        stated(n),
        ` of them were left out in turn; intraclass correlation of the losses within one: `,
        statedOr(icc, ".2f"),
        ".",
      ],
    ];
  }
  return batches !== null && batches > 1
    ? [...repeats, ["Intervals are for new samples of these ", stated(batches), " batches: none was left out whole."]]
    : repeats;
}

const external = ({ n_external: n }: ModelResults): EvidenceLine =>
  n === 0
    ? ["No samples were set aside for a second opinion."]
    : [`${n} external spectra were in no fold and no fit; their figures stand in model/metrics.json.`];
