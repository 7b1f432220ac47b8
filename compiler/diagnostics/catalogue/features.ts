/** FS25xx, FS351x and FS551x: features: columns that cannot be made, and rows that cannot carry them. */
import type { Entries } from "./entry.ts";

const wrong = { severity: "error", stage: "protocol", exit: 4 } as const;
const data = { severity: "error", stage: "features", exit: 3 } as const;
const modelling = { severity: "error", stage: "features", exit: 5 } as const;

export const featureEntries: Entries = {
  FS2501: {
    ...wrong,
    title: "Unknown member of a ratio",
    sentence: "the ratio `{ratio}` names `{member}`, which is no band or peak of this block",
    help: [
      "did you mean `{suggestion}`? || choose two of {allowed} || name a range under `bands` or a place under `peaks` first, and divide those",
    ],
    mark: "no band or peak",
  },
  FS2502: {
    ...wrong,
    title: "Feature name twice",
    sentence: "`{name}` names two features: one under `{first}`, one under `{second}`",
    help: ["give one of them another name; `PC1`, `PC2`, … and `LV1`, `LV2`, … are the names of components"],
    mark: "the name is taken",
  },
  FS2503: {
    ...wrong,
    title: "Feature outside the axis",
    sentence:
      "`{name}` looks from {from} to {to} {unit}, where {points} points lie; the axis runs from {first} to {last} {unit}",
    help: ["correct the range, or its unit; at least {need} points are needed"],
    mark: "too few points",
  },
  FS2504: {
    ...wrong,
    title: "More columns selected than made",
    sentence: "`select` is to keep {k} columns, but only {columns} are made",
    help: ["write `k: {columns}` or fewer, or make more columns"],
    mark: "more than there are",
  },
  FS2505: {
    ...wrong,
    title: "Features without an outcome",
    sentence: "these features learn from the outcome, but the data block declares neither a label nor a target",
    help: [
      "add `label: COLUMN` or `target: COLUMN` to the data block",
      "or use features that need none: `bands`, `peaks`, `ratios`, `pca`",
    ],
    mark: "needs a label or a target",
  },
  FS2506: {
    ...wrong,
    title: "Selection between classes without a label",
    sentence: "`anova_f` compares classes, but the data block declares no label",
    help: ["write `method: k_best`, which takes a number too, or add `label: COLUMN` to the data block"],
    mark: "needs a label",
  },
  FS3511: {
    ...data,
    title: "Feature outside the axis",
    sentence:
      "`{name}` looks from {from} to {to} {unit}, where {points} points lie; the axis runs from {first} to {last} {unit}",
    help: [
      "correct the range, or its unit; at least {need} points are needed",
      "look at what the steps before cut off",
    ],
    mark: "too few points",
  },
  FS3512: {
    ...data,
    title: "More variables selected than there are",
    sentence: "`select` is to keep {k} variables, but there are only {columns}",
    help: ["write `k: {columns}` or fewer"],
    mark: "more than there are",
  },
  FS3513: {
    ...data,
    title: "Feature is not a number",
    sentence: "`{variable}` of the spectrum `{spectrum}` (row {row}) is {value}, which no model can use",
    help: [
      "a ratio divides by 0 there: look at the spectrum, choose another divisor, or leave its sample out: `exclude: [{sample: {sample}, reason: …}]`",
    ],
  },
  FS3514: {
    ...data,
    severity: "warning",
    title: "Features that are not numbers",
    sentence: "{names|and} are not numbers, or infinite, for some spectra",
    help: ["a ratio divides by 0 there: choose another divisor; no model can be fitted on such a row"],
  },
  FS5511: {
    ...modelling,
    title: "Selection between classes for a number",
    sentence: "`{method}` compares classes, but what is to be predicted here is a number",
    help: ["write `method: k_best`, which takes either, or give the regression features of its own (`from:`)"],
  },
  FS5512: {
    ...modelling,
    title: "Outcome is not at hand",
    sentence: "features that learn from the outcome stand before preprocessing, which does not know the outcome",
    help: ["put the preprocessing before the features"],
  },
  FS5513: {
    ...modelling,
    severity: "warning",
    title: "Fewer components than asked for",
    sentence: "`{family}` was asked for {asked} components and the spectra carry {have}; the columns beyond them are 0",
    help: ["ask for at most {have}"],
    mark: "more than the spectra carry",
  },
};
