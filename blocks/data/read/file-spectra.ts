/** File spectra: what one file holds, whatever its format, and the table of several. */
import { type Matrix, matrix, row as rowOf } from "../../contract/matrix.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import type { Signs } from "../csv/decimal.ts";
import { faulty, lacking, whole } from "../csv/row-reader.ts";
import type { Fault } from "../csv/sheet.ts";
import { refuseTooMany } from "../sheets.ts";
import type { FileReading, MetaColumn, Table } from "../table.ts";

/** The spectra of one file, all on one axis: what a reader of any format makes of its bytes. */
export interface FileSpectra {
  readonly file: InputFile;
  readonly reading: FileReading;
  /** As the file has it: rising or falling, no value twice. */
  readonly axis: ArrayLike<number>;
  /** n × p in the order of `axis`; NaN where a value is missing or is no number. */
  readonly spectra: Matrix;
  /** Metadata, a text a spectrum, by name. */
  readonly meta: ReadonlyMap<string, readonly string[]>;
  readonly signs: Signs;
  /** Where a spectrum stands. */
  place(spectrum: number): DataPlace;
  /** What the NaNs of a spectrum are; none where the format has no such cells. */
  faults(spectrum: number): readonly Fault[];
}

/**
 * The spectra of several files as one table, in their order, on the axis of the first within the range.
 * @throws Refusal FS3009 (other metadata), FS3010 (no point in the range), FS3051 (another axis), FS3140 (limits)
 */
export function tableOfSpectra(files: readonly FileSpectra[], range: readonly [number, number] | undefined): Table {
  const [first] = files;
  const points = ascending(first.axis, range);
  if (points.length === 0) throw noPoint(first, range);
  const axis = points.map((k) => first.axis[k]);
  const rows = files.reduce((sum, { spectra }) => sum + spectra.rows, 0);
  refuseTooMany(rows, axis.length, files[files.length - 1].file.path);
  const values = new Float64Array(rows * axis.length);
  const places: { readonly of: FileSpectra; readonly i: number }[] = [];
  for (const of of files) {
    const order = of === first ? points : ascending(of.axis, range);
    refuseOther(first, axis, of, order);
    for (let i = 0; i < of.spectra.rows; i++) {
      const from = rowOf(of.spectra, i);
      const at = places.length * axis.length;
      for (let j = 0; j < order.length; j++) values[at + j] = from[order[j]];
      places.push({ of, i });
    }
  }
  const spectra = matrix(rows, axis.length, values);
  const faultsOf = (row: number) => places[row].of.faults(places[row].i);
  const meta = metaOf(files);
  return {
    rows,
    meta,
    axis,
    ...(first.meta.has("id") ? { idColumn: "id" } : {}),
    reversed: first.axis.length > 1 && first.axis[1] < first.axis[0],
    spectra,
    states: Uint8Array.from(places, (_, row) => stateOf(rowOf(spectra, row), () => faultsOf(row))),
    header: [...meta.map(({ name }) => name), ...axis.map(String)],
    files: files.map(({ file, reading, spectra: { rows: n } }) => ({
      path: file.path,
      bytes: file.bytes.length,
      digest: file.digest,
      rows: n,
      spectra: n,
      points: axis.length,
      reading,
    })),
    fileRows: rows,
    leftOut: [],
    place: (row) => places[row].of.place(places[row].i),
    signs: (row) => places[row].of.signs,
    faults: (row) => faultsOf(row).map((fault) => ({ ...fault, path: places[row].of.file.path })),
    pointTexts: () => null,
  };
}

/** Indexes of the points inside the range, ascending by their values. */
function ascending(axis: ArrayLike<number>, range: readonly [number, number] | undefined): number[] {
  const inside = Array.from(axis, (_, k) => k).filter(
    (k) => range === undefined || (axis[k] >= range[0] && axis[k] <= range[1]),
  );
  return axis.length > 1 && axis[1] < axis[0] ? inside.reverse() : inside;
}

function stateOf(values: Float64Array, faults: () => readonly Fault[]): number {
  if (!values.some(Number.isNaN)) return whole;
  return faults().some(({ kind }) => kind !== "missing") ? faulty : lacking;
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

/** Throws FS3051 at the first point that only one of two files has. */
function refuseOther(first: FileSpectra, axis: readonly number[], other: FileSpectra, order: readonly number[]): void {
  const own = order.map((k) => other.axis[k]);
  if (own.length === axis.length && own.every((value, j) => value === axis[j])) return;
  const [here, there] = [new Set(axis), new Set(own)];
  const facts = {
    id: other.file.path,
    first: first.file.path,
    points: own.length,
    expected: axis.length,
    lacks: axis.find((value) => !there.has(value)) ?? null,
    extra: own.find((value) => !here.has(value)) ?? null,
  };
  throw new Refusal("FS3051", facts, { data: { input: other.file.path } });
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
