/** Monitoring at a glance: whether the predictions may be used, and what they are. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type QuantityLine, quantityTable } from "../../charts/quantity-table.ts";
import { sentences } from "../../charts/words.ts";
import { jsonPointer } from "../../contract/brief.ts";
import { counted, interval95, percent } from "../../contract/number-text.ts";
import { predictionForm } from "../../contract/quantity.ts";
import { methods } from "../../methods/methods.ts";
import type { MonitorView } from "../monitor-view.ts";
import type { MonitoringSummary } from "../results.ts";
import { verdicts } from "../words.ts";
import { inSummary } from "./parts.ts";

/** Its place is the pointer into the summary. */
type Line = QuantityLine<string>;

export const summary: MonitorView = {
  shape: "table",
  title: "summary of monitoring",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const of = source.results;
    const lines = [...madeLines(of), ...driftLines(of), ...answerLines(of), ...observedLines(of)];
    return {
      data: quantityTable(lines, inSummary),
      alt: `${counted(of.n_samples, "new sample")}: ${verdicts[of.status]}; ${of.n_answered} answered.`,
      caption: sentences(
        "What was scored, with what, and whether the new samples are those the predictor was certified on.",
        of.predictor.approved ? null : "The predictor does not come from a regulatory run that was approved.",
      ),
    };
  },
};

function madeLines({ predictor, estimator, n_spectra, n_samples }: MonitoringSummary): Line[] {
  const { protocol_file, protocol_version, mode, content_digest } = predictor;
  return [
    ["Predictor", `${methods.estimator(estimator).title} of ${protocol_file}, version ${protocol_version}`, null, null],
    ["Its run", `${mode} mode, content digest ${content_digest.slice(0, 19)}…`, null, null],
    ["New samples", n_samples, "count", "/n_samples"],
    ["New spectra", n_spectra, "count", "/n_spectra"],
  ];
}

const driftLines = ({ status, drift_p, n_flagged }: MonitoringSummary): Line[] => [
  ["Drift", verdicts[status], null, null],
  ...(drift_p === null ? [] : [["p of drift", drift_p, "p", "/drift_p"] as const]),
  ["Spectra outside the T² or Q limit", n_flagged, "count", "/n_flagged"],
];

function answerLines({ n_answered, mean_set_size, predicted_counts, alpha }: MonitoringSummary): Line[] {
  return [
    ["Samples predicted, others abstained from", n_answered, "count", "/n_answered"],
    ...(mean_set_size === null
      ? []
      : [["Mean size of issued sets", mean_set_size, "number", "/mean_set_size"] as const]),
    ...(alpha === null ? [] : [["Coverage the predictor was certified for", percent(1 - alpha), null, null] as const]),
    ...Object.entries(predicted_counts ?? {}).map(
      ([name, count]) => [`Predicted as ${name}`, count, "count", jsonPointer(["predicted_counts", name])] as const,
    ),
  ];
}

function observedLines({ observed }: MonitoringSummary): Line[] {
  if (observed === null) return [];
  const pair = (name: string, field: "accuracy" | "accuracy_on_answered" | "coverage"): Line[] => {
    const [value, ends] = [observed[field], observed[`${field}_ci`]];
    if (value === null) return [];
    return [
      [name, value, "share", `/observed/${field}`],
      ...(ends === null ? [] : [[`${name}, ${interval95}`, ends as Json, "share", `/observed/${field}_ci`] as const]),
    ];
  };
  return [
    ["Samples with a known outcome", observed.n, "count", "/observed/n"],
    ...pair("Accuracy", "accuracy"),
    ...pair("Accuracy of those answered", "accuracy_on_answered"),
    ...pair("Coverage", "coverage"),
    ...(observed.rmsep === null ? [] : [["RMSEP", observed.rmsep, "number", "/observed/rmsep"] as const]),
    ...(observed.bias === null
      ? []
      : [["Bias", observed.bias, predictionForm(observed.rmsep), "/observed/bias"] as const]),
  ];
}
