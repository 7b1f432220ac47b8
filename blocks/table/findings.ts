/** Findings of a table: models that cannot be compared. */
import { type Entries, entryMaker } from "../contract/finding.ts";

const wrong = entryMaker("error", "protocol", 4);

export const tableFindings: Entries = {
  FS2807: wrong("Table without a subject", "a table block needs either `show` or `compare`", [
    "write `show: BLOCK.TABLE`, as in `show: plsda.metrics`",
    "or `compare: [FIRST, SECOND]` with ids of models",
  ]),
  FS2808: wrong(
    "Model compared with itself",
    "`compare` names a model twice: {compare|and}",
    ["name each model once"],
    "a model stands twice",
  ),
};
