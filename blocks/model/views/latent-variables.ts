/** Latent variables: the error over their number, and the variance they carry, from the fits that were made for the folds. */
import { latentVariables as chartOf } from "../../charts/latent-variables.ts";
import { sentences } from "../../charts/words.ts";
import { percent, rounded } from "../../contract/number-text.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelResults } from "../results.ts";
import { estimatorIn } from "./parts.ts";

const artifact = "model/latent_variables.json";
/** What has latent variables of its own is known before anything is fitted. */
const hasLatentVariables: ModelView["exists"] = ({ options }) => estimatorIn(options).predictPath !== undefined;

/** Of figures of latent variables that are drawn where a document asks for them. */
export const onlyOnRequest = {
  shape: "figure",
  byDefault: false,
  onRequest: true,
  exists: hasLatentVariables,
} as const;

export const nothingLatent = "The model has no latent variables of its own.";

const names = {
  rmse: { fitted: "RMSEC", validated: "RMSECV", measure: "Root mean square error" },
  one_minus_balanced_accuracy: {
    fitted: "fitted",
    validated: "validated",
    measure: "1 − balanced accuracy",
  },
} as const;

export const latentVariables: ModelView = {
  shape: "figure",
  title: "error over the number of latent variables",
  byDefault: true,
  exists: hasLatentVariables,
  async make({ results }) {
    const { latent_variables: path, target_unit } = results;
    if (path == null) return { na: nothingLatent };
    const { metric, fitted, cross_validated, chosen } = path;
    const words = names[metric];
    const unit = metric === "rmse" && target_unit !== null ? ` (${target_unit})` : "";
    const lines = [
      { name: words.fitted, values: fitted },
      ...(cross_validated === null ? [] : [{ name: words.validated, values: cross_validated }]),
    ];
    const at = cross_validated?.[chosen - 1] ?? null;
    return {
      data: {
        ...chartOf({ lines, chosen, measure: `${words.measure}${unit}` }),
        from: { artifact, pointer: "" },
      },
      alt: `${words.measure} (${lines.map(({ name }) => name).join(" and ")}) over 1 to ${fitted.length} latent variables; ${chosen} are in the final model${at === null ? "" : `, where ${words.validated} is ${shown(results, at)}`}.`,
      caption: sentences(
        `${words.measure} of the samples the final model was fitted on${cross_validated === null ? "" : " and of those left out in turn"}, by the number of latent variables.`,
        `Ringed: the final model (${chosen}).`,
        cross_validated === null || results.tuned === false
          ? null
          : `With each number of latent variables all folds have that number; the ${metric === "rmse" ? "RMSECV" : "figure"} reported is of what was chosen in each fold.`,
      ),
    };
  },
};

const shown = ({ task, target_unit }: ModelResults, value: number): string =>
  task === "classification" ? rounded(value) : `${rounded(value)}${target_unit === null ? "" : `\u00a0${target_unit}`}`;

export const explainedVariance: ModelView = {
  ...onlyOnRequest,
  title: "variance the latent variables carry",
  async make({ results }) {
    const { latent_variables: path, task, target } = results;
    if (path == null) return { na: nothingLatent };
    const { x_variance, y_variance, chosen } = path;
    const y = task === "classification" ? "classes" : (target ?? "target");
    const lines = [
      { name: "variables", values: cumulated(x_variance) },
      { name: y, values: cumulated(y_variance) },
    ];
    const [ofX, ofY] = lines.map(({ values }) => percent(values[chosen - 1] / 100));
    return {
      data: {
        ...chartOf({ lines, chosen, measure: "Explained variance, cumulative (%)" }),
        from: { artifact, pointer: "" },
      },
      alt: `Cumulative variance that 1 to ${x_variance.length} latent variables carry: the ${chosen} of the final model ${ofX} of the variables and ${ofY} of the ${y}.`,
      caption: `Cumulative variance of the variables and of the ${y} that the latent variables carry, of the spectra the final model was fitted on: with ${chosen} of them ${ofX} and ${ofY}.`,
    };
  },
};

/** Shares of 1 as running sums in %. */
function cumulated(shares: readonly number[]): number[] {
  let sum = 0;
  return shares.map((share) => {
    sum += share;
    return 100 * sum;
  });
}
