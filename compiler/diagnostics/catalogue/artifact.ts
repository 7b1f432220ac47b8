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
