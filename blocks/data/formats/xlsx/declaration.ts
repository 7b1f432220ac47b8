/** What is said of workbooks: how one is known, what of it is read, and what it was tried on. */
import { words } from "../../../contract/words.ts";
import type { Described } from "../spectra-file.ts";

const reader = words(
  "workbooks that openpyxl 3.1 writes, value by value (`npm run test:slow`); those that our tests write, as read-excel-file 9.3.17",
);

export const workbooks: Described = {
  name: "XLSX",
  knownBy: words("a zip archive with the part `xl/workbook.xml`"),
  gives: words(
    "the table that its sheet holds, as if saved as text: numbers as they are stored, dates as ISO 8601, the value of a merged region in its first cell; `sheet` names one of several that are not empty",
  ),
  refuses: words("a formula without a stored value, with its cell; archives in the form of more than 4 GB (ZIP64)"),
  forms: {
    cells: { title: "numbers, texts, shared texts, truth values, errors, formulas with their values", tried: reader },
  },
  sources: [words("ECMA-376, Office Open XML, part 1, SpreadsheetML; PKWARE, APPNOTE 6.3.10")],
};
