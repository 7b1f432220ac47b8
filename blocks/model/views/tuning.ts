/** How the final model was tuned inside its training rows. */

import type { Json } from "../../../schemas/plain-json.ts";
import { tuning as tuningChart } from "../../charts/tuning.ts";
import type { Shapes } from "../../contract/kind.ts";
import type { ModelParts, TuningTrace } from "../../contract/model.ts";
import { numberText } from "../../contract/quantity.ts";
import { methods } from "../../methods/methods.ts";
import { formOfMetric, metricNamed } from "../../methods/metrics/declared.ts";
import { isLowerBetter } from "../../methods/recipe/choose.ts";
import type { ModelView } from "../model-view.ts";
import { optionWords } from "../option-words.ts";
import { tuningOf } from "../options.ts";

export const tuning: ModelView = {
  shape: "figure",
  title: "tuning",
  byDefault: true,
  insteadOf: "latent-variables",
  // The shape knows of features that are tuned with the model; where it is not known, the estimator's own options decide.
  exists: ({ options, shape }) => (shape as Shapes["model"] | null)?.tuned ?? tuningOf(methods, options) !== null,
  async make(source) {
    const { tuning: trace } = (await source.own("final")) as ModelParts["final"];
    if (trace === null) return { na: "There was one candidate only." };
    const varied = variedIn(trace);
    const name = varied.map((option) => optionWords(option, source.results.estimator)).join(", ");
    // A candidate without a value has no point.
    const tried = trace.candidates.filter(({ mean }) => mean !== null);
    const taken = trace.candidates[trace.chosen];
    if (taken.mean === null) return { na: "No candidate had a value." };
    const { title } = metricNamed(trace.metric);
    const metric = /^[A-Z][a-z]/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
    return {
      data: {
        ...tuningChart({
          option: name,
          values: tried.map((candidate) => triedValue(candidate, varied)),
          mean: tried.map(({ mean }) => mean ?? 0),
          se: tried.map(({ se }) => se),
          chosen: tried.indexOf(taken),
          metric,
          isShare: metricNamed(trace.metric).quantity === "share",
          rule: trace.rule,
          lowerIsBetter: isLowerBetter(trace.metric),
        }),
        from: { artifact: "model/best_params.json", pointer: "/final" },
      },
      alt: `Tuning by ${metric} for ${tried.length} values of ${name}: ${String(triedValue(taken, varied))} was chosen, with ${numberText(taken.mean, formOfMetric(trace.metric))}.`,
      caption: `Tuning of the final model inside its training rows: ${metric} (of the scores of all inner folds together; standard error by the jackknife over them) for each value of ${name}.`,
    };
  },
};

/** Options that differ between candidates. */
function variedIn({ candidates }: TuningTrace): readonly string[] {
  const [first] = candidates;
  return Object.keys(first.options).filter((option) =>
    candidates.some(({ options }) => JSON.stringify(options[option]) !== JSON.stringify(first.options[option])),
  );
}

/** Of one option its value, of several their values side by side. */
function triedValue({ options }: TuningTrace["candidates"][number], varied: readonly string[]): Json {
  if (varied.length === 1) return options[varied[0]];
  return varied.map((option) => JSON.stringify(options[option])).join(", ");
}
