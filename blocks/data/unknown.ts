/** Unknown: rows that are only to be predicted. They stand in no fold, fit, gate or count of classes. */
import type { UnknownRows } from "../contract/dataset.ts";
import { type Matrix, matrix } from "../contract/matrix.ts";
import { addUnmeasured } from "./as-read.ts";
import type { Findings } from "./collected.ts";
import { isMissing } from "./csv/cell.ts";
import { isLacking } from "./join/partners.ts";
import { markedRows } from "./marked-rows.ts";
import { fillMissing } from "./missing.ts";
import type { DataOptions } from "./options.ts";
import { idsAndSamples } from "./roles.ts";
import { columnTexts, type Table } from "./table.ts";
import { addTooLarge } from "./too-large.ts";

/**
 * By row of the table, whether it is only to be predicted.
 * @param known rows of the table that are not of the input of unknown rows; those below are
 * @throws Refusal FS3135 no row says what the column should say
 */
export function unknownRows(table: Table, known: number, options: DataOptions): boolean[] {
  const { predict } = options;
  const isWithoutRow = (row: number) =>
    (table.partners ?? []).some((one) => one.table.entry.unmatched === "predict" && isLacking(one, row));
  const isMarked = markedBy(table, options);
  const outcomes = predict === "no-outcome" ? outcomeTexts(table, options) : [];
  const hasNone = (row: number) => outcomes.length > 0 && outcomes.every((texts) => isMissing(texts[row]));
  return Array.from(
    { length: table.rows },
    (_, row) => row >= known || isWithoutRow(row) || isMarked(row) || hasNone(row),
  );
}

function markedBy(table: Table, { predict }: DataOptions): (row: number) => boolean {
  if (typeof predict !== "object" || predict.column === undefined || predict.is === undefined) return () => false;
  const { column, is } = predict;
  const marked = markedRows(table, { column, is }, { code: "FS3135", option: ["predict", "is"] });
  return (row) => marked[row];
}

/** Texts of the columns of label and target. */
function outcomeTexts(table: Table, { label, target }: DataOptions): (readonly string[])[] {
  const columns = [typeof label === "object" ? label.from : label, target];
  return columns.flatMap((column) => {
    const texts = column === undefined ? null : columnTexts(table, column);
    return texts === null ? [] : [texts];
  });
}

/** Unknown rows as a dataset holds them, and how many `missing: drop` left out. */
export interface Unknown {
  readonly unknown: UnknownRows;
  readonly unknownSpectra: Matrix;
  readonly dropped: number;
}

/** Spectra of the unknown rows, treated as all others are; what is wrong with one of them is added to the findings. */
export function unknownParts(table: Table, rows: readonly number[], options: DataOptions, wrong: Findings): Unknown {
  if (rows.length === 0)
    return { unknown: { id: [], sample: [] }, unknownSpectra: matrix(0, table.axis.length), dropped: 0 };
  // What is to be predicted is not asked for.
  const without = { ...options, label: undefined, target: undefined };
  const filled = fillMissing(table, rows, without, wrong);
  addTooLarge(table, filled, null, without, wrong);
  const isWhole = !filled.spectra.data.some(Number.isNaN);
  if (isWhole) addUnmeasured(table, filled, options.id, wrong);
  return {
    unknown: idsAndSamples(table, filled.rows, options, wrong),
    unknownSpectra: filled.spectra,
    dropped: filled.rowsDropped,
  };
}
