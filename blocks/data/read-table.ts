/** Reads the files an option names into one table, in the declared layout. */

import { Refusal } from "../contract/refusal.ts";
import type { InputFile } from "../contract/running.ts";
import { instrumentTable } from "./formats/instrument-table.ts";
import { readLong } from "./long.ts";
import type { DataOptions } from "./options.ts";
import { tooFewPoints } from "./read/find-reading.ts";
import { readTexts } from "./read/read-texts.ts";
import type { Table } from "./table.ts";
import { readWide } from "./wide.ts";

/** Files in code-unit order of their paths: the order in which their rows count. */
export function inOrder(files: readonly InputFile[]): InputFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/**
 * The table of the files: unpacked, decoded, cut and laid out by the one reading that fits.
 * @throws Refusal FS3001 to FS3025, FS3050 to FS3052, FS3101, FS3102, FS3120, FS3121 and FS3140, as the stages say, and those of the formats
 */
export function readTable(files: readonly InputFile[], options: DataOptions): Table {
  const ofInstruments = instrumentTable(files, options);
  if (ofInstruments !== null) return ofInstruments;
  const readings = readTexts(files, options);
  const { layout } = options;
  const table =
    layout?.name === "long"
      ? readLong(readings, options, layout.options as { axis: string; value: string })
      : readWide(readings, options);
  const unfit = readings.find(({ isFit }) => !isFit);
  if (unfit === undefined) return table;
  // The nearest reading had an axis after all, of fewer points than a layout that is found may have.
  const { text, reading } = unfit;
  throw tooFewPoints(text.file.path, reading.dialect.headerLine, table.header.length, table.axis.length);
}

/** Throws FS3043 where external spectra do not stand on the same axis points. */
export function refuseOtherAxis(table: Table, external: Table): void {
  const at = external.axis.findIndex((value, j) => value !== table.axis[j]);
  if (at === -1 && external.axis.length === table.axis.length) return;
  const facts = {
    path: external.files[0].path,
    points: external.axis.length,
    expected: table.axis.length,
    found: external.axis[at === -1 ? table.axis.length : at] ?? null,
    wanted: table.axis[at === -1 ? external.axis.length : at] ?? null,
  };
  throw new Refusal("FS3043", facts, { data: { input: facts.path }, option: ["test", "input"] });
}
