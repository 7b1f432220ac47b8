/** Findings of features: columns that cannot be made, and rows that cannot carry them. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const data = entryMaker("error", "features", 3);
const warningData = entryMaker("warning", "features", 3);
const modelling = entryMaker("error", "features", 5);
const warningModelling = entryMaker("warning", "features", 5);

export const featuresFindings: Entries = {
  FS2501: document(
    "Unknown member of a ratio",
    "the ratio `{ratio}` names `{member}`, which is no band or peak of this block",
    [
      "did you mean `{suggestion}`? || choose two of {allowed} || name a range under `bands` or a place under `peaks` first, and divide those",
    ],
    "no band or peak",
  ),
  FS2502: document(
    "Feature name twice",
    "`{name}` names two features: one under `{first}`, one under `{second}`",
    ["give one of them another name; `PC1`, `PC2`, … and `LV1`, `LV2`, … are the names of components"],
    "the name is taken",
  ),
  FS2503: document(
    "Feature outside the axis",
    "`{name}` looks from {from} to {to} {unit}, where {points} points lie; the axis runs from {first} to {last} {unit}",
    ["correct the range, or its unit; at least {need} points are needed"],
    "too few points",
  ),
  FS2504: document(
    "More columns selected than made",
    "`select` is to keep {k} columns, but only {columns} are made",
    ["write `k: {columns}` or fewer, or make more columns"],
    "more than there are",
  ),
  FS2505: document(
    "Features without an outcome",
    "these features learn from the outcome, but the data block declares neither a label nor a target",
    [
      "add `label: COLUMN` or `target: COLUMN` to the data block",
      "or use features that need none: `bands`, `peaks`, `ratios`, `pca`",
    ],
    "needs a label or a target",
  ),
  FS2506: document(
    "Selection between classes without a label",
    "`anova_f` compares classes, but the data block declares no label",
    ["write `method: k_best`, which takes a number too, or add `label: COLUMN` to the data block"],
    "needs a label",
  ),
  FS3511: data(
    "Feature outside the axis",
    "`{name}` looks from {from} to {to} {unit}, where {points} points lie; the axis runs from {first} to {last} {unit}",
    ["correct the range, or its unit; at least {need} points are needed", "look at what the steps before cut off"],
    "too few points",
  ),
  FS3512: data(
    "More variables selected than there are",
    "`select` is to keep {k} variables, but there are only {columns}",
    ["write `k: {columns}` or fewer"],
    "more than there are",
  ),
  FS3513: data(
    "Feature is not a number",
    "`{variable}` of the spectrum `{spectrum}` (row {row}) is {value}, which no model can use",
    [
      "a ratio divides by 0 there: look at the spectrum, choose another divisor, or leave its sample out: `exclude: [{sample: {sample}, reason: …}]`",
    ],
  ),
  FS3514: warningData("Features that are not numbers", "{names|and} are not numbers, or infinite, for some spectra", [
    "a ratio divides by 0 there: choose another divisor; no model can be fitted on such a row",
  ]),
  FS5511: modelling(
    "Selection between classes for a number",
    "`{method}` compares classes, but what is to be predicted here is a number",
    ["write `method: k_best`, which takes either, or give the regression features of its own (`from:`)"],
  ),
  FS5512: modelling(
    "Outcome is not at hand",
    "features that learn from the outcome stand before preprocessing, which does not know the outcome",
    ["put the preprocessing before the features"],
  ),
  FS5513: warningModelling(
    "Fewer components than asked for",
    "`{family}` was asked for {asked} components and the spectra carry {have}; the columns beyond them are 0",
    ["ask for at most {have}"],
    "more than the spectra carry",
  ),
};
