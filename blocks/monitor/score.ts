/** Score: what a saved predictor says of every sample, beside what was observed where the data say it. */

import type { CertifiedPredictor } from "../contract/certified.ts";
import type { Outcome, Rows } from "../contract/dataset.ts";
import { matrix, row } from "../contract/matrix.ts";
import type { MonitoredSample } from "../contract/monitored.ts";
import { unitsOf } from "../methods/metrics/units.ts";
import type { Scored } from "../methods/trust/certified.ts";

/** One entry a sample, in code-unit order of their names. */
export function scoredSamples(
  { predictor }: CertifiedPredictor,
  scored: Scored,
  rows: Rows,
  outcome: Outcome,
): readonly MonitoredSample[] {
  const observed = observedOf(rows, outcome, predictor.classes);
  return scored.samples.map((sample, i) => {
    const told = observed?.[i] ?? null;
    const base = {
      sample,
      batch: rows.batch?.[scored.members[i][0]] ?? null,
      rows: scored.members[i],
      answered: scored.answered[i],
      observed: told,
    };
    return predictor.classes === null
      ? { ...base, ...measured(scored, i, told) }
      : { ...base, ...classified(scored, i, told, predictor.classes) };
  });
}

/** Class of most of a sample's spectra, or the mean of its target; null where the data say neither. */
function observedOf(rows: Rows, outcome: Outcome, classes: readonly string[] | null): (string | number)[] | null {
  const { label, target } = outcome;
  const n = rows.id.length;
  const all = Array.from({ length: n }, (_, i) => i);
  const units = unitsOf(matrix(n, 1), all, rows, outcome);
  if (classes === null) return target === null ? null : Array.from(units.target ?? []);
  return label === null ? null : Array.from(units.codes ?? [], (code) => label.classes[code]);
}

type Said = Pick<MonitoredSample, "predicted" | "probabilities" | "set" | "covered" | "interval">;

function classified(of: Scored, i: number, told: string | number | null, classes: readonly string[]): Said {
  const raw = of.raw?.[i].map((code) => classes[code]) ?? null;
  return {
    predicted: classes[(of.predicted as Int32Array)[i]],
    probabilities: of.probabilities === null ? null : Array.from(row(of.probabilities, i)),
    set: of.issued?.[i].map((code) => classes[code]) ?? null,
    covered: raw === null || told === null ? null : raw.includes(String(told)),
    interval: null,
  };
}

function measured(of: Scored, i: number, told: string | number | null): Said {
  const predicted = of.scores.data[i];
  const margin = of.margin?.[i] ?? null;
  const end = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    predicted,
    probabilities: null,
    set: null,
    covered: margin === null || told === null ? null : Math.abs(Number(told) - predicted) <= margin,
    interval: margin === null ? null : [end(predicted - margin), end(predicted + margin)],
  };
}
