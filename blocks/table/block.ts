/** The `table` block: places a table of another block, or compares models on their shared folds. */
import { z } from "zod";
import { defineKind, type Inputs } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import type { Json, ModelParts } from "../contract/values.ts";
import { estimatorOf } from "../methods/estimators/table.ts";
import { compareModels } from "../methods/metrics/compare.ts";
import type { Scored } from "../methods/metrics/metrics.ts";
import { tableResults } from "./results.ts";
import { comparison } from "./views.ts";

export const table = defineKind({
  kind: "table",
  summary: "Places a table of another block here, or sets models side by side with the paired difference.",
  lane: "explanation",
  role: "explanation",
  stage: "reporting",
  reads: [],
  draws: true,
  options: z.strictObject({
    compare: z
      .array(z.string())
      .min(2)
      .max(10)
      .optional()
      .describe("ids of models that share data and folds; the first is the reference"),
  }),
  presentation: z.strictObject({
    show: z.string().optional().describe("address of the table: `block.name`, as in `plsda.metrics`"),
    caption: z.string().optional().describe("instead of the table's own caption"),
    title: z.string().optional().describe("instead of the table's own title"),
  }),
  gives: null,
  results: tableResults,
  artifacts: {},
  views: { comparison },
  needs: ({ compare }) =>
    compare === undefined
      ? []
      : [
          {
            accepts: [{ value: "model", parts: ["recipe", "split", "scores", "externalScores"] }],
            found: { named: compare, option: "compare" },
            many: true,
          },
          { accepts: [{ value: "dataset", parts: ["rows", "outcome"] }], found: "via" },
        ],
  inputs: () => [],
  infer(_, { compare }, { show }) {
    const remarks: Remark[] = [];
    if ((compare === undefined) === (show === undefined)) remarks.push({ code: "FS2807", facts: {} });
    if (compare !== undefined && new Set(compare).size < compare.length)
      remarks.push({ code: "FS2808", facts: { compare }, option: ["compare"] });
    return { shape: null, remarks };
  },
  run(inputs, { compare }, context) {
    if (compare === undefined)
      return { results: { schema_version: 1 as const, models: [], differences: [] }, artifacts: [], logged: {} };
    const [first, ...others] = modelsOf(inputs);
    const differences = others.flatMap(({ id, scored }) =>
      // Every pair meets the same resamples, whatever else the document compares.
      compareModels(first.scored, scored, context.stream("compare")).map((one) => ({
        ...one,
        model: id,
        difference_ci: one.difference_ci && ([...one.difference_ci] as [number, number]),
      })),
    );
    return {
      results: { schema_version: 1 as const, models: [...compare], differences },
      artifacts: [],
      logged: Object.fromEntries(
        differences
          .filter(({ metric }) => metric === "accuracy" || metric === "rmsecv")
          .map(({ model, metric, difference }): [string, Json] => [`${metric}_difference_to_${model}`, difference]),
      ),
    };
  },
  shows: (_, { show }) => (show === undefined ? [] : [{ address: show, at: ["show"] }]),
});

function modelsOf({ given, dataset }: Inputs): readonly { readonly id: string; readonly scored: Scored }[] {
  if (dataset === undefined) throw new Error("models were compared without their dataset");
  return given.flatMap(({ value, block, parts }) => {
    if (value !== "model") return [];
    const { recipe, split, scores, externalScores } = parts as ModelParts;
    const { probabilities } = estimatorOf(recipe.estimator);
    const scored = {
      task: recipe.task,
      ...dataset,
      split,
      scores,
      externalScores,
      fitted: null,
      probabilities: probabilities ?? null,
    };
    return [{ id: block ?? "", scored }];
  });
}
