/** What the `model` block with `saved` computes: an approved predictor scores new spectra, after they have been held against those it knows. */

import { defaultDriftPolicy } from "../../schemas/drift-policy.ts";
import type { CertifiedPredictor } from "../contract/certified.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import type { DriftReference, DriftReport } from "../contract/drift-report.ts";
import { compute } from "../contract/kind.ts";
import type { Methods } from "../contract/methods.ts";
import type { MonitoredSample, MonitoringParts } from "../contract/monitored.ts";
import { plainJson } from "../contract/plain-json.ts";
import type { Context } from "../contract/running.ts";
import { detectDrift, fewestSamples } from "../methods/drift/detect-drift.ts";
import { placed } from "../methods/drift/space.ts";
import { namingSpectra } from "../methods/recipe/pipeline.ts";
import { type Scored, scoreCertified } from "../methods/trust/certified.ts";
import { pointsFor } from "./axis.ts";
import { methodsOfSaved, type Opened, openSaved, refuseUnsound } from "./open-saved.ts";
import { monitorOptions, savedInput } from "./options.ts";
import { monitoringPredictions } from "./predictions.ts";
import { type MonitoringSummary, monitoringArtifacts, monitoringSummary } from "./results.ts";
import { scoredSamples } from "./score.ts";
import { smallest } from "./smallest.ts";
import { summaryOf } from "./summary.ts";

export const monitorCompute = compute({
  kind: "monitor",
  lane: "decision",
  role: "decision_capable",
  stage: "modeling",
  reads: ["drift_policy"],
  draws: true,
  options: monitorOptions,
  gives: "monitoring",
  results: monitoringSummary,
  artifacts: monitoringArtifacts,
  needs: () => [{ accepts: [{ value: "dataset", parts: ["spectra", "columns", "rows", "outcome"] }], found: "chain" }],
  inputs: (options) => [savedInput(options)],
  uses: (options, { files, methods }) => files(savedInput(options)).flatMap((file) => methodsOfSaved(file, methods)),
  files: (options) => [{ input: savedInput(options), ...options.saved, option: ["saved"] }],
  run(inputs, options, context) {
    const { dataset } = inputs;
    if (dataset === undefined) throw new Error("monitoring was run without its dataset");
    const [file] = context.input(savedInput(options));
    const opened = openSaved(file);
    refuseUnsound(context.methods, opened, file.path);
    const { certified, reference } = opened;
    const { rows, outcome } = dataset;
    const scored = scoredRows(context.methods, certified, dataset);
    const samples = scoredSamples(certified, scored, rows, outcome);
    const drift = driftOf(opened, scored, dataset, context);
    const results = summaryOf(opened, file.digest, rows, samples, drift);
    remarkOn(results, drift, samples, context);
    return {
      gives: { drift, predictions: samples, places: placesOf(reference, scored) },
      results,
      artifacts: [
        { path: "monitoring/drift_report.json", json: plainJson(drift) },
        { path: "monitoring/monitoring_summary.json", json: plainJson(results) },
        {
          path: "monitoring/predictions.csv",
          text: monitoringPredictions(rows, certified.predictor.classes, samples, drift),
        },
      ],
      logged: {
        model_name: results.estimator,
        drift_status: results.status,
        drift_p: results.drift_p,
        n_samples: results.n_samples,
        n_answered: results.n_answered,
        accuracy: results.observed?.accuracy ?? null,
      },
    };
  },
});

function scoredRows(methods: Methods, certified: CertifiedPredictor, { spectra, columns, rows }: DatasetParts): Scored {
  const { input } = certified.predictor.pipeline;
  const points = pointsFor(input, spectra, columns);
  const batch = rows.batch ?? undefined;
  return namingSpectra(rows, () =>
    scoreCertified(methods, certified, { spectra: points, columns: input, sample: rows.sample, batch }),
  );
}

function driftOf(
  { certified, reference }: Opened,
  { x }: Scored,
  { rows }: DatasetParts,
  context: Context,
): DriftReport {
  const { columns } = certified.predictor.pipeline;
  const spectra = { x, samples: rows.sample, ids: rows.id, variables: columns.kind === "axis" ? null : columns.names };
  return detectDrift(reference, spectra, context.settings.drift_policy ?? defaultDriftPolicy, context.stream("drift"));
}

/** Where samples stand on the first two components: what the score plot shows. */
function placesOf(reference: DriftReference, { variables }: Scored): MonitoringParts["places"] {
  if (reference.variances.length < 2) return null;
  const { scores } = placed(variables, reference);
  return {
    reference: reference.scores.map(([first, second]) => [first, second]),
    fresh: Array.from({ length: scores.rows }, (_, i) => [
      scores.data[i * scores.cols],
      scores.data[i * scores.cols + 1],
    ]),
  };
}

function remarkOn(
  { status, n_samples, warn_p, fail_p, classes, drift_p }: MonitoringSummary,
  drift: DriftReport,
  samples: readonly MonitoredSample[],
  context: Context,
): void {
  const least = smallest(drift);
  const test = least?.test ?? "";
  if (status === "fail") context.remark("FS7401", { p: drift_p, fail_p, test });
  if (status === "warn") context.remark("FS7402", { p: drift_p, warn_p, test, share: 100 * warn_p });
  if (status === "na") context.remark("FS7403", { n: n_samples, needed: fewestSamples });
  const { reference, new: found } = drift.spectra_per_sample;
  if (Math.abs(found - reference) > 0.5) context.remark("FS5613", { found, expected: reference });
  const strange = samples.filter(({ observed }) => observed !== null && classes?.includes(String(observed)) === false);
  if (strange.length > 0) {
    const names = [...new Set(strange.map(({ observed }) => String(observed)))].sort();
    context.remark("FS5614", { count: strange.length, classes: names, known: classes ?? [] });
  }
}
