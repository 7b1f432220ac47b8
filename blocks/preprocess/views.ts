/** Views of preprocess: the spectra as the model meets them, and the list of steps. */

import type { z } from "zod";
import { farWords, formWords, noSuchForm, spectraView } from "../charts/spectra.ts";
import { tableOf } from "../charts/table-of.ts";
import type { Outcome, Rows } from "../contract/dataset.ts";
import type { DisplayMatrix, Pipeline } from "../contract/variables.ts";
import type { View, ViewSource } from "../contract/view.ts";
import type { pipelineSchema } from "./results.ts";
import { stepTitle } from "./step-words.ts";

const spectraPreprocessed: View = {
  shape: "figure",
  title: "preprocessed spectra",
  byDefault: true,
  exists: () => true,
  async make(source, selection) {
    const pipeline = (await source.own("pipeline")) as Pipeline;
    const { display } = (await source.own("display")) as DisplayMatrix;
    const rows = (await source.input("dataset", "rows")) as Rows;
    const { label } = (await source.input("dataset", "outcome")) as Outcome;
    const data = spectraView(display, pipeline.columns, rows, label, selection);
    if (data === null) return { na: "The columns are named variables, not points of a spectral axis." };
    const steps = pipeline.steps.map(({ name, options }) => stepTitle(name, options)).join(", ");
    const unlike = noSuchForm(selection, new Set(data.codes ?? []).size);
    if (unlike !== null) return { na: unlike };
    const far = farWords(data.outlying?.length ?? 0, data.spectra.rows - data.marked.length, selection);
    return {
      data: { ...data, from: { artifact: "preprocessing/X_preprocessed.npy", pointer: "" } },
      alt: `${data.spectra.rows} spectra after ${steps}, drawn over each other${data.classes.length > 0 ? ` in the classes ${data.classes.join(", ")}` : ""}.`,
      caption: [`Spectra after ${steps}.${learntWords(source)}`, formWords(selection), far]
        .filter((part) => part !== null)
        .join(" "),
    };
  },
};

const stepsTable: View = {
  shape: "table",
  title: "preprocessing steps",
  byDefault: false,
  exists: () => true,
  async make(source: ViewSource) {
    const { steps } = source.results as z.output<typeof pipelineSchema>;
    return {
      data: tableOf(
        { number: "Step", step: "Name", options: "Options", fitted: "Fitted" },
        steps.map(({ name, options, learns, fitted }, k) => ({
          number: String(k + 1),
          step: stepTitle(name, options),
          options: described(options),
          fitted: learns === null ? "learns nothing" : fitted,
        })),
      ),
      alt: `${steps.length} preprocessing steps`,
      caption: "What is done to every spectrum, in order.",
    };
  },
};

/** Where a step learns, what is shown is not what a fold sees. */
function learntWords({ results }: ViewSource): string {
  const { steps } = results as z.output<typeof pipelineSchema>;
  const learnt = steps.filter(({ learns }) => learns !== null).map(({ name, options }) => stepTitle(name, options));
  if (learnt.length === 0) return "";
  return ` For this figure ${learnt.join(", ")} learnt from all spectra that are not external; models learn it anew in each fold.`;
}

/** `window 11, order 2`; a list as `[860, 1040]`. */
function described(options: unknown): string {
  if (typeof options !== "object" || options === null) return String(options);
  if (Array.isArray(options)) return JSON.stringify(options).replaceAll(",", ", ");
  return Object.entries(options)
    .map(([name, value]) => `${name.replaceAll("_", " ")} ${typeof value === "object" ? JSON.stringify(value) : value}`)
    .join(", ");
}

export const preprocessViews = { "spectra-preprocessed": spectraPreprocessed, steps: stepsTable };
