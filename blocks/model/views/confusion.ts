/** The confusion matrix of a classifier: who is mistaken for whom. */
import { confusion as confusionChart, countText } from "../../charts/confusion.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { percent } from "../../contract/number-text.ts";
import type { ModelView } from "../model-view.ts";
import { seenWords } from "../seen-words.ts";
import { isTask, nothingLeftOut } from "./parts.ts";

export const confusion: ModelView = {
  shape: "figure",
  title: "confusion matrix",
  byDefault: true,
  exists: isTask("classification"),
  async make({ results }) {
    const { confusion: counted, leakage, n_repeats } = results;
    if (counted === null) return { na: nothingLeftOut };
    const right = counted.counts.reduce((sum, row, k) => sum + row[k], 0);
    const byClass = counted.classes.map((name, k) => {
      const all = counted.counts[k].reduce((sum, count) => sum + count, 0);
      return `${countText(counted.counts[k][k])} of ${countText(all)} ${name}`;
    });
    return {
      data: {
        ...confusionChart({ classes: counted.classes, counts: counted.counts, unit: "samples" }),
        from: { artifact: "model/confusion_matrix.json", pointer: "/counts" },
      },
      alt: `${countText(right)} of ${counted.n} samples (${percent(right / counted.n)}) are predicted as what they are: ${byClass.join(", ")}.`,
      caption: sentences(
        `Observed against predicted class of ${counted.n} samples, ${seenWords(results)}: ${countText(right)} right.`,
        n_repeats > 1 ? `Counts are means over ${n_repeats} repeats.` : null,
        leakageWords(leakage),
      ),
    };
  },
};
