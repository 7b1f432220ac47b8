/** What the `table` block computes: places a table of another block, or compares models on their shared folds. */

import { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import { compute } from "../contract/kind.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts } from "../contract/model.ts";
import type { Inputs } from "../contract/running.ts";
import { compareModels } from "../methods/metrics/compare.ts";
import type { Scored } from "../methods/metrics/metrics.ts";
import { tableResults } from "./results.ts";

export const tableCompute = compute({
  kind: "table",
  lane: "explanation",
  role: "explanation",
  stage: "reporting",
  reads: [],
  draws: false,
  options: z.strictObject({
    compare: z
      .array(z.string())
      .min(2)
      .max(10)
      .optional()
      .describe("ids of models that share data and folds; the first is the reference"),
  }),
  gives: null,
  results: tableResults,
  artifacts: {},
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
  uses: (_, { parts }) => parts("model", "recipe").map(({ estimator }) => `estimator:${estimator}`),
  run(inputs, { compare }, context) {
    if (compare === undefined)
      return { results: { schema_version: 1 as const, models: [], differences: [] }, artifacts: [], logged: {} };
    const [first, ...others] = modelsOf(context.methods, inputs);
    const differences = others.flatMap(({ id, scored }) =>
      compareModels(first.scored, scored).map((one) => ({
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
});

function modelsOf(
  methods: Methods,
  { given, dataset }: Inputs,
): readonly { readonly id: string; readonly scored: Scored }[] {
  if (dataset === undefined) throw new Error("models were compared without their dataset");
  return given.flatMap(({ value, block, parts }) => {
    if (value !== "model") return [];
    const { recipe, split, scores, externalScores } = parts as ModelParts;
    const { probabilities } = methods.estimator(recipe.estimator);
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
