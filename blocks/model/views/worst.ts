/** The samples a model predicted worst. */

import { tableOf } from "../../charts/table-of.ts";
import { listed } from "../../charts/words.ts";
import type { Outcome } from "../../contract/dataset.ts";
import { counted } from "../../contract/number-text.ts";
import { predictionForm } from "../../contract/quantity.ts";
import { type Judged, samplesOf } from "../../methods/metrics/judged.ts";
import { offIn, wrongIn } from "../../methods/metrics/worst.ts";
import type { ModelView } from "../model-view.ts";
import { nothingLeftOut, predictionsOf } from "./parts.ts";

const most = 10;

export const worst: ModelView = {
  shape: "table",
  title: "worst predicted samples",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const predictions = await predictionsOf(source);
    if (predictions === null) return { na: nothingLeftOut };
    const { own, judged, outcome } = predictions;
    const isRegression = source.results.task === "regression";
    const repeats = judged.repeats.length;
    const rows = isRegression ? worstResiduals(judged) : wrongSamples(judged, outcome);
    const shown = rows.slice(0, most);
    const form = isRegression ? predictionForm(source.results.rmsecv) : null;
    const names = listed(shown.map(({ sample }) => sample));
    const wrong = `${rows.length} of ${counted(own.names.length, "sample")} predicted as another class${repeats > 1 ? ` in at least one of ${repeats} repeats` : ""}`;
    return {
      data: {
        ...tableOf(
          {
            sample: "Sample",
            observed: ["Observed", isRegression ? "given" : null],
            predicted: ["Predicted", form],
            ...(repeats > 1 && !isRegression ? { share: ["Wrong in", "share"] as const } : {}),
            distance: [isRegression ? "Predicted − observed" : "Score difference", form ?? "index"],
          },
          shown,
        ),
        sampleKey: "sample",
        from: { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of the sample" },
      },
      alt: isRegression ? `The ${shown.length} largest residuals: samples ${names}.` : `${wrong}: ${names}.`,
      caption: isRegression
        ? `The ${counted(shown.length, "largest residual")} of ${counted(own.names.length, "sample")}${repeats > 1 ? `, each the root mean square over ${repeats} repeats with the sign of the mean; predicted is the mean` : ""}.`
        : `${wrong}${repeats > 1 ? "; the most often wrong first" : rows.length > shown.length ? `; the ${shown.length} most confident errors` : rows.length > 1 ? "; the most confident error first" : ""}.`,
    };
  },
};

interface Line {
  readonly sample: string;
  readonly observed: number | string;
  readonly predicted: number | string;
  readonly distance: number;
  readonly [key: string]: number | string;
}

function worstResiduals(judged: Judged): readonly Line[] {
  const { target, scores } = samplesOf(judged);
  return offIn(judged).map(({ u, sample, mean, size }) => {
    const observed = target?.[u] ?? Number.NaN;
    return {
      sample,
      observed,
      predicted: judged.repeats.length === 1 ? scores.data[u] : observed + mean,
      distance: size,
    };
  });
}

function wrongSamples(judged: Judged, { label }: Outcome): readonly Line[] {
  const { codes } = samplesOf(judged);
  if (label === null || codes === null) return [];
  return wrongIn(judged).map(({ u, sample, share, called, lead }) => ({
    sample,
    observed: label.classes[codes[u]],
    predicted: label.classes[called],
    ...(judged.repeats.length > 1 ? { share } : {}),
    distance: lead,
  }));
}
