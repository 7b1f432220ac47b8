/** What the `preprocess` block computes: spectra in, variables out, one ordered list of steps. */

import { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import type { DatasetParts, Rows } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import type { Methods } from "../contract/methods.ts";
import { type OptionPath, Refusal, type Remark } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import type { Pipeline, StepSpec, VariablesParts } from "../contract/variables.ts";
import { words } from "../contract/words.ts";
import { implausibleValues } from "../methods/qc/implausible.ts";
import { stepsLeft } from "../methods/recipe/methods-used.ts";
import {
  applySteps,
  columnsAfter,
  countRowWise,
  fitRest,
  namingSpectra,
  runRowWise,
  startOf,
} from "../methods/recipe/pipeline.ts";
import { stepOption } from "../methods/steps/schemas.ts";
import { type Ends, newEnds, unfinished } from "./ends.ts";
import { presets } from "./presets.ts";
import { axisFile, pipelineFile, pipelineSchema, preprocessArtifacts, rowsFile } from "./results.ts";

const stepList = z.array(stepOption);

const options = z
  .strictObject({
    preset: z
      .enum(["raman", "ftir", "nir"])
      .optional()
      .describe("steps that stand before the listed ones; printed in the report"),
    steps: stepList.default([]).describe("what is done to every spectrum, in order"),
  })
  .refine(({ preset, steps }) => preset !== undefined || steps.length > 0, {
    message: words("write at least one step, or a preset"),
    path: ["steps"],
  });

type Options = z.output<typeof options>;

export const preprocessCompute = compute({
  kind: "preprocess",
  lane: "decision",
  role: "decision_capable",
  stage: "preprocessing",
  reads: [],
  draws: false,
  options,
  gives: "variables",
  results: pipelineSchema,
  artifacts: preprocessArtifacts,
  needs: () => [
    {
      accepts: [
        { value: "dataset", parts: ["spectra", "columns", "rows"] },
        { value: "variables", parts: ["ready", "pipeline"] },
      ],
      found: "chain",
    },
    { accepts: [{ value: "dataset", parts: ["rows"] }], found: "via" },
  ],
  inputs: () => [],
  uses: (wanted, { parts }) => [
    ...stepsOf(wanted).map(({ name }) => `step:${name}`),
    ...parts("variables", "pipeline").flatMap(stepsLeft),
  ],
  run(inputs, wanted, context) {
    const { dataset, variables: start } = startOf(inputs);
    const { rows } = dataset;
    const all = [...start.pipeline.steps, ...stepsOf(wanted)];
    const ends = newEnds();
    const variables = placedHere(start.pipeline.steps.length, wanted, () =>
      namingSpectra(rows, () => prepared(context.methods, start.ready, start.pipeline, all, rows, ends)),
    );
    const { pipeline, display } = variables;
    const shape = { rows: start.ready.rows, before: start.ready.cols, after: display.display.cols };
    sayDoubts(context, start.pipeline, stepsOf(wanted), (k) => placeOfStep(k, start.pipeline.steps.length, wanted));
    sayAfterConvert(context, start, stepsOf(wanted), (k) => placeOfStep(k, start.pipeline.steps.length, wanted));
    const written = pipelineFile(context.methods, pipeline, shape, ends);
    all.slice(start.pipeline.steps.length).forEach(({ name, options: chosen }, own) => {
      const k = start.pipeline.steps.length + own;
      const [limit, ended] = [context.methods.step(name).iterates?.(chosen) ?? null, ends.of(k)];
      const facts = limit === null || ended === null ? null : unfinished(ended, rows);
      if (limit === null || facts === null) return;
      const place = placeOfStep(k, start.pipeline.steps.length, wanted);
      const option = place[0] === "steps" ? [...place, name, limit.option] : place;
      context.remark("FS3318", { ...facts, ...limit, step: name }, { option });
    });
    for (const { name } of all.slice(pipeline.done)) {
      context.log("step_learns", { step: name });
    }
    return {
      gives: variables,
      results: written,
      artifacts: [
        { path: "preprocessing/preprocessing_pipeline.json", json: written },
        { path: "preprocessing/X_preprocessed.npy", matrix: display.display },
        { path: "preprocessing/rows.csv", text: rowsFile(rows) },
        { path: "preprocessing/axis.json", json: axisFile(pipeline.columns) },
      ],
      logged: {
        pipeline_steps: all.map(({ name }) => name),
        X_before_shape: [shape.rows, shape.before],
        X_after_shape: [shape.rows, shape.after],
      },
    };
  },
});

/** What steps have to say of the columns that come to them. */
function sayDoubts(
  { methods, remark }: Context,
  { steps, columns: before }: Pipeline,
  added: readonly StepSpec[],
  placeOf: (step: number) => OptionPath,
): void {
  const columns = columnsAfter(methods, before, added);
  added.forEach(({ name, options }, k) => {
    for (const { code, facts } of methods.step(name).doubts?.(columns[k], options) ?? [])
      remark(code, facts, { option: placeOf(steps.length + k) });
  });
}

/** FS3126 of values that are hardly the quantity into which `convert` turned them. */
function sayAfterConvert(
  { methods, remark }: Context,
  { ready, pipeline }: VariablesParts,
  added: readonly StepSpec[],
  placeOf: (step: number) => OptionPath,
): void {
  const waiting = [...pipeline.steps.slice(pipeline.done), ...added];
  const count = countRowWise(methods, waiting);
  const columns = columnsAfter(methods, pipeline.readyColumns, waiting.slice(0, count));
  waiting.slice(0, count).forEach((_, k) => {
    const [before, after] = [columns[k], columns[k + 1]];
    const quantity = after.kind === "axis" ? after.quantity : undefined;
    const isNew = k >= waiting.length - added.length;
    if (!isNew || quantity === undefined || before.kind !== "axis" || before.quantity === quantity) return;
    const facts = implausibleValues(runRowWise(methods, ready, pipeline.readyColumns, waiting, k + 1), quantity);
    if (facts !== null) remark("FS3126", facts, { option: placeOf(pipeline.done + k) });
  });
}

/** The steps as they run: those of the preset first, defaults filled in. */
export function stepsOf({ preset, steps: listed }: Options): readonly StepSpec[] {
  const before = preset === undefined ? [] : stepList.parse(presets[preset]);
  return [...before, ...listed].map(({ name, options }) => ({ name, options: options as Json }));
}

/** Runs what can run once, and fits the rest on all non-external rows for the eye alone. */
function prepared(
  methods: Methods,
  ready: DatasetParts["spectra"],
  before: Pipeline,
  all: readonly StepSpec[],
  rows: Rows,
  ends: Ends,
): VariablesParts {
  const waiting = all.slice(before.done);
  const more = countRowWise(methods, waiting);
  const columns = columnsAfter(methods, before.readyColumns, waiting);
  const pipeline: Pipeline = {
    input: before.input,
    steps: all,
    done: before.done + more,
    readyColumns: columns[more],
    columns: columns[columns.length - 1],
  };
  const x = runRowWise(methods, ready, before.readyColumns, waiting, more, (k, row, ended) =>
    ends.tell(before.done + k, row, ended),
  );
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const { states } = fitRest(methods, x, pipeline, own, { codes: null, classes: 0, target: null });
  return {
    ready: x,
    pipeline,
    display: { display: applySteps(methods, x, pipeline.readyColumns, all, states, pipeline.done, ends.tell) },
  };
}

function placedHere<T>(before: number, wanted: Options, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [first, ...more] = atOwnSteps(error, before, wanted);
    throw new Refusal(first.code, first.facts, { data: first.data, option: first.option }, more);
  }
}

/** Places count from this block's first listed step; a step of a preset or of another block stands at no option. */
export function atOwnSteps(error: Refusal, before: number, wanted: Options): readonly Remark[] {
  return error.remarks.map((remark) => {
    const [, k] = remark.option ?? [];
    return typeof k === "number" ? { ...remark, option: placeOfStep(k, before, wanted) } : remark;
  });
}

function placeOfStep(k: number, before: number, { preset }: Options): OptionPath {
  const preceding = before + (preset === undefined ? 0 : presets[preset].length);
  return k < preceding ? ["preset"] : ["steps", k - preceding];
}
