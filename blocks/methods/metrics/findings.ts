/** Findings of metrics. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const wrong = entryMaker("error", "modeling", 5);

export const metricFindings: Entries = {
  FS5401: wrong(
    "Models are not on the same folds",
    "the two models cannot be compared in pairs: their tasks or folds differ (`{first}`, `{second}`)",
    ["give both the same scheme, data and seed"],
  ),
  FS5402: wrong("Nothing to compare", "there is nothing to compare: `{scheme}` left no row out in both models", [
    "use a scheme with folds",
  ]),
};
