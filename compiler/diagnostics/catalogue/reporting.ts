/** FS8xxx: reporting. */
import type { Entries } from "./entry.ts";

export const reportingEntries: Entries = {
  FS8101: {
    title: "A figure or table could not be drawn",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: "`{address}` could not be drawn: {why}",
    help: [
      "compile again with `--verbose` and report what it prints",
      "leave the figure out with `show: none` on its block to have the rest of the report",
    ],
  },
  FS8102: {
    title: "A value is not among the results",
    severity: "error",
    stage: "reporting",
    exit: 8,
    sentence: 'block `{block}` finished without a value `{path}`; the report says "not available" in its place',
    help: [
      "look up in report.json under results which values the block gave",
      "name one number, text or interval, not a group of them",
    ],
  },
  FS8103: {
    title: "An image is left out",
    severity: "note",
    stage: "reporting",
    exit: 8,
    sentence: "the image `{url}` does not reach the report; its description stands in its place",
    help: ["show a figure of a block with a `figure` block", "or say in words what the image shows"],
  },
};
