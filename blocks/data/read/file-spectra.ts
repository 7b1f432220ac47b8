/** File spectra: what one file holds, whatever its format, and the table of several. */

import type { AxisUnit } from "../../contract/dataset.ts";
import { type Matrix, matrix, row as rowOf } from "../../contract/matrix.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { meet } from "../axis/meet.ts";
import { isDisorder, type Ordered, ordered } from "../axis/order.ts";
import { disorderly, otherAxis, refuseAbsent } from "../axis/refusals.ts";
import { unitOfFiles } from "../axis/unit.ts";
import type { Signs } from "../csv/decimal.ts";
import { faulty, lacking, whole } from "../csv/row-reader.ts";
import type { Fault } from "../csv/sheet.ts";
import type { DataOptions } from "../options.ts";
import { refuseTooMany } from "../sheets.ts";
import type { FileReading, FormatReading, MetaColumn, Table } from "../table.ts";

/** The spectra of one file, all on one axis: what a reader of any format makes of its bytes. */
export interface FileSpectra {
  readonly file: InputFile;
  readonly reading: FileReading | FormatReading;
  /** Finite, as the file has it. */
  readonly axis: ArrayLike<number>;
  /** What the file says of it. */
  readonly unit: AxisUnit | null;
  /** Where a point of the axis stands. */
  point(index: number): DataPlace;
  /** n × p in the order of `axis`; NaN where a value is missing or is no number. */
  readonly spectra: Matrix;
  /** Metadata, a text a spectrum, by name. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  /** Whether the column `id` names the spectra where nothing is declared: it is no column of the file then. */
  readonly isNamed: boolean;
  readonly signs: Signs;
  /** Where a spectrum, or its cell in a metadata column, stands. */
  place(spectrum: number, column?: string): DataPlace;
  /** What the NaNs of a spectrum are; none where the format has no such cells. */
  faults(spectrum: number): readonly Fault[];
}

/**
 * The spectra of several files as one table, in their order, on the axis of the first within the range, or on the grid.
 * @throws Refusal FS3009 (other metadata), FS3010 (no point in the range), FS3011 and FS3012 (order of the points), FS3016
 *   (excluded and not there), FS3051 (another axis), FS3122 (units), FS3140 (limits), FS3311 (grid)
 */
export function tableOfSpectra(files: readonly FileSpectra[], rules: DataOptions["axis"]): Table {
  const [first] = files;
  const axes = files.map((file) => pointsOf(file, rules));
  const { axis, writers, isAsRead } = meet(
    axes.map(({ values }) => values),
    rules,
    ({ at, ...unlike }) => otherAxis(first.file.path, files[at].file.path, unlike),
    (at) => ({ name: files[at].file.path, data: { input: files[at].file.path } }),
  );
  const rows = files.reduce((sum, { spectra }) => sum + spectra.rows, 0);
  refuseTooMany(rows, axis.length, files[files.length - 1].file.path);
  const unit = unitOfFiles(
    files.map(({ file: { path }, unit }) => ({ path, unit })),
    rules.unit,
  );
  const values = new Float64Array(rows * axis.length);
  const places: { readonly of: FileSpectra; readonly i: number }[] = [];
  files.forEach((of, k) => {
    const { order } = axes[k];
    const own = new Float64Array(order.length);
    for (let i = 0; i < of.spectra.rows; i++) {
      const from = rowOf(of.spectra, i);
      for (let j = 0; j < order.length; j++) own[j] = from[order[j]];
      const at = places.length * axis.length;
      writers[k](own, values.subarray(at, at + axis.length));
      places.push({ of, i });
    }
  });
  const spectra = matrix(rows, axis.length, values);
  const faultsOf = (row: number) => places[row].of.faults(places[row].i);
  const meta = metaOf(files);
  return {
    rows,
    meta,
    unit,
    axis,
    ...(first.isNamed ? { idColumn: "id" } : {}),
    reversed: axes[0].reversed,
    spectra,
    states: Uint8Array.from(places, (_, row) => stateOf(rowOf(spectra, row), () => faultsOf(row))),
    header: [...meta.map(({ name }) => name), ...axis.map(String)],
    files: files.map(({ file, reading, spectra: { rows: n } }) => ({
      path: file.path,
      bytes: file.bytes.length,
      digest: file.digest,
      rows: n,
      spectra: n,
      points: isAsRead ? axis.length : axes[files.findIndex((one) => one.file === file)].values.length,
      reading,
    })),
    fileRows: rows,
    leftOut: [],
    place: (row, column) => places[row].of.place(places[row].i, column),
    signs: (row) => places[row].of.signs,
    faults: (row) => faultsOf(row).map((fault) => ({ ...fault, path: places[row].of.file.path })),
    pointTexts: () => null,
  };
}

/** The points of a file in ascending order. */
function pointsOf(of: FileSpectra, rules: DataOptions["axis"]): Ordered {
  const { path } = of.file;
  refuseAbsent(of.axis, rules, path);
  const points = ordered(of.axis, rules);
  if (isDisorder(points)) throw disorderly(of.axis, points, (point) => of.point(point), path);
  if (points.values.length === 0) throw noPoint(of, rules.range);
  return points;
}

function stateOf(values: Float64Array, faults: () => readonly Fault[]): number {
  if (!hasNaN(values)) return whole;
  return faults().some(({ kind }) => kind !== "missing") ? faulty : lacking;
}

/** By a loop: asking a function of each of millions of values takes longer than reading them. */
function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Columns in the order of the first file. Throws FS3009 where a file has others. */
function metaOf(files: readonly FileSpectra[]): MetaColumn[] {
  const [first] = files;
  for (const { file, meta } of files) {
    const expected = [...first.meta.keys()].find((name) => !meta.has(name)) ?? null;
    const found = [...meta.keys()].find((name) => !first.meta.has(name)) ?? null;
    if (expected !== null || found !== null)
      throw new Refusal(
        "FS3009",
        { path: file.path, first: first.file.path, expected, found },
        { data: { input: file.path } },
      );
  }
  return [...first.meta.keys()].map((name, k) => ({
    name,
    field: k + 1,
    texts: files.flatMap(({ meta }) => meta.get(name) ?? []),
  }));
}

function noPoint({ file: { path }, axis }: FileSpectra, range: readonly [number, number] | undefined): Refusal {
  const facts = {
    path,
    columns: 2,
    numbers: axis.length,
    range: range === undefined ? null : [...range],
    dressed: null,
  };
  return new Refusal("FS3010", facts, { data: { input: path } });
}
