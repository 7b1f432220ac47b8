/** Findings of joined tables: what the document contradicts, and what does not fit together. */
import { type Entries, entryMaker } from "../../contract/finding.ts";

const document = entryMaker("error", "protocol", 4);
const wrong = entryMaker("error", "validation", 3);

export const joinFindings: Entries = {
  FS2366: document(
    "Table joined to itself",
    "`join` takes columns from `{input}`, which holds the spectra",
    ["name the input that holds the further columns; those of the spectra's own table are there without `join`"],
    "holds the spectra",
  ),
  FS3131: wrong(
    "Column in both tables",
    "`{path}` and `{first}` both have {columns|and}, and nothing says which is meant",
    [
      "take only what the second table has more: `columns: [{others|plain}]`",
      "or rename the column in one of the files",
    ],
    "a column twice",
  ),
  FS3132: wrong(
    "Spectra without a row in the joined table",
    "{spectra|spectrum has/spectra have} no row in `{path}` ({n_names|name/names} without a row, {n_others|row/rows} without a spectrum)",
    [
      "names without a row: {names|plain}",
      "rows without a spectrum: {others|plain}",
      "these look alike and are two names: {near|plain}; write them alike in the files",
      "or say what becomes of such spectra: `unmatched: drop` leaves them out, `unmatched: predict` has them predicted",
    ],
    "no row for some spectra",
  ),
  FS3133: wrong("Several rows with one key", "`{path}` has {rows} rows of `{key}`, on lines {lines|and}", [
    "they say {texts|and} in `{column}`, of which there is no mean: correct the file, or take other `columns` || where they are repeats, average their numbers: `repeats: mean`",
    "or name the columns that tell them apart together: `by: [A, B]`",
  ]),
  FS3461: wrong(
    "Rows that nothing tells apart",
    "`{path}` has two rows of one entity with one time that say different things, on lines {lines|and}",
    [
      "in `{column}` they say {texts|and}, and `{recorded}` says the same of both: correct the file || in `{column}` they say {texts|and}: correct the file, or name the column that says when each was entered: `recorded: COLUMN`",
    ],
    "another value at the same time",
  ),
  FS3469: wrong(
    "Rows that are still to come",
    "{rows|row/rows} of the feature view `{view}` {rows|has//have} a time that is still to come; in `{column}` this one says `{cell}`",
    [
      "correct the file; a day and a month may have changed places",
      "or set the clock of this machine, if that is what is wrong",
    ],
    "a time to come",
  ),
  FS3468: wrong(
    "No time to match by",
    "the feature view `{view}` is matched by the time in `{column}`, and here the cell {cell}",
    ["write an ISO 8601 time, such as 2026-03-01 or 2026-03-01T08:30Z; or leave the row out of the file"],
    "no time",
  ),
};
