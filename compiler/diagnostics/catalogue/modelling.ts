/** FS5xxx: modelling. FS34xx and FS36xx: data that cannot carry a split or a model. */
import type { Entries } from "./entry.ts";

const modelling = { severity: "error", stage: "modeling", exit: 5 } as const;
const data = { severity: "error", stage: "modeling", exit: 3 } as const;
const aside = { severity: "warning", stage: "modeling", exit: 5 } as const;

export const modellingEntries: Entries = {
  FS3401: {
    ...data,
    title: "Too few units for the folds",
    sentence: "`{scheme}` needs {need} {unit}, but there are only {have} {among}",
    help: [
      "for the tuning, say `tune: {folds: {have}}` or fewer, choose another `inner` than `{inner}`, or measure more || ask for `folds: {have}` or fewer, use `loso`, or measure more",
    ],
  },
  FS3402: {
    ...data,
    title: "Only one unit to leave out",
    sentence:
      "`{scheme}` must leave out some {unit} and keep others, but there is only {have} {among}; at least {need} are needed",
    help: [
      "check the column the {unit} come from",
      "for the tuning, choose another `inner` than `{inner}`, or give the estimator one value instead of a list || with a single batch use `loso` or `group_kfold`",
    ],
  },
  FS3501: {
    ...data,
    title: "Spectra on another axis",
    sentence: "the predictor was fitted on {expected} points in {unit}; these spectra have {found} in {found_unit}",
    help: [
      "the first point that differs is {given} where {wanted} is wanted",
      "measure on the same axis, or bring the spectra onto it with `resample` before the model is fitted",
    ],
  },
  FS3601: {
    ...data,
    title: "One class to learn from",
    sentence: "the {rows} training rows hold {have} class; at least {need} are needed",
    help: [
      "check `label`, `where` and `exclude`",
      "choose a scheme that leaves two classes to train on, such as `stratified_group_kfold`",
    ],
  },
  FS3602: {
    ...data,
    title: "Target does not vary",
    sentence: "the target is {value} in all {rows} training rows",
    help: ["check `target` and `where`"],
  },
  FS3603: {
    ...data,
    title: "Nothing varies",
    sentence: "none of the {variables} variables varies over the {rows} training rows",
    help: ["look at the preprocessing and the range of the axis"],
  },
  FS3604: {
    ...data,
    title: "Number cannot be used",
    sentence: "row {row}, variable {column} of the training rows is {value}, not a number a model can use",
    help: ["treat missing values with `missing:` in the data block; look at the step before"],
  },
  FS3605: {
    ...data,
    title: "Target cannot be used",
    sentence: "the target of training row {row} is {value}",
    help: ["complete it, or exclude the sample with a reason"],
  },
  FS5101: {
    ...modelling,
    title: "Too many components",
    sentence: "{need} components were asked for, but {rows} rows of {variables} variables carry only {have}",
    help: ["ask for at most {have}, or add samples"],
    mark: "more than the data carry",
  },
  FS5102: {
    ...modelling,
    title: "Penalty lost in rounding",
    sentence: "with C = {C} the penalty is lost in the rounding of these numbers",
    help: ["scale the spectra (`snv`, `autoscale`), or choose a smaller C"],
  },
  FS5201: {
    ...aside,
    title: "Leakage between folds",
    sentence:
      "`{scheme}` separates what belongs together: {samples|sample/samples} and {duplicates|copy/copies} of a spectrum stand in training and test rows of one fold ({names|plain})",
    help: [
      "every metric of this model looks better than it is: separate by sample (`loso`) or by group (`group_kfold`, `lobo`)",
      "drop copies: `duplicates: drop` in the data block",
    ],
    mark: "cuts through samples",
  },
  FS5202: {
    ...aside,
    title: "External rows are not independent",
    sentence:
      "the external rows share {samples|sample/samples} and {duplicates|copy/copies} of a spectrum with the rows the model is fitted on ({names|plain})",
    help: ["choose external rows by a column that separates samples"],
  },
  FS5203: {
    ...aside,
    title: "Class missing from training rows",
    sentence:
      "in {folds|fold/folds} of `{scheme}` the training rows hold no spectrum of a class: fold {fold} lacks {classes|and}",
    help: [
      "that class cannot be predicted there: use a scheme whose folds hold every class, such as `stratified_group_kfold`",
    ],
  },
  FS5204: {
    ...aside,
    title: "Solver did not converge",
    sentence: "`{estimator}` stopped before it had converged in {fits} fits (folds {folds|plain})",
    help: ["allow more iterations with `max_iterations`, or a smaller `C`"],
  },
  FS5401: {
    ...modelling,
    title: "Models are not on the same folds",
    sentence: "the two models cannot be compared in pairs: their tasks or folds differ (`{first}`, `{second}`)",
    help: ["give both the same scheme, data and seed"],
  },
  FS5402: {
    ...modelling,
    title: "Nothing to compare",
    sentence: "there is nothing to compare: `{scheme}` left no row out in both models",
    help: ["use a scheme with folds"],
  },
};
