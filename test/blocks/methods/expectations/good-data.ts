/** Good data: studies made by code in which nothing is odd, and the model block run on them. */
import type { Outcome } from "../../../../blocks/contract/dataset.ts";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { normalDeviates } from "../../../../blocks/methods/simulate/normal-deviates.ts";
import { baseSet } from "../../../planted/base-set.ts";
import type { Given } from "../../model/views/run-model.ts";

export interface GoodOptions {
  readonly seed: number;
  readonly task: "classification" | "regression";
  readonly samples?: number;
  readonly repeats?: number;
  /** Every so many-th sample is external; 0: none. */
  readonly every?: number;
}

const axis = Array.from({ length: 100 }, (_, j) => 1100 + 2 * j);

/** A study whose first band holds the outcome: a content between 0 and 1, or one of two classes. */
export function goodData({ seed, task, samples = 80, repeats = 1, every = 4 }: GoodOptions): Given {
  const draw = stream(seed, "good data", "levels");
  const levels = Array.from({ length: samples }, () => draw.uniform());
  const error = normalDeviates(stream(seed, "good data", "reference"));
  const references = levels.map((level) => 10 * level + 0.2 * error());
  const content = (sample: number) => (task === "regression" ? 4 * levels[sample] : sample % 2);
  const { rows } = baseSet({
    seed,
    samples,
    repeats,
    noise: { s: 0.002, e: 0.001 },
    extra: (sample, band) => (band === 0 ? content(sample) : 0),
  });
  const outcome: Outcome =
    task === "regression"
      ? { label: null, target: { name: "content", unit: "%", values: rows.map(({ sample }) => references[sample]) } }
      : {
          label: { name: "class", classes: ["a", "b"], codes: rows.map(({ sample }) => sample % 2), positive: null },
          target: null,
        };
  const names = rows.map(({ sample }) => `s${String(sample + 1).padStart(3, "0")}`);
  return {
    x: fromRows(rows.map(({ values }) => [...values])),
    columns: { kind: "axis", unit: "nm", technique: "NIR", values: axis },
    outcome,
    steps: [{ name: "savgol", options: { window: 7, order: 2, deriv: 1 } }],
    rows: {
      id: rows.map(({ repeat }, i) => `${names[i]}-${repeat + 1}`),
      sample: names,
      group: names,
      batch: rows.map(({ sample }) => `b${sample % 10}`),
      // Neither every second sample, which is a class, nor a batch.
      external: rows.map(({ sample }) => every > 0 && Math.floor(sample / 2) % every === every - 1),
    },
  };
}

/** Options of a model of such a study. */
export const goodModel = (task: GoodOptions["task"], scheme: unknown = "lobo") => ({
  estimator: { [task === "regression" ? "pls-regression" : "pls-da"]: { components: task === "regression" ? 5 : 4 } },
  scheme,
});
