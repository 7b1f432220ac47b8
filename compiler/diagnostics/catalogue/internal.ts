/** FS0xxx: our own mistakes. Stage and exit code are those of the place where it happened. */
import type { Entries } from "./entry.ts";

export const internalEntries: Entries = {
  FS0001: {
    title: "Internal error",
    severity: "error",
    stage: "artifact",
    exit: 9,
    sentence: "FoodSpec made a mistake of its own: {what}",
    help: [
      "this is not your fault: please report it with the document and the output of `foodspec doctor`",
      "run again with `--verbose` to see where it happened",
    ],
    errorType: "InternalError",
  },
};
