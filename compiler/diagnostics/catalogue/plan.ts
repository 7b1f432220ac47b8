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
  FS2605: {
    ...graph,
    title: "Mode is not built yet",
    sentence:
      "{mode} mode needs calibration, conformal prediction and a signed PDF, which this version of FoodSpec does not have",
    help: ["write `mode: research`, and read the result as research"],
    mark: "not in this version",
  },
};
