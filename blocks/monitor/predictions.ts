/** monitoring/predictions.csv: a row a spectrum in input order, with what the saved predictor says of its sample. */
import { quoted } from "../contract/csv.ts";
import type { Rows } from "../contract/dataset.ts";
import type { DriftReport } from "../contract/drift-report.ts";
import type { MonitoredSample } from "../contract/monitored.ts";

/**
 * id, sample, group, batch, observed (empty where the data do not say), predicted, then the calibrated `p:CLASS` and `set` (classes
 * joined by `|`), for a regression `low` and `high`; `answered`; and `far`: of which distance (T², Q) this spectrum lies beyond the
 * reference's limit. An end that is infinite is empty.
 */
export function monitoringPredictions(
  rows: Rows,
  classes: readonly string[] | null,
  predictions: readonly MonitoredSample[],
  drift: DriftReport,
): string {
  const ofRow = new Map(predictions.flatMap((one) => one.rows.map((i) => [i, one] as const)));
  const far = new Map(drift.flagged.map(({ row, beyond }) => [row, beyond]));
  const lines = rows.id.map((id, i) => {
    const one = ofRow.get(i) as MonitoredSample;
    const said =
      classes === null
        ? (one.interval ?? [null, null]).map((end) => String(end ?? ""))
        : [...classes.map((_, c) => String(one.probabilities?.[c] ?? "")), one.set?.join("|") ?? ""];
    const who = [id, rows.sample[i], rows.group[i], one.batch ?? "", String(one.observed ?? ""), String(one.predicted)];
    return [...who, ...said, String(one.answered), far.get(i) ?? ""];
  });
  const named = classes === null ? ["low", "high"] : [...classes.map((name) => `p:${name}`), "set"];
  const head = ["id", "sample", "group", "batch", "observed", "predicted", ...named, "answered", "far"];
  return `${[head, ...lines].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}
