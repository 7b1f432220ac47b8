/** Marked rows: those of which a column says what the document names. */

import { closest } from "../contract/closest.ts";
import { type OptionPath, Refusal } from "../contract/refusal.ts";
import { bare } from "./csv/cell.ts";
import { distinct, type Scalar, says } from "./names.ts";
import { columnTexts, type Table } from "./table.ts";

/**
 * @param refused code and option where no row says it
 * @param most so many rows, the first, may be marked
 * @returns by row of the table
 * @throws Refusal where no row is marked; the column must be there
 */
export function markedRows(
  table: Table,
  { column, is }: { readonly column: string; readonly is: Scalar },
  refused: { readonly code: string; readonly option: OptionPath },
  most = table.rows,
): readonly boolean[] {
  const texts = columnTexts(table, column) as readonly string[];
  const marked = texts.map((text, row) => row < most && says(text, is, table.signs(row, column)));
  if (marked.includes(true)) return marked;
  const values = distinct(texts.slice(0, most).map((text) => bare(text)));
  const facts = { column, value: is, values: values.slice(0, 20), suggestion: closest(String(is), values) };
  throw new Refusal(refused.code, facts, { data: { input: table.files[0].path }, option: refused.option });
}
