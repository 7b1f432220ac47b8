/** Spectra of a Parquet file whose points are columns, or whose spectra are lists. */
import { type Matrix, matrix } from "../../../contract/matrix.ts";
import type { DataPlace } from "../../../contract/refusal.ts";
import { axisColumns } from "../../axis/columns.ts";
import { faultOf } from "../../csv/cell.ts";
import { parseDecimal } from "../../csv/decimal.ts";
import { type ListTable, type NumberList, spectraOfLists } from "../../lists.ts";
import type { DataOptions } from "../../options.ts";
import type { FileSpectra } from "../../read/file-spectra.ts";
import type { Unpacked } from "../../read/unpack.ts";
import type { ListsLayout } from "../../read-options.ts";
import { refuseRepeatedNames } from "../../sheets.ts";
import type { FormatReading } from "../../table.ts";
import { numberOf, textOf } from "./cells.ts";
import type { ParquetColumn, ParquetFile } from "./columns.ts";
import { parquetFiles } from "./declaration.ts";

/** What is said of a Parquet file and the way its table lies. */
export const readingOf = ({ isPacked }: Unpacked, layout: FormatReading["layout"]): FormatReading => ({
  format: parquetFiles.name,
  isPacked,
  status: "tried",
  layout,
});

/**
 * The wide layout, straight from the columns.
 * @throws Refusal FS3010–FS3012 (axis), FS3015 (repeated names), FS3120, FS3140
 */
export function wideSpectra(of: Unpacked, parquet: ParquetFile, options: DataOptions): FileSpectra {
  const { path } = of.file;
  const { rows } = parquet;
  const columns = parquet.columns.filter(({ isList }) => !isList);
  const header = columns.map(({ name }) => name.trim());
  const { fields, values: axis, reversed, unit } = axisColumns(header, ".", options.axis, { path, line: 1 });
  const isPoint = new Set(fields);
  refuseRepeatedNames(header, (field) => !isPoint.has(field), { path, line: 1 });
  const spectra = matrix(rows, fields.length);
  for (let j = 0; j < fields.length; j += sideBySide) {
    const beside = fields.slice(j, j + sideBySide).map((field) => numbersDown(columns[field], rows));
    putColumns(beside, spectra, j);
  }
  const meta = columns.flatMap((column, field) =>
    isPoint.has(field) || column.name === "" ? [] : [[header[field], textsOf(column, rows)] as const],
  );
  const at = (row: number, field: number | undefined): DataPlace => ({ input: path, line: row + 2, field });
  return {
    file: of.file,
    reading: readingOf(of, "wide"),
    axis: reversed ? [...axis].reverse() : axis,
    unit,
    point: (index) => ({ input: path, line: 1, field: fields[reversed ? fields.length - 1 - index : index] + 1 }),
    spectra: reversed ? turned(spectra) : spectra,
    meta: new Map(meta),
    isNamed: false,
    signs: ".",
    place: (row, column) => {
      const field = column === undefined ? -1 : header.indexOf(column);
      return at(row, field === -1 ? undefined : field + 1);
    },
    faults: (row) =>
      fields.flatMap((field) => {
        const text = textOf(columns[field].cells()[row], columns[field]);
        const kind = faultOf(text, ".");
        return kind === null ? [] : [{ kind, text, column: header[field], line: row + 2, field: field + 1 }];
      }),
  };
}

/** So many columns are written at once: a value alone in each row would fetch its line of memory for itself. */
const sideBySide = 8;

function putColumns(columns: readonly Float64Array[], { rows, cols, data }: Matrix, at: number): void {
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < columns.length; k++) {
      const value = columns[k][i];
      data[i * cols + at + k] = value - value === 0 ? value : Number.NaN;
    }
}

function numbersDown(column: ParquetColumn, rows: number): Float64Array {
  const cells = column.cells();
  if (cells instanceof Float64Array && column.scale === null) return cells;
  return Float64Array.from({ length: rows }, (_, i) => cellNumber(cells[i], column));
}

/** Text among numbers is read by the rules of a text. */
function cellNumber(cell: unknown, column: ParquetColumn): number {
  return typeof cell === "string" ? parseDecimal(cell, ".") : numberOf(cell, column);
}

const textsOf = (column: ParquetColumn, rows: number): string[] => {
  const cells = column.cells();
  return Array.from({ length: rows }, (_, i) => textOf(cells[i], column));
};

function turned({ rows, cols, data }: Matrix): Matrix {
  for (let i = 0; i < rows; i++) data.subarray(i * cols, (i + 1) * cols).reverse();
  return matrix(rows, cols, data);
}

/** The layout of lists. @throws Refusal FS3010, FS3016, FS3051, FS3108, FS3120, FS3140 */
export function listedSpectra(of: Unpacked, parquet: ParquetFile, options: DataOptions): FileSpectra {
  const { rows, columns } = parquet;
  const table: ListTable = {
    file: of.file,
    reading: readingOf(of, "lists"),
    rows,
    names: columns.map(({ name }) => name),
    signs: ".",
    texts: (name) => {
      const column = columns.find((one) => one.name === name);
      return column === undefined ? [] : column.isList ? null : textsOf(column, rows);
    },
    list(name, row) {
      const column = columns.find((one) => one.name === name);
      const cell = column?.isList ? column.cells()[row] : null;
      return column !== undefined && Array.isArray(cell) ? numbersOf(cell, column) : null;
    },
    place: (row, name) => ({
      input: of.file.path,
      line: row + 2,
      field: name === undefined ? undefined : columns.findIndex((one) => one.name === name) + 1,
    }),
  };
  return spectraOfLists(table, options.layout?.options as ListsLayout);
}

const numbersOf = (cell: readonly unknown[], column: ParquetColumn): NumberList => ({
  length: cell.length,
  at: (j) => numberOf(cell[j], column),
  text: (j) => textOf(cell[j], column),
});
