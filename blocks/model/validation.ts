/** Validation of a model beyond its folds: what is asked of it, with the findings that it leads to. */

import type { DatasetParts } from "../contract/dataset.ts";
import type { Methods } from "../contract/methods.ts";
import type { Context } from "../contract/running.ts";
import type { Pipeline } from "../contract/variables.ts";
import { lazily } from "../methods/qc/lazily.ts";
import type { FitData } from "../methods/recipe/fit-data.ts";
import type { ValidatedModel } from "../methods/recipe/validate.ts";
import { bareSpectra, choosesPoints } from "../methods/validation/bare-spectra.ts";
import { isWorse } from "../methods/validation/change.ts";
import { learningCurve } from "../methods/validation/learning-curve.ts";
import { leastChannelRatio, oneChannel } from "../methods/validation/one-channel.ts";
import { asGoodIn, mostP, permutationTest } from "../methods/validation/permutation/permutation-test.ts";
import type { Channel, LearningCurve, Permutation, Similarity, Validation } from "../methods/validation/schema.ts";
import { leastSimilarityRatio, similarityBlocked } from "../methods/validation/similarity-blocked.ts";
import type { Asked } from "./options.ts";

/** Steps that what is asked computes with, as they are named in a key. */
export function stepsOfValidation(
  methods: Methods,
  { steps }: Pipeline,
  { similarity, channel }: Asked,
): readonly string[] {
  const asked = steps.filter(({ name }) => channel || (similarity && choosesPoints(methods, name)));
  return asked.map(({ name }) => `step:${name}`);
}

/** Whether the figures of a model are about the samples, or about what came with them. */
export async function validationOf(
  { recipe, split, fits, scores }: Omit<ValidatedModel, "paths">,
  data: FitData,
  dataset: Pick<DatasetParts, "spectra" | "columns">,
  asked: Asked,
  context: Context,
): Promise<Validation> {
  const { methods, spread } = context;
  const validated = { methods, recipe, data, split, fits, scores, spread };
  const bare = lazily(() => bareSpectra(methods, dataset, recipe.pipeline.steps));
  const similarity: Similarity = asked.similarity
    ? await similarityBlocked(validated, bare(), context.stream("validation", "similarity"))
    : { na: "not_requested" };
  remarkOnSimilarity(similarity, recipe.task, context);
  const channel: Channel = asked.channel
    ? await oneChannel(validated, dataset, bare(), context.stream("validation", "channel"))
    : { na: "not_requested" };
  remarkOnChannel(channel, recipe.task, context);
  const permutation: Permutation =
    asked.permutations > 0
      ? await permutationTest(validated, asked.permutations, asked.isNumberWritten, context.seed)
      : { na: "not_requested" };
  remarkOnPermutation(permutation, context);
  const learning: LearningCurve =
    asked.shares.length > 0 ? await learningCurve(validated, asked.shares, context.seed) : { na: "not_requested" };
  return { schema_version: 1, similarity, channel, permutation, learning_curve: learning };
}

function remarkOnSimilarity(similarity: Similarity, task: "classification" | "regression", context: Context): void {
  if ("na" in similarity) return;
  const { ordinary, blocked, clusters, samples, lists } = similarity;
  if (!isWorse({ ...similarity, other: blocked }, leastSimilarityRatio)) return;
  const facts = { metric: metricNames[task], ordinary: short(ordinary), blocked: short(blocked) };
  context.remark("FS5211", { ...facts, clusters, samples, names: (lists[0] ?? []).slice(0, 5) });
}

function remarkOnChannel(channel: Channel, task: "classification" | "regression", context: Context): void {
  if ("na" in channel || !isWorse({ ...channel, other: channel.patched }, leastChannelRatio)) return;
  const { ordinary, patched, channels } = channel;
  const facts = { metric: metricNames[task], ordinary: short(ordinary), patched: short(patched) };
  context.remark("FS5212", { ...facts, channels: channels.map(({ axis }) => axis) });
}

function remarkOnPermutation(permutation: Permutation, context: Context): void {
  if ("na" in permutation || permutation.p <= mostP) return;
  const { n, observed, p, exchanged } = permutation;
  const asGood = asGoodIn(permutation);
  context.remark("FS5213", { n, observed: short(observed), p: short(p), as_good: asGood, exchanged });
}

const metricNames = { classification: "accuracy", regression: "RMSECV" } as const;

/** Four digits: more say nothing. */
const short = (value: number): number => Number(value.toPrecision(4));
