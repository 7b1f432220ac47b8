/** Metrics: the numbers of a run that are compared with those of others, by name, those of folds and segments by step. */
import { own } from "../../../schemas/dictionary.ts";
import { type Fields, fieldsOf } from "../../../schemas/is-record.ts";
import { openingPath } from "../../../schemas/lockbox.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { jsonOf, type RunFolder } from "../../verify/run-folder.ts";

export interface Measured {
  readonly name: string;
  readonly value: number;
  /** 0; of folds and segments their place. */
  readonly step: number;
}

export interface Metrics {
  readonly measured: readonly Measured[];
  /** Names of those that are there and have no finite value. */
  readonly notFinite: readonly string[];
}

const trustFields = ["ece_before", "ece_after", "coverage", "mean_set_size"];

export function metricsOf(folder: RunFolder, manifest: Manifest): Metrics {
  const found: { readonly name: string; readonly value: unknown; readonly step: number }[] = [];
  const put = (name: string, value: unknown, step = 0) => void found.push({ name, value, step });
  const json = (path: string): Fields => fieldsOf(jsonOf(folder, path));
  const summary = json("run_summary.json");
  for (const name of ["cv_score", "cv_std"]) if (typeof own(summary, name) === "number") put(name, own(summary, name));
  const tuned = bestOf(json("model/best_params.json"));
  if (tuned !== null) put("tuning_best_score", tuned);
  for (const { id, artifacts } of manifest.blocks)
    for (const path of Object.keys(artifacts).sort()) {
      if (path.startsWith("model/") && path.endsWith("/metrics.json") && !path.includes("/segments/"))
        putModel(put, id, json(path));
      if (path.endsWith("segments_summary.json")) putSegments(put, id, json(path));
      if (path.endsWith("/trust_summary.json")) {
        const trust = json(path);
        const prefix = path === "trust/trust_summary.json" ? "trust" : `trust.${path.split("/")[1]}`;
        for (const name of trustFields) if (Object.hasOwn(trust, name)) put(`${prefix}.${name}`, own(trust, name));
      }
    }
  const opening = json(openingPath);
  putMetrics(put, "lockbox", fieldsOf(opening.metrics));
  if (typeof opening.k === "number") put("lockbox.openings", opening.k);
  const gates = manifest.gates.map(({ gate }) => gate);
  for (const { gate, block, status } of manifest.gates) {
    const isOnly = gates.filter((one) => one === gate).length === 1;
    put(`gate.${isOnly ? gate : block}`, status === "pass" ? 1 : 0);
  }
  const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
  return {
    measured: found.flatMap(({ name, value, step }) => (isNumber(value) ? [{ name, value, step }] : [])),
    notFinite: [...new Set(found.filter(({ value }) => !isNumber(value)).map(({ name }) => name))],
  };
}

type Put = (name: string, value: unknown, step?: number) => void;

/** What was left out in validation, and, under a name that says so, external samples: they are never mixed. */
function putModel(put: Put, id: string, metrics: Fields): void {
  putMetrics(put, id, fieldsOf(metrics.pooled));
  putMetrics(put, `${id}.external`, fieldsOf(metrics.external));
  const folds = Array.isArray(metrics.folds) ? metrics.folds.map(fieldsOf) : [];
  for (const [step, fold] of folds.entries())
    for (const name of metricNames(fold)) put(`${id}.fold.${name}`, own(fold, name), step);
}

/** A metric is what has a count of its own, as `accuracy` has `accuracy_n`. */
const metricNames = (of: Fields): readonly string[] => Object.keys(of).filter((name) => Object.hasOwn(of, `${name}_n`));

function putSegments(put: Put, id: string, { metric, segments }: Fields): void {
  const all = Array.isArray(segments) ? segments.map(fieldsOf) : [];
  for (const [step, segment] of all.entries()) put(`${id}.segment.${String(metric)}`, segment.value, step);
}

/** Each with its interval and its count; of one without a value the name alone. */
function putMetrics(put: Put, prefix: string, of: Fields): void {
  for (const name of metricNames(of)) {
    const value = own(of, name);
    put(`${prefix}.${name}`, value);
    if (value === null) continue;
    put(`${prefix}.${name}_n`, own(of, `${name}_n`));
    const interval = own(of, `${name}_ci`);
    if (!Array.isArray(interval)) continue;
    put(`${prefix}.${name}_ci_low`, interval[0]);
    put(`${prefix}.${name}_ci_high`, interval[1]);
  }
}

/** What the chosen candidate of the final model came to in tuning; null where nothing was tuned. */
function bestOf(params: Fields): number | null {
  const tuning = fieldsOf(fieldsOf(params.final).tuning);
  const chosen = Array.isArray(tuning.candidates) ? fieldsOf(tuning.candidates[Number(tuning.chosen)]).mean : null;
  return typeof chosen === "number" ? chosen : null;
}
