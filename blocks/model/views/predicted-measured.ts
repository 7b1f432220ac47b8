/** Predicted against measured values of a regression. */
import { predictedMeasured as chartOf } from "../../charts/predicted-measured.ts";
import { thinned, thinnedNote } from "../../charts/thin.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { counted } from "../../contract/number-text.ts";
import { unitOfTarget } from "../../contract/target-unit.ts";
import { metricValue, notAvailable, rmsepValue } from "../metric-text.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords, type ModelResults } from "../results.ts";
import { seenWords } from "../seen-words.ts";
import { isTask, nothingLeftOut, predictionsOf, repeatNote } from "./parts.ts";

export const predictedMeasured: ModelView = {
  shape: "figure",
  title: "predicted against measured",
  byDefault: true,
  exists: isTask("regression"),
  async make(source) {
    const { rmsecv, r2, target_unit, leakage, n_repeats } = source.results;
    const predictions = await predictionsOf(source);
    if (predictions === null || typeof rmsecv !== "number") return { na: nothingLeftOut };
    const { own, external, outcome } = predictions;
    const target = outcome.target?.name ?? "target";
    const observed = [...(own.target ?? []), ...(external.target ?? [])];
    const predicted = [...own.scores.data, ...external.scores.data];
    const ids = [...own.names, ...external.names];
    const apart = [...own.names.map(() => false), ...external.names.map(() => true)];
    const shown = thinned(ids.length);
    const chart = (rows: readonly number[]) =>
      chartOf({
        observed: rows.map((i) => observed[i]),
        predicted: rows.map((i) => predicted[i]),
        ids: rows.map((i) => ids[i]),
        external: rows.map((i) => apart[i]),
        unit: target_unit,
        target,
        rmse: rmsecv,
        said: figuresOf(source.results, unitOfTarget(target_unit, target), external.names.length),
      });
    const off = metricValue(source.results, "rmsecv", unitOfTarget(target_unit, target));
    const more = external.names.length === 0 ? "" : `, and of ${counted(external.names.length, "external sample")}`;
    return {
      data: {
        ...chart(shown),
        data: chart(ids.map((_, i) => i)).data,
        from: { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of a sample" },
      },
      alt: `Predicted ${target} against measured for ${counted(own.names.length, "sample")}${more.replace(" of", "")}: RMSECV ${off}${typeof r2 === "number" ? `, R² ${metricValue(source.results, "r2")}` : ""}.`,
      caption: sentences(
        `Predicted against measured ${target} of ${counted(own.names.length, "sample")}, ${seenWords(source.results)}${more}. Full line: predicted as measured; dashed: one RMSECV (${off}) to either side.`,
        repeatNote(n_repeats),
        leakageWords(leakage),
        censoredWords(source.results.n_censored),
        thinnedNote(ids.length, shown.length),
      ),
    };
  },
};

/** What a chemometrician reads off such a figure; what is not available is left out. */
function figuresOf(results: ModelResults, unit: string | null, external: number): readonly string[] {
  const { components } = results.best_params;
  const own = (title: string, name: Parameters<typeof metricValue>[1], inUnit: string | null = null): string | null => {
    const value = metricValue(results, name, inUnit);
    return value === notAvailable ? null : `${title} ${value}`;
  };
  const rmsep = rmsepValue(results, unit);
  return [
    `n = ${results.rmsecv_n ?? results.n_samples}`,
    typeof components === "number" && results.latent_variables != null ? counted(components, "latent variable") : null,
    own("RMSECV", "rmsecv", unit),
    own("R²", "r2"),
    own("Bias", "bias", unit),
    own("Slope", "slope"),
    own("RPD", "rpd"),
    ...(rmsep === null ? [] : [`RMSEP ${rmsep}`, `(external, n = ${external})`]),
  ].filter((line) => line !== null);
}
