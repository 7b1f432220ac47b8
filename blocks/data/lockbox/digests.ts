/** Digests of sealed rows: what seals them, and what finds the same spectra again whatever they are called. */
import { createHash } from "node:crypto";
import type { Table } from "../table.ts";

/** Digests of rows as read; neither hangs on their order, on files or on what the document makes of them. */
export interface RowDigests {
  /** Of their names, every cell beside the spectrum, and the spectrum. */
  readonly sealed: string;
  /** Of their spectra alone: corrected chemistry and other names make no other lockbox. */
  readonly rows: string;
}

/** @param table the sealed rows alone, n × p as read */
export function rowDigests(table: Table): RowDigests {
  const { cols, data } = table.spectra;
  const spectra = Array.from({ length: table.rows }, (_, row) =>
    hexOf(littleEndian(data.subarray(row * cols, (row + 1) * cols))),
  );
  const columns = [...table.meta].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.field - b.field));
  const whole = spectra.map((spectrum, row) =>
    hexOf(JSON.stringify([spectrum, ...columns.map(({ name, texts }) => [name, texts[row]])])),
  );
  return { sealed: together(whole), rows: together(spectra) };
}

const together = (hex: readonly string[]): string => `sha256:${hexOf([...hex].sort().join("\n"))}`;

const hexOf = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** The same bytes on every machine. */
function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, j) => {
    view.setFloat64(j * 8, value, true);
  });
  return bytes;
}
