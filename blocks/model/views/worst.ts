/** The samples a model predicted worst. */

import { tableOf } from "../../charts/table-of.ts";
import { listed } from "../../charts/words.ts";
import { counted } from "../../contract/number-text.ts";
import type { Outcome } from "../../contract/values.ts";
import { largest, type Units } from "../../methods/metrics/units.ts";
import type { ModelView } from "../model-view.ts";
import { nothingLeftOut, predictionsOf } from "./parts.ts";

const most = 10;

export const worst: ModelView = {
  shape: "table",
  title: "worst predicted samples",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const predictions = await predictionsOf(source);
    if (predictions === null) return { na: nothingLeftOut };
    const { own, outcome } = predictions;
    const isRegression = source.results.task === "regression";
    const rows = isRegression ? worstResiduals(own) : wrongSamples(own, outcome);
    const shown = rows.slice(0, most);
    const number = isRegression ? ".3~f" : null;
    const names = listed(shown.map(({ sample }) => sample));
    const wrong = `${rows.length} of ${counted(own.names.length, "sample")} predicted as another class`;
    return {
      data: {
        ...tableOf(
          {
            sample: "Sample",
            observed: ["Observed", number],
            predicted: ["Predicted", number],
            distance: [isRegression ? "Predicted − observed" : "Score difference", ".3f"],
          },
          shown,
        ),
        sampleKey: "sample",
        from: { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of the sample" },
      },
      alt: isRegression ? `The ${shown.length} largest residuals: samples ${names}.` : `${wrong}: ${names}.`,
      caption: isRegression
        ? `The ${counted(shown.length, "largest residual")} of ${counted(own.names.length, "sample")}.`
        : `${wrong}${rows.length > shown.length ? `; the ${shown.length} most confident errors` : rows.length > 1 ? "; the most confident error first" : ""}.`,
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

function worstResiduals({ names, scores, target }: Units): readonly Line[] {
  const rows = names.map((sample, u) => {
    const observed = target?.[u] ?? Number.NaN;
    return { sample, observed, predicted: scores.data[u], distance: scores.data[u] - observed };
  });
  return rows.sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance) || (a.sample < b.sample ? -1 : 1));
}

function wrongSamples({ names, scores, codes }: Units, { label }: Outcome): readonly Line[] {
  const winners = largest(scores);
  return names
    .flatMap((sample, u) => {
      const observed = codes?.[u] ?? -1;
      if (winners[u] === observed || label === null) return [];
      const at = (c: number) => scores.data[u * scores.cols + c];
      return [
        {
          sample,
          observed: label.classes[observed],
          predicted: label.classes[winners[u]],
          distance: at(winners[u]) - at(observed),
        },
      ];
    })
    .sort((a, b) => b.distance - a.distance || (a.sample < b.sample ? -1 : 1));
}
