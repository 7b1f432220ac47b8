/** Evidence of a model: how it was validated, and how it did on samples it had not seen. No number stands without its interval. */
import { type Evidence, type EvidenceLine, stated, statedOr, withInterval } from "../contract/evidence.ts";
import { metricIn } from "../methods/metrics/beside.ts";
import { statedOf } from "../methods/metrics/declared.ts";
import type { ModelResults } from "./results.ts";

export const evidenceOf = (results: ModelResults, block: string): Evidence => ({
  title: `Validation of the model ${block}`,
  lines: [
    [
      `Estimator ${results.estimator}; scheme ${results.scheme}: `,
      statedOr(results.n_folds),
      ` folds, separated by ${results.unit}.`,
    ],
    ["Every sample was predicted by a model that had not seen it; replicates of one sample count once."],
    ...metricLines(results),
    external(results),
  ],
  groups: Object.entries(results.by_class ?? {}).map(([name, of]) => [
    `   ${name}: recall `,
    ...withInterval(of.recall, of.recall_ci, ".1%"),
    ", ",
    stated(of.n),
    " samples",
  ]),
});

function metricLines(results: ModelResults): readonly EvidenceLine[] {
  return statedOf(results.task).flatMap(({ name, stated: { format } }) => {
    const metric = metricIn(results, name);
    if (metric === null) return [];
    const { value, interval, n } = metric;
    return [
      [`${name}: `, ...withInterval(value, interval, format), ", over ", n === null ? "?" : stated(n), " samples"],
    ];
  });
}

const external = ({ n_external: n }: ModelResults): EvidenceLine =>
  n === 0
    ? ["No samples were set aside for a second opinion."]
    : [`${n} external spectra were in no fold and no fit; their figures stand in model/metrics.json.`];
