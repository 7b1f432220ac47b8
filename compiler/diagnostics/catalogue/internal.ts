/** FS0xxx: our own mistakes. Stage and exit code are those of the place where it happened. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "artifact", 9, "InternalError");

export const internalEntries: Entries = {
  FS0001: wrong("Internal error", "FoodSpec made a mistake of its own: {what}", [
    "this is not your fault: please report it with the document and the output of `foodspec doctor`",
    "run again with `--verbose` to see where it happened",
  ]),
};
