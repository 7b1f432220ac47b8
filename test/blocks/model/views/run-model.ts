/** Runs the model block on matrices, as the compiler would, and hands its views what the compiler hands them. */

import type { Columns, DatasetParts, Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import type { Matrix } from "../../../../blocks/contract/matrix.ts";
import type { Facts } from "../../../../blocks/contract/refusal.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import type { Values } from "../../../../blocks/contract/values.ts";
import type { StepSpec } from "../../../../blocks/contract/variables.ts";
import type { Selection, ViewSource } from "../../../../blocks/contract/view.ts";
import { inTurn } from "../../../../blocks/contract/work.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { columnsAfter, countRowWise, runRowWise } from "../../../../blocks/methods/recipe/pipeline.ts";
import { model } from "../../../../blocks/model/block.ts";
import type { ModelResults } from "../../../../blocks/model/results.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { noneExcluded } from "../../qc/sets.ts";

export interface Given {
  readonly x: Matrix;
  readonly columns: Columns;
  readonly outcome: Outcome;
  /** Roles that differ from a row a sample, all in folds. */
  readonly rows?: Partial<Rows>;
  readonly steps?: readonly StepSpec[];
  readonly excluded?: Pick<DatasetParts, "excluded" | "excludedSpectra">;
  readonly unknown?: Pick<DatasetParts, "unknown" | "unknownSpectra">;
}

export interface ModelRun {
  readonly source: ViewSource;
  readonly results: ModelResults;
  readonly artifacts: { readonly [path: string]: Json };
  /** Files that are no JSON. */
  readonly texts: { readonly [path: string]: string };
  readonly remarks: readonly (readonly [code: string, facts: Facts])[];
}

function rowsOf(n: number, roles: Partial<Rows> = {}): Rows {
  const id = roles.id ?? Array.from({ length: n }, (_, i) => `s${i + 1}`);
  return {
    id,
    sample: id,
    group: roles.sample ?? id,
    batch: null,
    instrument: null,
    external: id.map(() => false),
    duplicateOf: id.map(() => null),
    ...roles,
  };
}

/** Options as a document writes them, below `model`. What was stored went through JSON, as it does in the store. */
export async function runModel(given: Given, options: { readonly [option: string]: unknown }): Promise<ModelRun> {
  const { x, columns, outcome, steps = [] } = given;
  const parsed = model.options.parse(options) as Json;
  const dataset: DatasetParts = {
    spectra: x,
    columns,
    rows: rowsOf(x.rows, given.rows),
    declared: { sample: true, group: true, batch: false },
    outcome,
    facts: { missing_fraction: 0, saturation: null, samples: x.rows, excluded: [] },
    ...noneExcluded(x.cols),
    ...given.excluded,
    ...given.unknown,
    design: { upstream: [], accepted: [], columns: [], time: null, isNamed: true, isBatchDeclared: true },
  };
  const remarks: [string, Facts][] = [];
  const done = countRowWise(methods, steps);
  const after = columnsAfter(methods, columns, steps);
  const ready = runRowWise(methods, x, columns, steps, done);
  const pipeline = { input: columns, steps, done, readyColumns: after[done], columns: after[steps.length] };
  const variables = steps.length === 0 ? undefined : { ready, pipeline, display: { display: ready } };
  const ended = await model.run({ given: [], dataset, variables }, parsed, {
    settings: {},
    methods,
    input: () => [],
    stream: (...name) => stream(0, ...name),
    seed: 0,
    remark: (code, facts = {}) => {
      remarks.push([code, facts]);
    },
    breathe: async () => undefined,
    spread: inTurn(async () => undefined),
    log: () => undefined,
  });
  const results = model.results.parse(ended.results) as ModelResults;
  const parts = ended.gives as unknown as Values["model"];
  const inputs: { readonly [value: string]: unknown } = { dataset, variables };
  return {
    results,
    artifacts: Object.fromEntries(ended.artifacts.flatMap((file) => ("json" in file ? [[file.path, file.json]] : []))),
    texts: Object.fromEntries(ended.artifacts.flatMap((file) => ("text" in file ? [[file.path, file.text]] : []))),
    remarks,
    source: {
      block: "plsda",
      options: parsed,
      results: results as unknown as Json,
      own: async (part) => stored(parts[part as keyof Values["model"]]),
      input: async (value, part) => {
        const held = inputs[value] as { readonly [part: string]: unknown } | undefined;
        if (held === undefined) throw new Error(`no part ${part}`);
        return stored(held[part]);
      },
    },
  };
}

/** A matrix as it is, anything else as JSON gives it back. */
function stored(part: unknown): unknown {
  const isMatrix = (part as { readonly data?: unknown }).data instanceof Float64Array;
  return isMatrix ? part : JSON.parse(JSON.stringify(part));
}

/** What a view shows; throws its reason where it shows nothing. */
export async function shown<T>(run: ModelRun, name: string, selection: Selection = {}) {
  const made = await model.views[name].make(run.source, selection);
  if ("na" in made) throw new Error(made.na);
  return { ...made, data: made.data as T };
}

/** Why a view shows nothing. */
export async function missing(run: ModelRun, name: string, selection: Selection = {}): Promise<string> {
  const made = await model.views[name].make(run.source, selection);
  if (!("na" in made)) throw new Error(`${name} is shown`);
  return made.na;
}

export const viewNames = (run: ModelRun): string[] =>
  Object.entries(model.views).flatMap(([name, { exists }]) =>
    exists({ options: run.source.options, shape: null }) ? [name] : [],
  );

/** Values of one column of a table, in row order. */
export const column = (rows: readonly { readonly [key: string]: Json }[], key: string): number[] =>
  rows.map((row) => Number(row[key]));
