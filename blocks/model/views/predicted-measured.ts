/** Predicted against measured values of a regression. */
import { predictedMeasured as chartOf } from "../../charts/predicted-measured.ts";
import { thinned, thinnedNote } from "../../charts/thin.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { counted, fixed, rounded } from "../../contract/number-text.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords } from "../results.ts";
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
      });
    const unit = target_unit === null ? "" : ` ${target_unit}`;
    const more = external.names.length === 0 ? "" : `, and of ${counted(external.names.length, "external sample")}`;
    return {
      data: {
        ...chart(shown),
        data: chart(ids.map((_, i) => i)).data,
        from: { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of a sample" },
      },
      alt: `Predicted ${target} against measured for ${counted(own.names.length, "sample")}${more.replace(" of", "")}: the points lie ${rounded(rmsecv)}${unit} off the line of equal values on the root mean square${
        typeof r2 === "number" ? `, R² is ${fixed(r2, 3, "-")}` : ""
      }.`,
      caption: sentences(
        `Predicted against measured ${target} of ${counted(own.names.length, "sample")}, ${seenWords(source.results)}${more}. Full line: predicted as measured; dashed: one RMSECV (${rounded(rmsecv)}${unit}) off.`,
        repeatNote(n_repeats),
        leakageWords(leakage),
        censoredWords(source.results.n_censored),
        thinnedNote(ids.length, shown.length),
      ),
    };
  },
};
