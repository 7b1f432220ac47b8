/** What a model is worth on a share of what each fold trains on. */

import { learningChart } from "../../charts/learning-curve.ts";
import { rounded } from "../../contract/number-text.ts";
import { sentenceCase } from "../../contract/sentence-case.ts";
import { lastGain } from "../../methods/validation/learning-curve.ts";
import type { ModelView } from "../model-view.ts";
import { metricWords, reasonWords } from "../validation-words.ts";

export const learning: ModelView = {
  shape: "figure",
  title: "learning curve",
  byDefault: false,
  exists: ({ options: { validate } }) =>
    validate === "full" || (typeof validate === "object" && validate.learning_curve !== false),
  make(source) {
    const { learning_curve: made } = source.results.validation;
    if ("na" in made) return Promise.resolve({ na: `The learning curve was not made: ${reasonWords[made.na]}.` });
    const metric = metricWords[source.results.task];
    const points = made.points.flatMap(({ samples, mean, sd }) =>
      mean === null ? [] : [{ samples, mean, sd: sd ?? 0 }],
    );
    if (points.length < 2) return Promise.resolve({ na: "Fewer than two shares can carry the model." });
    const gain = lastGain(made.points);
    return Promise.resolve({
      data: {
        ...learningChart(points, sentenceCase(metric)),
        from: { artifact: "model/validation.json", pointer: "/learning_curve" },
      },
      alt: `${sentenceCase(metric)} from ${points.map(({ samples, mean }) => `${rounded(samples)} samples: ${rounded(mean)}`).join("; ")}.`,
      caption: `The ${metric}, by sample, against the number of samples in training: mean and standard deviation over five draws of what the scheme leaves out, options as chosen in each fold.${gain === null ? "" : ` The last step changes it by ${rounded(gain)} standard deviations of the share before.`}`,
    });
  },
};
