/** Findings of estimators: data that cannot carry a model, and fits that do not end. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const data = entryMaker("error", "modeling", 3);
const modelling = entryMaker("error", "modeling", 5);

export const estimatorFindings: Entries = {
  FS3501: data(
    "Spectra on another axis",
    "the predictor was fitted on {expected} points in {unit}; these spectra have {found} in {found_unit}",
    [
      "the first point that differs is {given} where {wanted} is wanted",
      "measure on the same axis, or bring the spectra onto it with `resample` before the model is fitted",
    ],
  ),
  FS3601: data("One class to learn from", "the {rows} training rows hold {have} class; at least {need} are needed", [
    "check `label`, `where` and `exclude`",
    "choose a scheme that leaves two classes to train on, or measure each class in more batches",
  ]),
  FS3602: data("Target does not vary", "the target is {value} in all {rows} training rows", [
    "check `target` and `where`",
  ]),
  FS3603: data("Nothing varies", "none of the {variables} variables varies over the {rows} training rows", [
    "look at the preprocessing and the range of the axis",
  ]),
  FS3604: data(
    "Number cannot be used",
    "row {row}, variable {column} of the training rows is {value}, not a number a model can use",
    ["treat missing values with `missing:` in the data block; look at the step before"],
  ),
  FS3605: data("Target cannot be used", "the target of training row {row} is {value}", [
    "complete it, or exclude the sample with a reason",
  ]),
  FS5101: modelling(
    "Too many components",
    "{need} components were asked for, but {rows} rows of {variables} variables carry only {have}",
    ["ask for at most {have}, or add samples"],
    "more than the data carry",
  ),
  FS5102: modelling("Penalty lost in rounding", "with C = {C} the penalty is lost in the rounding of these numbers", [
    "scale the spectra (`snv`, `autoscale`), or choose a smaller C",
  ]),
};
