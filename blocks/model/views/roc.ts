/** ROC curves of a classifier: each class against the rest, from the scores of samples left out in turn. */
import { own as ownOf } from "../../../schemas/dictionary.ts";
import { roc as chartOf, type RocLine } from "../../charts/roc.ts";
import { sentences } from "../../charts/words.ts";
import { stacked } from "../../contract/matrix.ts";
import { fixed, interval95, intervalWords, percent } from "../../contract/number-text.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelResults } from "../results.ts";
import { isTask, nothingLeftOut, predictionsOf } from "./parts.ts";
import { rocCurve } from "./roc-curve.ts";

export const roc: ModelView = {
  shape: "figure",
  title: "ROC curves",
  byDefault: false,
  exists: isTask("classification"),
  async make(source, selection) {
    const results = source.results;
    const predictions = await predictionsOf(source);
    if (predictions === null) return { na: nothingLeftOut };
    const { own, judged, outcome } = predictions;
    const { label } = outcome;
    if (label === null || own.codes === null) return { na: "The data have no label." };
    // At each threshold of a score the shares are means over repeats where all their samples are drawn together.
    const repeats = judged.repeats.length;
    const scores = stacked(judged.repeats.map((of) => of.scores));
    const codes = Int32Array.from(judged.repeats.flatMap((of) => [...(of.codes ?? [])]));
    const { classes } = label;
    // The curves of two classes are one another's mirror: one is enough.
    const shown = classes.length === 2 ? [label.positive ?? classes[1]] : classes;
    const lines = shown
      .filter((name) => selection.classes === undefined || classes.length === 2 || selection.classes.includes(name))
      .map((name) => lineOf(name, classes.indexOf(name), results, rocCurve(scores, codes, classes.indexOf(name))))
      .filter(({ points }) => points.length > 0);
    if (lines.length === 0) return { na: "A curve needs samples of the class and samples that are not of it." };
    const used = classes.length === 2 ? usedPoint(results, lines[0].code) : null;
    const rest = classes.length === 2 ? (classes[1 - lines[0].code] ?? "the rest") : "the rest";
    return {
      data: {
        ...chartOf(lines, used),
        from: { artifact: "model/predictions.csv", pointer: "", how: "thresholds over the mean scores of a sample" },
      },
      alt: `ROC curve of ${lines.map(({ legend }) => legend).join("; ")}, against ${rest}.${usedWords(used)}`,
      caption: sentences(
        `ROC ${lines.length === 1 ? "curve" : "curves"} over ${own.names.length} samples left out in turn (mean score over a sample's spectra${repeats > 1 ? `, ${repeats} repeats together` : ""})${
          classes.length === 2 ? `: ${lines[0].name} against ${rest}` : ", each class against the rest"
        }; AUC is the area under the curve${
          lines.some(({ legend }) => legend.includes("interval")) ? ` with its ${interval95}` : ""
        }, the dashed diagonal is guessing.`,
        used === null ? null : "The ring marks the decision the confusion matrix counts.",
      ),
    };
  },
};

function lineOf(name: string, code: number, { by_class }: ModelResults, points: RocLine["points"]): RocLine {
  const stated = ownOf(by_class ?? {}, name);
  const area = typeof stated?.roc_auc === "number" ? stated.roc_auc : null;
  const legend =
    area === null ? name : `${name}: AUC ${fixed(area, 3)}${intervalWords(stated?.roc_auc_ci, (end) => fixed(end, 3))}`;
  return { name, code, legend, points };
}

/** Where the largest score decides: false alarms and sensitivity of the class, from the confusion matrix. */
function usedPoint({ confusion }: ModelResults, code: number): { others: number; recognised: number } | null {
  if (confusion === null) return null;
  const [own, rest] = [confusion.counts[code], confusion.counts[1 - code]];
  const total = (counts: readonly number[]) => counts[0] + counts[1];
  if (total(own) === 0 || total(rest) === 0) return null;
  return { others: rest[code] / total(rest), recognised: own[code] / total(own) };
}

const usedWords = (used: ReturnType<typeof usedPoint>): string =>
  used === null
    ? ""
    : ` At the decision used, ${percent(used.recognised)} of the class are recognised and ${percent(used.others)} of the others taken for it.`;
