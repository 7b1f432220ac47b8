/** Words of what judged nothing, apart from those of the checks: the sentence of a gate that could judge nothing needs them. */
import type { NaReason } from "../../../schemas/gate-report.ts";

/** Why a check judges nothing, by the code that stands in the report. */
export const naWords: { readonly [reason in NaReason]: string } = {
  regression: "the task is a regression: there are no classes",
  classification: "the task is a classification: there is no target",
  no_label: "the data have no label",
  no_external: "there are no external samples",
  no_positive_class: "no class is declared positive",
  more_than_two_classes: "there are more than two classes",
  too_few_points: "the spectra have fewer than 32 points",
  no_threshold: "no threshold is given",
  too_large: "it would take too long on so much",
  no_variance: "nothing varies",
  names_say_nothing: "no names look like those of repeats",
  too_few_samples: "there are too few samples",
  not_declared: "the data block declares nothing of it",
  not_requested: "it was not asked for",
  not_validated: "the model was not validated",
};
