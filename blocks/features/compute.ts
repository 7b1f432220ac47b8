/** What the `features` block computes: few columns made of many variables, learnt inside the folds where anything is learnt. */

import { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import type { DatasetParts, Outcome } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import { takeRows } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import { retelling } from "../contract/refusal.ts";
import type { Context, Inputs } from "../contract/running.ts";
import type { TrainingOutcome } from "../contract/step.ts";
import type { Pipeline, StepSpec, VariablesParts } from "../contract/variables.ts";
import { gridOfColumns } from "../methods/features/grid.ts";
import { type FeatureColumns, featureColumns, largest, learntFrom } from "../methods/features/options.ts";
import { refuseOneClass } from "../methods/recipe/one-class.ts";
import { columnsAfter, inRows, namingSpectra, runRowWise, startOf } from "../methods/recipe/pipeline.ts";
import { countOf } from "../methods/steps/demands.ts";
import { type Display, displayed, importanceOf, isFiniteColumn } from "./display.ts";
import { featuresArtifacts, featuresResults } from "./results.ts";

const options = z.strictObject({ columns: featureColumns });

export const featuresCompute = compute({
  kind: "features",
  lane: "decision",
  role: "decision_capable",
  stage: "features",
  reads: [],
  draws: false,
  options,
  gives: "variables",
  results: featuresResults,
  artifacts: featuresArtifacts,
  // The outcome enters the key only where it is learnt from.
  needs: ({ columns }) => [
    {
      accepts: [
        // Features of features only where `from` asks for them.
        { value: "variables", parts: ["ready", "pipeline", "display"], kinds: ["preprocess"] },
        { value: "dataset", parts: ["spectra", "columns"] },
      ],
      found: "chain",
    },
    {
      accepts: [{ value: "dataset", parts: learntFrom(columns) === "outcome" ? ["rows", "outcome"] : ["rows"] }],
      found: "via",
    },
  ],
  inputs: () => [],
  uses: () => ["step:features"],
  run(inputs, { columns }, context) {
    const start = withRows(inputs);
    const { gives, shown } = atColumns(() => namingSpectra(start.rows, () => made(context.methods, start, columns)));
    if (gives.pipeline.done < gives.pipeline.steps.length) {
      context.log("step_learns", { step: "features" });
    }
    remarkOn(shown, columns, context);
    const results = resultsOf(start, columns, gives, shown);
    return {
      gives,
      results,
      artifacts: [
        { path: "features/X_features.npy", matrix: shown.x },
        { path: "features/feature_names.json", json: { schema_version: 1, names: shown.names } },
        { path: "features/feature_importance.json", json: results.importance as Json },
      ],
      logged: {
        n_features_input: results.n_features_input,
        n_features_output: results.n_features_output,
        feature_selection_method: results.feature_selection_method,
      },
    };
  },
});

interface Start extends VariablesParts {
  readonly rows: DatasetParts["rows"];
  /** Null where nothing is learnt from it: then it was not loaded. */
  readonly outcome: Outcome | null;
}

function withRows(inputs: Inputs): Start {
  const { dataset, variables } = startOf(inputs);
  const { rows, outcome = null } = dataset as DatasetParts & { readonly outcome?: Outcome };
  return { ...variables, rows, outcome };
}

/**
 * Features that learn nothing run once where everything before them has. For the eye they are fitted on what the steps before
 * gave for the eye, on all non-external rows: the same numbers as fitting all steps on those rows.
 */
function made(methods: Methods, start: Start, columns: FeatureColumns): { gives: VariablesParts; shown: Display } {
  const { pipeline: before, ready, display, rows } = start;
  const spec: StepSpec = { name: "features", options: columns as Json };
  // Refuses what cannot stand on these columns, before anything is fitted.
  columnsAfter(methods, before.columns, [spec]);
  if (learntFrom(columns) === "outcome")
    refuseOneClass(start.outcome, ["columns", columns.select === undefined ? "pls" : "select"]);
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const training = takeRows(display.display, own);
  const outcome = trainingOutcome(start.outcome, own);
  const shown = inRows(own, () => displayed(methods, display.display, training, columns, before.columns, outcome));
  const isReady = learntFrom(columns) === null && before.done === before.steps.length;
  const steps = [...before.steps, spec];
  const after = { kind: "names", names: shown.names } as const;
  const pipeline: Pipeline = isReady
    ? { input: before.input, steps, done: steps.length, readyColumns: after, columns: after }
    : { ...before, steps, columns: after };
  const x = isReady ? runRowWise(methods, ready, before.readyColumns, [spec], 1) : ready;
  return { gives: { ready: x, pipeline, display: { display: shown.x } }, shown };
}

/** Classes where there are any, else the target: models hand their own when they fit. */
function trainingOutcome(outcome: Outcome | null, own: readonly number[]): TrainingOutcome {
  const { label = null, target = null } = outcome ?? {};
  return {
    codes: label === null ? null : Int32Array.from(own, (i) => label.codes[i]),
    classes: label?.classes.length ?? 0,
    target: label !== null || target === null ? null : Float64Array.from(own, (i) => target.values[i]),
  };
}

function resultsOf({ pipeline, outcome, rows }: Start, columns: FeatureColumns, gives: VariablesParts, shown: Display) {
  const { label = null } = outcome ?? {};
  const learns = learntFrom(columns);
  const tunable = Object.entries(gridOfColumns(columns)).filter(([, values]) => values.length > 1);
  return {
    schema_version: 1 as const,
    n_spectra: rows.id.length,
    n_features_input: countOf(pipeline.columns),
    n_features_output: shown.x.cols,
    feature_selection_method: columns.select?.method ?? null,
    names: [...shown.names],
    learns,
    fitted: gives.pipeline.done < gives.pipeline.steps.length ? ("in each fold" as const) : ("once" as const),
    outcome: learns !== "outcome" ? null : label === null ? ("target" as const) : ("label" as const),
    tunable: Object.fromEntries(tunable.map(([option, values]) => [option, values.map(Number)])),
    explained_variance: [...(shown.state?.pca?.explained ?? [])],
    importance: importanceOf(shown, columns, pipeline.columns),
  };
}

function remarkOn({ state, x, names }: Display, { pca, pls }: FeatureColumns, context: Context): void {
  const families = [
    { family: "pca", asked: largest(pca?.components ?? 0), have: state?.pca?.directions.length ?? 0 },
    { family: "pls", asked: largest(pls?.components ?? 0), have: state?.pls?.directions.length ?? 0 },
  ];
  for (const { family, asked, have } of families) {
    if (have < asked) context.remark("FS5513", { family, asked, have }, { option: ["columns", family, "components"] });
  }
  const unusable = names.filter((_, j) => !isFiniteColumn(x, j));
  if (unusable.length > 0) context.remark("FS3514", { names: unusable }, { option: ["columns"] });
}

/** What a fit refuses stands under `columns`, where nothing closer is known. */
function atColumns<T>(run: () => T): T {
  return retelling(run, ({ option }) => ({ option: option?.[0] === "columns" ? option : ["columns"] }));
}
