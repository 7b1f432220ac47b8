/** What `preprocess` says in "Materials and methods": its steps with their options and sources, and which were fitted within folds. */
import type { z } from "zod";
import type { Described } from "../contract/described.ts";
import { toldSteps } from "../methods/told/steps.ts";
import { joined, methodTold } from "../methods/told/told.ts";
import type { pipelineSchema } from "./results.ts";

const artifact = "preprocessing/preprocessing_pipeline.json";

export function describedPreprocessing({ steps }: z.output<typeof pipelineSchema>): readonly Described[] {
  if (steps.length === 0) return [];
  const told = steps.map(({ name, options }, k) =>
    methodTold(toldSteps, name, options, { artifact, path: ["steps", k, "options"] }),
  );
  const learning = steps.flatMap(({ fitted }, k) => (fitted === "in each fold" ? [k + 1] : []));
  const order = steps.length > 1 ? "Spectra were preprocessed, in this order, by " : "Spectra were preprocessed by ";
  const within =
    learning.length === 0
      ? []
      : [
          [
            `${learningWords(learning.length, steps.length)} fitted anew within each fold, on its training spectra alone.`,
          ],
        ];
  return [[order, ...joined(told), "."], ...within];
}

/** What learns stands last: nothing is fitted once behind it. */
const learningWords = (learning: number, all: number): string =>
  all === 1
    ? "This step was"
    : learning === all
      ? "All steps were"
      : learning === 1
        ? "The last step was"
        : "The steps from the first that learns on were";
