/** Summary of monitoring: counts, sets and answers; and how right they were, where the data say what was observed. */

import type { CertifiedPredictor } from "../contract/certified.ts";
import type { Rows } from "../contract/dataset.ts";
import type { DriftReport } from "../contract/drift-report.ts";
import type { MonitoredSample } from "../contract/monitored.ts";
import { clopperPearson } from "../methods/metrics/intervals.ts";
import type { Opened } from "./open-saved.ts";
import type { MonitoringSummary } from "./results.ts";
import { smallest } from "./smallest.ts";

export function summaryOf(
  { certified, source }: Opened,
  fileDigest: string,
  rows: Rows,
  samples: readonly MonitoredSample[],
  drift: DriftReport,
): MonitoringSummary {
  const { predictor, conformal } = certified;
  const answered = samples.filter((one) => one.answered).length;
  const sizes = samples.flatMap(({ set }) => (set === null ? [] : [set.length]));
  const isFailed = drift.status === "fail";
  return {
    schema_version: 1,
    status: drift.status,
    drift_p: drift.p,
    drift_test: smallest(drift)?.test ?? null,
    warn_p: drift.warn_p,
    fail_p: drift.fail_p,
    gate: "drift",
    checks: { drift: { value: drift.p, threshold: drift.fail_p, limit: "min", pass: !isFailed } },
    failed_checks: isFailed ? ["drift"] : [],
    predictor: { ...source, file_sha256: fileDigest },
    estimator: predictor.estimator,
    task: predictor.task,
    classes: predictor.classes === null ? null : [...predictor.classes],
    target: predictor.target?.name ?? null,
    target_unit: predictor.target?.unit ?? null,
    alpha: conformal?.alpha ?? null,
    n_spectra: rows.id.length,
    n_samples: samples.length,
    n_reference: drift.n_reference,
    n_answered: answered,
    abstain_rate: 1 - answered / samples.length,
    mean_set_size: sizes.length === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) / sizes.length,
    set_size_distribution:
      sizes.length === 0 ? null : counted(sizes.map(String), [...new Set(sizes.map(String))].sort()),
    predicted_counts:
      predictor.classes === null
        ? null
        : counted(
            samples.map(({ predicted }) => String(predicted)),
            predictor.classes,
          ),
    n_flagged: drift.flagged.length,
    moved: drift.moved.filter(({ moved }) => moved).map(({ of }) => of),
    observed: observedOf(certified, samples),
  };
}

const counted = (all: readonly string[], names: readonly string[]): { [name: string]: number } =>
  Object.fromEntries(names.map((name) => [name, all.filter((one) => one === name).length]));

function observedOf({ predictor }: CertifiedPredictor, all: readonly MonitoredSample[]): MonitoringSummary["observed"] {
  const samples = all.filter(({ observed }) => observed !== null);
  if (samples.length === 0) return null;
  const held = shareOf(samples.flatMap(({ covered }) => (covered === null ? [] : [covered])));
  const coverage = { coverage: held.share, coverage_ci: held.ci };
  if (predictor.classes === null) return { n: samples.length, ...noClasses, ...coverage, ...errorsOf(samples) };
  const right = shareOf(samples.map(isRight));
  const answered = shareOf(samples.filter((one) => one.answered).map(isRight));
  const names = [...new Set(samples.map(({ observed }) => String(observed)))].sort();
  return {
    n: samples.length,
    accuracy: right.share,
    accuracy_ci: right.ci,
    accuracy_on_answered: answered.share,
    accuracy_on_answered_ci: answered.ci,
    ...coverage,
    by_class: Object.fromEntries(
      names.map((name) => [name, classOf(samples.filter(({ observed }) => observed === name))]),
    ),
    rmsep: null,
    bias: null,
  };
}

const isRight = ({ predicted, observed }: MonitoredSample): boolean => predicted === observed;

const noClasses = {
  accuracy: null,
  accuracy_ci: null,
  accuracy_on_answered: null,
  accuracy_on_answered_ci: null,
  by_class: null,
} as const;

function classOf(samples: readonly MonitoredSample[]) {
  const right = shareOf(samples.map(isRight));
  const held = shareOf(samples.flatMap(({ covered }) => (covered === null ? [] : [covered])));
  return { n: samples.length, recall: right.share, recall_ci: right.ci, coverage: held.share, coverage_ci: held.ci };
}

function shareOf(all: readonly boolean[]): { readonly share: number | null; readonly ci: [number, number] | null } {
  const hits = all.filter((one) => one).length;
  const ci = clopperPearson(hits, all.length);
  return { share: all.length === 0 ? null : hits / all.length, ci: ci === null ? null : [ci[0], ci[1]] };
}

function errorsOf(samples: readonly MonitoredSample[]) {
  const errors = samples.map(({ predicted, observed }) => Number(predicted) - Number(observed));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { rmsep: Math.sqrt(mean(errors.map((error) => error * error))), bias: mean(errors) };
}
