/** Judges: of each gate what it needs, and how it judges what it was handed. */
import type { Gate } from "../../schemas/gate-report.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import type { Need } from "../contract/kind.ts";
import type { Matrix } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Given, Inputs } from "../contract/running.ts";
import type { ValueName } from "../contract/values.ts";
import { failedDesign } from "../methods/qc/data/design-checks.ts";
import { dataMaterial } from "../methods/qc/data/material.ts";
import { judge } from "../methods/qc/judge.ts";
import { modelMaterial } from "../methods/qc/model/material.ts";
import type { EffectivePolicy, Mode } from "../methods/qc/policy.ts";
import type { Judged } from "../methods/qc/report.ts";
import { spectralMaterial } from "../methods/qc/spectral/material.ts";
import { checkedSpectra } from "../methods/qc/spectral/measured.ts";

/** The first need is what is judged; a dataset is found from it. */
export const needsOf: { readonly [G in Gate]: readonly Need[] } = {
  data: [
    {
      accepts: [{ value: "dataset", parts: ["spectra", "rows", "outcome", "facts", "design"] }],
      found: "chain",
      many: true,
    },
  ],
  spectral: [
    {
      accepts: [
        { value: "variables", parts: ["pipeline", "display"] },
        { value: "dataset", parts: ["spectra", "columns", "rows", "facts"] },
      ],
      found: "chain",
      many: true,
    },
    { accepts: [{ value: "dataset", parts: ["spectra", "columns", "rows", "facts"] }], found: "via", many: true },
  ],
  model: [
    {
      accepts: [
        {
          value: "model",
          parts: ["recipe", "split", "scores", "validation", "segments", "externalScores", "fitted", "final"],
        },
      ],
      found: "chain",
      many: true,
    },
    { accepts: [{ value: "dataset", parts: ["rows", "outcome"] }], found: "via", many: true },
  ],
};

/** What holds for a target; null: for what predicts none. */
type PolicyOf = (target: string | null) => EffectivePolicy;
type Judge = (methods: Methods, inputs: Inputs, policyOf: PolicyOf, mode: Mode) => readonly Judged[];

export const judges: { readonly [G in Gate]: Judge } = {
  data: (_, { given }, policyOf, mode) =>
    those(given, "dataset").map(({ block, parts }) => ({
      of: idOf(block),
      said: failedDesign(parts).map(({ id }) => id),
      ...judge("data", dataMaterial(parts, mode === "regulatory"), policyOf(null)),
    })),
  spectral: (methods, inputs, policyOf) => {
    const { given } = inputs;
    const policy = policyOf(null);
    const variables = those(given, "variables");
    if (variables.length === 0) {
      return those(given, "dataset").map(({ block, parts }) => ({
        of: idOf(block),
        ...judge("spectral", spectralMaterial(methods, parts, null), policy),
      }));
    }
    return variables.map(({ block, parts }) => ({
      of: idOf(block),
      ...judge("spectral", spectralMaterial(methods, datasetOf(block, inputs), parts), policy),
    }));
  },
  model: (_, inputs, policyOf, mode) =>
    those(inputs.given, "model").map(({ block, parts }) => {
      const { rows, outcome } = datasetOf(block, inputs);
      const { task } = parts.recipe;
      const { label } = outcome;
      if (
        mode === "regulatory" &&
        task === "classification" &&
        label?.classes.length === 2 &&
        label.positive === null
      ) {
        throw new Refusal("FS7209", { classes: label.classes }, { option: ["gate"] });
      }
      const policy = policyOf(task === "regression" ? (outcome.target?.name ?? null) : null);
      return { of: idOf(block), ...judge("model", modelMaterial(parts, rows, outcome), policy) };
    }),
};

/** A block that the spectral gate judged, and its spectra as they were measured. */
export interface Checked {
  readonly of: string;
  /** n × p, rows as the dataset's. */
  readonly x: Matrix;
}

/** Of the spectral gate what it measured, of each block that it judged; without those that are too large to keep. */
export function checkedOf(methods: Methods, inputs: Inputs): readonly Checked[] {
  const variables = those(inputs.given, "variables");
  const judged =
    variables.length > 0
      ? variables.map(({ block, parts }) => ({ block, steps: parts.pipeline.steps, dataset: datasetOf(block, inputs) }))
      : those(inputs.given, "dataset").map(({ block, parts }) => ({ block, steps: [], dataset: parts }));
  return judged.flatMap(({ block, steps, dataset }) => {
    const x = checkedSpectra(methods, dataset, steps);
    return x === null ? [] : [{ of: idOf(block), x }];
  });
}

/** The dataset that what is judged descends from: there are several where there are several targets. */
function datasetOf(block: string | null, { given, dataset }: Inputs): DatasetParts {
  const own = those(given, "dataset").find(({ of }) => of?.includes(idOf(block)));
  const found = own?.parts ?? dataset;
  if (found === undefined) throw new Error("something was judged without its dataset");
  return found;
}

/** Of all that was handed over the values of one sort. */
const those = <V extends ValueName>(given: readonly Given[], name: V) =>
  given.filter((one): one is Extract<Given, { readonly value: V }> => one.value === name);

/** What is judged always comes with the id of its block, since the need takes many. */
function idOf(block: string | null): string {
  if (block === null) throw new Error("a gate was handed a value without its block");
  return block;
}
