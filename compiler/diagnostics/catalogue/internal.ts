/** FS0xxx: our own mistakes. Stage and exit code are those of the place where it happened. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const wrong = entryMaker("error", "artifact", 9, "InternalError");

export const internalEntries: Entries = {
  FS0001: wrong("Internal error", "FoodSpec made a mistake of its own: {what}", [
    "this is not your fault: please report it with the document and the output of `foodspec doctor`",
    "run again with `--verbose` to see where it happened",
  ]),
  FS0002: wrong(
    "Kind not declared whole",
    "the block kind `{kind}` does not declare {lacking|and}: nothing is started",
    [
      "declare it with the kind; what each kind declares stands under `docs/reference/kinds.md`",
      "if you have not changed FoodSpec, please report this with the output of `foodspec doctor`",
    ],
  ),
};
