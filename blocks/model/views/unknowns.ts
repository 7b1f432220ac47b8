/** The samples that are only predicted, one a line. */
import { tableOf } from "../../charts/table-of.ts";
import { sentences } from "../../charts/words.ts";
import type { Shapes } from "../../contract/kind.ts";
import { counted } from "../../contract/number-text.ts";
import { predictionForm } from "../../contract/quantity.ts";
import { unitOfTarget } from "../../contract/target-unit.ts";
import type { ModelView } from "../model-view.ts";

/** So many are listed; all of them stand in the file. */
const most = 200;

const outsideWords = { t2: "T²", q: "Q", leverage: "leverage", nearest: "distance" } as const;

export const unknowns: ModelView = {
  shape: "table",
  title: "predicted samples",
  byDefault: true,
  exists: ({ shape }) => (shape as Shapes["model"] | null)?.unknown === true,
  async make(source) {
    const { unknowns: samples, target, target_unit: unit, task, rmsecv } = source.results;
    if (samples === undefined) return { na: "No sample is only predicted." };
    const rows = samples.slice(0, most).map(({ sample, n_spectra, predicted, probability, outside }) => ({
      sample,
      n_spectra,
      predicted: predicted ?? "not predicted",
      ...(probability === null ? {} : { probability }),
      outside: outside.map((one) => outsideWords[one]).join(", "),
    }));
    const beyond = samples.filter(({ outside }) => outside.length > 0).length;
    const isRegression = task === "regression";
    const of = unitOfTarget(unit, target);
    const name = isRegression
      ? `Predicted ${of === unit ? target : "value"}${of === null ? "" : ` (${of})`}`
      : "Predicted";
    return {
      data: {
        ...tableOf(
          {
            sample: "Sample",
            n_spectra: ["Spectra", "count"],
            predicted: [name, isRegression ? predictionForm(rmsecv) : null],
            ...(rows.some((one) => "probability" in one) ? { probability: ["Probability", "index"] as const } : {}),
            outside: "Beyond the limits of",
          },
          rows,
        ),
        sampleKey: "sample",
        from: { artifact: "model/unknowns.csv", pointer: "", how: "mean over the spectra of the sample" },
      },
      alt: `Predictions of ${counted(samples.length, "sample")} without a reference value, ${beyond} of them beyond a limit of the model.`,
      caption: sentences(
        `${counted(samples.length, "sample")} without a reference value, by the final model: what it says of each cannot be checked here.`,
        samples.length > most ? `The first ${most} are listed; all of them stand in unknowns.csv.` : null,
        beyond === 0
          ? null
          : `${counted(beyond, "sample")} beyond a limit of the model: what lies there is not like what it was fitted on.`,
      ),
    };
  },
};
