/** Predictions: what the saved predictor says of each new sample. */

import type { MonitoredSample } from "../../contract/monitored.ts";
import { counted } from "../../contract/number-text.ts";
import type { TableColumn } from "../../contract/view.ts";
import type { MonitorView } from "../monitor-view.ts";
import { samplesOf } from "./parts.ts";

/** More rows than this nobody reads in a report; all stand in the artifact. */
const most = 100;

export const predictions: MonitorView = {
  shape: "table",
  title: "predictions of new samples",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const all = await samplesOf(source);
    const { classes, target_unit } = source.results;
    const shown = all.slice(0, most);
    return {
      data: {
        type: "table",
        columns: columnsOf(shown, classes !== null, target_unit),
        rows: shown.map(rowOf),
        from: { artifact: "monitoring/predictions.csv", pointer: "" },
        sampleKey: "sample",
      },
      alt: `What the saved predictor says of ${counted(all.length, "sample")}; ${all.filter(({ answered }) => answered).length} are answered.`,
      caption: `What the saved predictor says of each sample${all.length > most ? `; ${most} of ${all.length}, the others stand in monitoring/predictions.csv` : ""}. Abstained: outside the T² or Q limit, or too uncertain.`,
    };
  },
};

function columnsOf(shown: readonly MonitoredSample[], isClasses: boolean, unit: string | null): readonly TableColumn[] {
  const has = (test: (one: MonitoredSample) => boolean) => shown.some(test);
  const measured = { format: "number" as const, ...(unit === null ? {} : { unit }) };
  return [
    { key: "sample", title: "Sample", format: null },
    { key: "predicted", title: "Predicted", ...(isClasses ? { format: null } : measured) },
    ...(isClasses && has(({ probabilities }) => probabilities !== null)
      ? [{ key: "probability", title: "Probability", format: "index" as const }]
      : []),
    ...(has(({ set }) => set !== null) ? [{ key: "set", title: "Set", format: null }] : []),
    ...(has(({ interval }) => interval !== null)
      ? [
          { key: "low", title: "From", ...measured },
          { key: "high", title: "To", ...measured },
        ]
      : []),
    { key: "answered", title: "Prediction issued", format: null },
    ...(has(({ observed }) => observed !== null)
      ? [{ key: "observed", title: "Observed", ...(isClasses ? { format: null } : measured) }]
      : []),
  ];
}

const rowOf = ({ sample, predicted, probabilities, set, interval, answered, observed }: MonitoredSample) => ({
  sample,
  predicted,
  probability: probabilities === null ? null : Math.max(...probabilities),
  set: set?.join(" or ") ?? null,
  low: interval?.[0] ?? null,
  high: interval?.[1] ?? null,
  answered: answered ? "yes" : "no",
  observed,
});
