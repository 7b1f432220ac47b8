/** Missing codes: what the document says that stands for no value is read as none. */

import { matrix } from "../contract/matrix.ts";
import { bare } from "./csv/cell.ts";
import { lacking, whole } from "./csv/row-reader.ts";

import type { DocumentOptions } from "./options.ts";
import type { Table } from "./table.ts";

/** The table with every cell missing, of a spectrum or of metadata, that holds one of the codes. */
export function withMissingCodes(table: Table, { missing }: DocumentOptions): Table {
  if (typeof missing === "string") return table;
  const texts = new Set(missing.codes.map(String));
  const numbers = new Set(missing.codes.filter((code) => typeof code === "number"));
  const data = Float64Array.from(table.spectra.data, (value) => (numbers.has(value) ? Number.NaN : value));
  const p = table.axis.length;
  const codedIn = (row: number) =>
    table.axis.flatMap((value, j) => (numbers.has(table.spectra.data[row * p + j]) ? [{ value, j }] : []));
  const faults = (row: number): ReturnType<Table["faults"]> => [
    ...table.faults(row).map((fault) => (texts.has(bare(fault.text)) ? { ...fault, kind: "missing" as const } : fault)),
    ...codedIn(row).map(({ value, j }) => {
      const { input, line = 0, field = 0 } = table.place(row, String(value));
      const text = String(table.spectra.data[row * p + j]);
      return { kind: "missing" as const, text, column: String(value), line, field, path: input };
    }),
  ];
  const states = Uint8Array.from(table.states, (state, row) => {
    if (state === whole) return codedIn(row).length > 0 ? lacking : whole;
    return faults(row).every(({ kind }) => kind === "missing") ? lacking : state;
  });
  return {
    ...table,
    meta: table.meta.map((column) => ({
      ...column,
      texts: column.texts.map((text) => (texts.has(bare(text)) ? "" : text)),
    })),
    spectra: matrix(table.rows, p, data),
    states,
    faults,
  };
}
