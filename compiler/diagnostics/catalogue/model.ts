/** FS24xx and FS28xx: what is wrong with a model or a table from the document alone. */
import type { Entries } from "./entry.ts";

const wrong = { severity: "error", stage: "protocol", exit: 4 } as const;

export const modelEntries: Entries = {
  FS2401: {
    ...wrong,
    title: "Scheme needs batches",
    sentence: "`{scheme}` leaves out one batch at a time, but no batch or group is declared",
    help: [
      "name the column of sessions, lots or instruments as `batch:` in the data block",
      "or leave out one sample at a time: `scheme: loso`",
    ],
    mark: "needs a batch",
  },
  FS2402: {
    ...wrong,
    title: "Stratified scheme without classes",
    sentence: "`{scheme}` deals out every class evenly, but there is no label",
    help: ["declare `label:` in the data block, or use `group_kfold`"],
    mark: "needs a label",
  },
  FS2701: {
    ...wrong,
    title: "Input outside the root",
    sentence: "the input `{name}` names `{path}`, which lies outside the project",
    help: [
      "put the file below the folder that holds `.git` or `foodspec.config.yaml`, and name it relative to the document",
      "or name it when compiling: `--input {name}=PATH` may be any file; its digest is recorded",
    ],
    mark: "outside the project",
  },
  FS2702: {
    ...wrong,
    title: "Input on the network",
    sentence:
      "the input `{name}` names the address `{path}`; nothing is fetched, so that a protocol means the same tomorrow",
    help: ["download the file, put it beside the document, and name it: `path: {file}`"],
    mark: "an address",
  },
  FS2801: {
    ...wrong,
    title: "Classifier without a label",
    sentence: "`{estimator}` tells classes apart, but the data block declares no label",
    help: [
      "add `label: COLUMN` to the data block",
      "or cut a number into classes: `label: {from: COLUMN, cut: [20], names: [low, high]}`",
    ],
    mark: "needs a label",
  },
  FS2802: {
    ...wrong,
    title: "Regression without a target",
    sentence: "`{estimator}` predicts a number, but the data block declares no target",
    help: ["add `target: COLUMN` to the data block"],
    mark: "needs a target",
  },
  FS2803: {
    ...wrong,
    title: "Nested scheme without a grid",
    sentence: "`{scheme}` tunes inside each fold, but the estimator has one value for each option",
    help: [
      "give a list of values, as in `components: [1, 2, 3, 4, 5]`",
      "or use `lobo` or `loso`, which need no tuning",
    ],
    mark: "nothing to tune",
  },
  FS2804: {
    ...wrong,
    title: "Nothing to tune",
    sentence: "`tune` is there, but `{estimator}` has one value for each option",
    help: ["give a list of values for {tunable}, or leave `tune` out"],
    mark: "nothing to tune",
  },
  FS2805: {
    ...wrong,
    title: "Metric of another task",
    sentence: "`{metric}` does not measure a {task}",
    help: ["choose one of {allowed}"],
    mark: "not for a {task}",
  },
  FS2806: {
    ...wrong,
    title: "Value twice in a grid",
    sentence: "the grid of `{option}` holds a value twice",
    help: ["write each value once"],
    mark: "a value stands twice",
  },
  FS2807: {
    ...wrong,
    title: "Table without a subject",
    sentence: "a table block needs either `show` or `compare`",
    help: [
      "write `show: BLOCK.TABLE`, as in `show: plsda.metrics`",
      "or `compare: [FIRST, SECOND]` with ids of models",
    ],
  },
  FS2808: {
    ...wrong,
    title: "Model compared with itself",
    sentence: "`compare` names a model twice: {compare|and}",
    help: ["name each model once"],
    mark: "a model stands twice",
  },
};
