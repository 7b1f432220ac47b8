/** FS75xx: lockboxes that were opened before, or cannot be opened. */
import { type Entries, entryMaker } from "../../../blocks/contract/finding.ts";

const before = entryMaker("error", "qc", 7);
const typed = entryMaker("error", "protocol", 2);
const data = entryMaker("error", "validation", 3);
const warning = entryMaker("warning", "protocol", 2);

export const lockboxEntries: Entries = {
  FS7501: before(
    "Lockbox was opened before",
    "the rows of this lockbox were opened {count|time/times} before, last on {time} by `{document}`: nothing was opened",
    [
      "what they said is in that opening's run; who looks again and again chooses by what he sees",
      "in {mode|plain} mode `{again}` opens them once more, and the report says on its first page how often they were opened || in regulatory mode a lockbox is opened once: seal rows that nobody has seen",
    ],
  ),
  FS7502: typed("Nothing to open", "nothing was opened: the run `{run}` {problem|plain}", [
    "`lockbox: {last: 0.2}` in the data block seals rows; compile, then open the run",
    "look at the head of its report: it says whether rows are sealed, and where",
  ]),
  FS7503: data(
    "Sealed file not at hand",
    "the lockbox `{name}` is the file `{path}` with the SHA-256 {digest}, and it was not found beside the document",
    ["who keeps it gives it now: `foodspec lockbox open RUN --input FILE --note TEXT`"],
  ),
  FS7504: typed(
    "Project of the run not found",
    "nothing was opened: above the run `{run}` no project holds `{document}`, and the ledger of its lockboxes lies there",
    ["put the run back below its project, or the document at its place"],
  ),
  FS7505: warning(
    "Archive holds sealed rows",
    "whoever has the archive can read rows of a lockbox in {files|and}: they are hidden from the compiler, not from people",
    [
      "before the lockbox is opened, hand the run on without `--with-data`",
      "rows that nobody shall have seen lie in a pinned file of their own (`lockbox: {input: NAME}`): no archive holds it",
    ],
  ),
};
