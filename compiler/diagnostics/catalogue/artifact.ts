/** FS9xxx: artifacts and the lock. */
import type { Entries } from "./entry.ts";

const artifact = { severity: "error", stage: "artifact", exit: 9 } as const;

export const artifactEntries: Entries = {
  FS9001: {
    ...artifact,
    title: "Artifact missing",
    sentence: "the run should hold {paths|and} and does not",
    help: ["run `foodspec compile --force`, and report this if it happens again"],
    errorType: "ProductContractError",
  },
  FS9002: {
    ...artifact,
    title: "Artifact invalid",
    sentence: "`{path}` does not fit its schema: {problem}",
    help: ["run `foodspec compile --force`, and report this if it happens again"],
    errorType: "ProductContractError",
  },
  FS9003: {
    ...artifact,
    title: "Disk is full",
    sentence: "the disk is full: `{path}` could not be written",
    help: [
      "make room, then start the same command again: what was finished is reused",
      "`foodspec clean` removes stored results",
    ],
  },
  FS9004: {
    ...artifact,
    title: "Writing failed",
    sentence: "`{path}` could not be written: {problem}",
    help: ["check that the folder exists and may be written to, then start the same command again"],
  },
  FS9101: {
    ...artifact,
    title: "Artifacts contradict one another",
    sentence: "`{path}` {problem|plain}",
    help: ["run `foodspec compile --force`, and report this if it happens again"],
    errorType: "ProductContractError",
  },
  FS9110: {
    ...artifact,
    title: "Not a run to verify",
    sentence: "`{name}` cannot be verified as a run: {problem}",
    help: [
      "name a whole run folder, as in `foodspec verify runs/latest`",
      "a document that was refused leaves no manifest: its error.json says why",
    ],
  },
  FS9111: {
    ...artifact,
    title: "File changed",
    sentence: "`{path}` is not what the manifest says: it has been changed since the run",
    help: ["take the file from where the run was kept, or compile again", "recorded {wanted}, found {found}"],
  },
  FS9112: {
    ...artifact,
    title: "File missing",
    sentence: "`{path}` stands in the manifest and is not there",
    help: ["take the file from where the run was kept, or compile again"],
  },
  FS9113: {
    ...artifact,
    title: "File not listed",
    sentence: "`{path}` is there and does not stand in the manifest",
    help: ["move it out of the run folder: what a run gave is only what its manifest lists"],
  },
  FS9114: {
    ...artifact,
    title: "File does not fit its schema",
    sentence: "`{path}` {problem|plain}",
    help: [
      "verify with the version of FoodSpec that made the run (`foodspec_version` in its manifest)",
      "or compile again, and report this if it happens again",
    ],
  },
  FS9115: {
    ...artifact,
    title: "Digest of the manifest differs",
    sentence: "manifest.json contradicts itself: {problem|plain}",
    help: ["the manifest has been changed since the run: take it from where the run was kept, or compile again"],
  },
  FS9116: {
    ...artifact,
    title: "Gate judged otherwise",
    sentence: "`{path}` {problem|plain}",
    help: ["do not rely on this run: its verdict does not follow from its numbers; compile again"],
  },
  FS9117: {
    ...artifact,
    title: "Log is broken",
    sentence: "line {line} of logs/run.jsonl does not carry the digest of the line before it",
    help: ["a line was changed, taken out or put in: take the log from where the run was kept"],
  },
  FS9118: {
    ...artifact,
    title: "Contract is not kept",
    sentence: "a run of {mode} mode that ended with 0 must hold {paths|and}, and this one does not",
    help: ["do not rely on this run as one of {mode} mode; compile again"],
  },
  FS9119: {
    ...artifact,
    title: "Files contradict one another",
    sentence: "`{path}` {problem|plain}",
    help: [
      "files of several runs were mixed, or one was changed: take the run from where it was kept, or compile again",
    ],
  },
  FS9140: {
    ...artifact,
    title: "Run that does not verify is not exported",
    sentence: "nothing was exported: the run `{run}` is not what it says it is",
    help: ["`foodspec verify {run}` says what was looked at", "compile the document again and export from the new run"],
  },
  FS9141: {
    ...artifact,
    title: "Run that failed is not exported",
    sentence:
      "nothing was exported: the {mode} run {run} ended with exit code {code}, so its predictor is not approved",
    help: ["read why in its error.json, mend that, compile again, and export from the run that succeeds"],
  },
  FS9142: {
    ...artifact,
    title: "Run without a certified predictor",
    sentence: "nothing was exported: the run {run} made no certified predictor",
    help: [
      "add a `trust` block to the document (or compile with `--trust`), compile, and export from the new run",
      "where it has one, its report says why trust could not be done",
    ],
  },
  FS9143: {
    ...artifact,
    title: "Which predictor is meant",
    exit: 2,
    sentence: "the run {run} has certified predictors of {blocks|and}, and it is not said which one is meant",
    help: ["did you mean `{suggestion}`?", "name it: `--block {first}`"],
  },
  FS9144: {
    ...artifact,
    title: "Predictor could not be written",
    exit: 2,
    sentence: "the predictor could not be written to `{path}`: {problem}",
    help: ["name a file in a folder you may write to"],
  },
  FS9010: {
    ...artifact,
    title: "Result differs from the lock file",
    sentence: "{what} differs from `{lock}`: {before} there, {now} now",
    help: ["if the change is meant, record it with `foodspec compile --record` and commit the lock file"],
  },
  FS9011: {
    ...artifact,
    title: "Result differs from the lock file",
    severity: "warning",
    sentence: "{what} differs from `{lock}`: {before} there, {now} now",
    help: ["if the change is meant, record it with `foodspec compile --record` and commit the lock file"],
  },
  FS9012: {
    ...artifact,
    title: "Lock file missing",
    sentence: "`--locked` was asked for, but there is no `{lock}`",
    help: ["make one with `foodspec compile --record` and commit it"],
  },
  FS9013: {
    ...artifact,
    title: "Lock file unreadable",
    sentence: "`{lock}` is not a lock file of FoodSpec: {problem}",
    help: ["make a new one with `foodspec compile --record`"],
  },
};
