/** What a regression is wrong by: predicted minus measured against predicted, the far ones by name. */
import { residuals as chartOf } from "../../charts/residuals.ts";
import { thinnedNote } from "../../charts/thin.ts";
import { listed, sentences } from "../../charts/words.ts";
import { counted, percent } from "../../contract/number-text.ts";
import { unitOfTarget } from "../../contract/target-unit.ts";
import { metricValue } from "../metric-text.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords } from "../results.ts";
import { isTask, nothingLeftOut, predictionsOf, repeatNote } from "./parts.ts";

/** A residual of more RMSECV than this is named: one in 370 where they are normal. */
const far = 3;
const mostNamed = 8;

const from = { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of a sample" };

export const residuals: ModelView = {
  shape: "figure",
  title: "residuals",
  byDefault: false,
  exists: isTask("regression"),
  async make(source) {
    const { rmsecv, target_unit, n_repeats } = source.results;
    const predictions = await predictionsOf(source);
    if (predictions === null || typeof rmsecv !== "number") return { na: nothingLeftOut };
    const { own, external, outcome } = predictions;
    const observed = [...(own.target ?? []), ...(external.target ?? [])];
    const predicted = [...own.scores.data, ...external.scores.data];
    const ids = [...own.names, ...external.names];
    const errors = predicted.map((value, i) => value - observed[i]);
    const outlying = errors
      .map((_, i) => i)
      .filter((i) => Math.abs(errors[i]) > far * rmsecv)
      .sort((a, b) => Math.abs(errors[b]) - Math.abs(errors[a]) || a - b);
    const target = outcome.target?.name ?? "target";
    const unit = unitOfTarget(target_unit, target);
    const error = metricValue(source.results, "rmsecv", unit);
    const { chart, drawn } = chartOf({
      ids,
      observed,
      predicted,
      external: ids.map((_, i) => i >= own.names.length),
      named: outlying.slice(0, mostNamed),
      rmse: rmsecv,
      target,
      unit: target_unit,
    });
    const inside = errors.slice(0, own.names.length).filter((error) => Math.abs(error) <= rmsecv).length;
    const names = listed(
      outlying.map((i) => ids[i]),
      mostNamed,
    );
    const outlyingWords = outlying.length === 0 ? `none lies beyond ${far} RMSECV` : `beyond ${far} RMSECV: ${names}`;
    return {
      data: { ...chart, from },
      alt: `Residuals of ${counted(own.names.length, "sample")} against predicted ${target}: ${percent(inside / own.names.length)} lie within one RMSECV (${error}), the bias is ${metricValue(source.results, "bias", unit)}, ${outlyingWords}.`,
      caption: sentences(
        `Predicted minus measured ${target} by sample${external.names.length > 0 ? ", external samples as triangles" : ""}; shaded: one RMSECV (${error}) to either side, which holds ${inside} of ${own.names.length}. Named are samples beyond ${far} RMSECV${outlying.length === 0 ? ": none" : ""}.`,
        repeatNote(n_repeats),
        censoredWords(source.results.n_censored),
        thinnedNote(ids.length, drawn),
      ),
    };
  },
};
