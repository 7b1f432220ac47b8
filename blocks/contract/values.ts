/**
 * What blocks hand one another. A value is a record of named parts; a part is a matrix or plain JSON and is stored by its
 * digest, so that a block's key holds exactly the parts it reads and any part can be loaded without the rest.
 */
import type { TrustParts } from "./certified.ts";
import type { DatasetParts } from "./dataset.ts";
import type { ModelParts } from "./model.ts";
import type { MonitoringParts } from "./monitored.ts";
import type { VariablesParts } from "./variables.ts";

export interface GateParts {
  readonly verdict: {
    readonly gate: "data" | "spectral" | "model";
    readonly passed: boolean;
    readonly judged: readonly string[];
    /** Where it is no gate and only says what to look at. */
    readonly advice?: true;
  };
}

/** Every value a block may give, by name. */
export interface Values {
  readonly dataset: DatasetParts;
  readonly variables: VariablesParts;
  readonly model: ModelParts;
  readonly gate: GateParts;
  readonly trust: TrustParts;
  readonly monitoring: MonitoringParts;
}
export type ValueName = keyof Values;

/** How each part is stored: plain JSON, an NPY matrix, or a matrix that only figures may see. */
export const partStorage = {
  dataset: {
    spectra: "matrix",
    columns: "json",
    rows: "json",
    declared: "json",
    outcome: "json",
    facts: "json",
    design: "json",
    excluded: "json",
    excludedSpectra: "matrix",
    unknown: "json",
    unknownSpectra: "matrix",
  },
  variables: { ready: "matrix", pipeline: "json", display: "display" },
  model: {
    recipe: "json",
    split: "json",
    scores: "matrix",
    externalScores: "matrix",
    fitted: "matrix",
    fits: "json",
    predictors: "json",
    final: "json",
    validation: "json",
    segments: "json",
    figures: "json",
  },
  gate: { verdict: "json" },
  trust: { certified: "json", evaluated: "json", reports: "json" },
  monitoring: { drift: "json", predictions: "json", places: "json" },
} as const satisfies { readonly [N in ValueName]: { readonly [P in keyof Values[N]]: "json" | "matrix" | "display" } };
