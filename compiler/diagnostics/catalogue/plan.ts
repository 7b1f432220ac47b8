/** FS26xx: how the blocks of a document hang together. */
import type { Entries } from "./entry.ts";

const graph = { severity: "error", stage: "protocol", exit: 4 } as const;

export const planEntries: Entries = {
  FS2601: {
    ...graph,
    title: "Nothing to start from",
    sentence: "block `{id}` starts from what a `{kinds}` block gives, and there is none above it",
    help: ["put a `{kinds}` block above it", "or name the block to start from: `from: ID`"],
    mark: "nothing to start from",
  },
  FS2602: {
    ...graph,
    title: "Ambiguous start",
    sentence: "block `{id}` could start from {candidates}: none of them builds on another",
    help: ["say which in its body: `from: ID`, with one of {candidates}"],
    mark: "`from` is needed",
  },
  FS2603: {
    ...graph,
    title: "From names a block of another sort",
    sentence: "block `{id}` cannot start from `{from}`, which does not give {value}",
    help: ["it can start from {allowed} || put a block that gives {value} above it", "or leave `from` out"],
    mark: "does not give {value}",
  },
  FS2604: {
    ...graph,
    title: "Blocks wait for one another",
    sentence: "the blocks {blocks|and} wait for one another in a circle, so none can begin",
    help: ["change one `from`, so that every block starts from something that is known before it"],
  },
  FS2606: {
    ...graph,
    title: "No such block to start from",
    sentence: "`{from}` names no block that gives a {value}",
    help: ["did you mean `{suggestion}`?", "blocks that give one: {allowed|and}"],
    mark: "no such block",
  },
  FS2620: {
    ...graph,
    title: "Regulatory document without a model",
    sentence: "regulatory mode judges a model, and the document has none",
    help: ["add a `model` block", "or write `mode: research`, where a report needs no model"],
    mark: "needs a model",
  },
  FS2621: {
    ...graph,
    title: "Estimator is not approved",
    sentence: "`{estimator}` is not among the estimators this document approves for regulatory mode: {approved|and}",
    help: [
      "use one of {approved}",
      "or let whoever is responsible approve it in the front matter: add `{estimator}` to `approved_models`",
    ],
    mark: "not approved",
  },
  FS2622: {
    ...graph,
    title: "Regression is not approved",
    sentence: "`{estimator}` predicts a number; by default regulatory mode approves classification only",
    help: [
      "write `approved_models: [{estimator}]` in the front matter, and `min_r2` and `max_rmsecv` under `qc_policy`: what your use of the numbers can bear",
      "or cut the number into classes: `label: {from: COLUMN, cut: [20], names: [low, high]}`",
    ],
    mark: "not approved",
  },
  FS2623: {
    ...graph,
    title: "Scheme that regulatory mode refuses",
    sentence: "`{scheme}` {problem|plain}; regulatory mode refuses it",
    help: [
      "leave out whole batches (`scheme: lobo`), whole samples (`scheme: loso`) or whole groups (`scheme: group_kfold`)",
    ],
    mark: "refused in regulatory mode",
  },
  FS2624: {
    ...graph,
    title: "Inner scheme that regulatory mode refuses",
    sentence:
      "`inner: {scheme}` deals out single spectra inside the tuning, so that spectra of one sample choose what they are judged by; regulatory mode refuses it",
    help: ["write `inner: group_kfold`, which is the default"],
    mark: "refused in regulatory mode",
  },
};
