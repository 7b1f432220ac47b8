/** What preprocess writes: the pipeline as it ran, the rows, the axis. */

import { z } from "zod";
import { json } from "../../schemas/records.ts";
import { quoted } from "../contract/csv.ts";
import { type Columns, quantities, type Rows, techniques } from "../contract/dataset.ts";
import type { Methods } from "../contract/methods.ts";
import { type Ended, learnsOf } from "../contract/step.ts";
import type { Pipeline } from "../contract/variables.ts";
import type { Ends } from "./ends.ts";

export const pipelineSchema = z.strictObject({
  schema_version: z.literal(1),
  steps: z.array(
    z.strictObject({
      name: z.string(),
      options: json,
      learns: z
        .enum(["spectra", "outcome"])
        .nullable()
        .describe("what its state is learnt from; null where each spectrum stands for itself"),
      fitted: z.enum(["once", "in each fold"]).describe("a step after one that learns is run in each fold too"),
      passes: z
        .array(z.int())
        .optional()
        .describe(
          "of a step that iterates: passes over each spectrum, in the order of rows.csv; what stands after a step that learns was counted on the spectra shown",
        ),
      converged: z
        .array(z.boolean())
        .optional()
        .describe("whether its criterion ended the passes over each spectrum; false where their count did"),
    }),
  ),
  n_steps: z.int(),
  n_spectra: z.int(),
  n_features_input: z.int(),
  n_features_output: z.int(),
});

export const columnsSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    schema_version: z.literal(1),
    kind: z.literal("axis"),
    unit: z.enum(["cm-1", "nm", "um", "channel"]).nullable(),
    technique: z.enum(techniques).nullable(),
    values: z.array(z.number()),
    quantity: z
      .enum(quantities)
      .optional()
      .describe("what the values are, or with `altered` what they were made from; absent where nobody says"),
    altered: z.literal(true).optional(),
  }),
  z.strictObject({ schema_version: z.literal(1), kind: z.literal("names"), names: z.array(z.string()) }),
]);

export const preprocessArtifacts = {
  "preprocessing/preprocessing_pipeline.json": pipelineSchema,
  "preprocessing/axis.json": columnsSchema,
};

/** preprocessing_pipeline.json, also the block's results. */
export function pipelineFile(
  methods: Methods,
  pipeline: Pipeline,
  shape: { rows: number; before: number; after: number },
  ends: Ends,
): z.output<typeof pipelineSchema> {
  return {
    schema_version: 1,
    steps: pipeline.steps.map(({ name, options }, k) => ({
      name,
      options: options as z.output<typeof json>,
      // What learns nothing has run, and nothing else has.
      learns: k < pipeline.done ? null : learnsOf(methods.step(name), options),
      fitted: k < pipeline.done ? "once" : "in each fold",
      ...endsOf(ends.of(k)),
    })),
    n_steps: pipeline.steps.length,
    n_spectra: shape.rows,
    n_features_input: shape.before,
    n_features_output: shape.after,
  };
}

function endsOf(ends: readonly Ended[] | null): { passes?: number[]; converged?: boolean[] } {
  if (ends === null) return {};
  return { passes: ends.map(({ passes }) => passes), converged: ends.map(({ converged }) => converged) };
}

export const axisFile = (columns: Columns): z.output<typeof columnsSchema> =>
  columns.kind === "axis"
    ? { schema_version: 1, ...columns, values: [...columns.values] }
    : { schema_version: 1, kind: "names", names: [...columns.names] };

/** rows.csv: who the rows of X_preprocessed.npy are, in its order. */
export function rowsFile(rows: Rows): string {
  const lines = rows.id.map((id, i) =>
    [id, rows.sample[i], rows.group[i], rows.batch?.[i] ?? "", String(rows.external[i])].map(quoted).join(","),
  );
  return `${["id,sample,group,batch,external", ...lines].join("\n")}\n`;
}
