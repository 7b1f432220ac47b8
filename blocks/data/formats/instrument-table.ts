/** Spectra of instruments' files as a table: a row a spectrum, its id the name of its file. */
import { own } from "../../../schemas/dictionary.ts";
import { dataLimits } from "../../../schemas/limits.ts";
import { matrix } from "../../contract/matrix.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { missingColumn } from "../columns.ts";
import { faulty, lacking, whole } from "../csv/row-reader.ts";
import type { DataOptions } from "../options.ts";
import type { Unpacked } from "../read/unpack.ts";
import type { FileFault, MetaColumn, Table } from "../table.ts";
import { inconsistent } from "./bytes.ts";
import { fileIds } from "./file-ids.ts";
import { formatOf } from "./formats.ts";
import { pointsAndEnds, severalFit } from "./refusals.ts";
import type { Format, Parameters, SpectraFile, Spectrum } from "./spectra-file.ts";

/** A file as its reader gives it. */
interface Read extends Unpacked {
  readonly format: Format;
  readonly spectra: SpectraFile;
}

/** One row of the table to be. */
interface Row {
  readonly of: Read;
  readonly id: string;
  readonly spectrum: Spectrum;
}

/**
 * The table of the files where every one of them is in a format of instruments; null where the first is text.
 *
 * @throws Refusal what the reader of the format throws; FS3122 (unit is not the declared one), FS3051 (another axis than the
 *   first spectrum's), FS3010 (no point in range), FS3113 (spectra called the same in several files), FS3140
 */
export function instrumentTable(
  files: readonly Unpacked[],
  options: DataOptions,
): { readonly table: Table; readonly parameters: readonly Parameters[] } | null {
  const found = files.map(({ content }) => formatOf(content.bytes));
  const formats = found.filter((format) => format !== null);
  if (formats.length < files.length) return null;
  refuseLongLayout(files[0].file, options);
  const read = files.map((one, i) => ({
    ...one,
    format: formats[i],
    spectra: formats[i].read(one.content, options.spectrum ?? null),
  }));
  if (options.spectrum === undefined) refuseSharedTitles(read);
  const unit = unitOf(read, options.axis.unit);
  const rows = rowsOf(read);
  const axis = axisOf(rows[0], options.axis.range);
  const points = axis.order.length;
  if (rows.length * points > dataLimits.values)
    throw new Refusal(
      "FS3140",
      { path: files[0].file.path, found: rows.length * points, things: "values", limit: dataLimits.values },
      { data: { input: files[0].file.path } },
    );
  const values = new Float64Array(rows.length * points);
  const states = new Uint8Array(rows.length).fill(whole);
  rows.forEach((row, i) => {
    const order = i === 0 ? axis.order : orderLike(row, rows[0], axis.values, options.axis.range);
    order.forEach((from, j) => {
      const value = row.spectrum.values[from];
      values[i * points + j] = Number.isFinite(value) ? value : Number.NaN;
      if (Number.isNaN(value)) states[i] = Math.max(states[i], lacking);
      else if (!Number.isFinite(value)) states[i] = faulty;
    });
  });
  const meta = metaOf(rows);
  const table: Table = {
    rows: rows.length,
    meta,
    ids: rows.map(({ id }) => id),
    unit,
    axis: axis.values,
    reversed: axis.reversed,
    spectra: matrix(rows.length, points, values),
    states,
    header: [...meta.map(({ name }) => name), ...axis.values.map(String)],
    files: read.map((one) => ({
      path: one.file.path,
      bytes: one.file.bytes.length,
      digest: one.file.digest,
      rows: one.spectra.spectra.length,
      spectra: one.spectra.spectra.length,
      points: axis.values.length,
      reading: {
        format: one.format.name,
        isPacked: one.isPacked,
        layout: "files",
        status: experimentalOf(one).length === 0 ? "tried" : "experimental",
      },
    })),
    fileRows: rows.length,
    leftOut: [],
    remarks: read.flatMap((one) => [...one.spectra.remarks, ...experimentalOf(one)]),
    place: (row) => ({ input: rows[row].of.file.path }),
    signs: () => ".",
    faults: (row) => faultsOf(rows[row], new Set(axis.values)),
    pointTexts: () => null,
  };
  return { table, parameters: rows.map(({ spectrum }) => spectrum.parameters) };
}

/**
 * Throws FS3113 where a file holds several spectra and one of them is called as a spectrum of another file: they may be columns of
 * one measurement (dark, reference, sample), and then only one is the spectrum of its sample.
 */
function refuseSharedTitles(read: readonly Read[]): void {
  const filesOf = new Map<string, number>();
  const titles = ({ spectra }: Read) => new Set(spectra.spectra.flatMap(({ columns }) => own(columns, "title") ?? []));
  for (const one of read) for (const title of titles(one)) filesOf.set(title, (filesOf.get(title) ?? 0) + 1);
  for (const one of read) {
    const { spectra } = one.spectra;
    if (spectra.length < 2 || ![...titles(one)].some((title) => (filesOf.get(title) ?? 0) > 1)) continue;
    const candidates = spectra.map(({ columns, axis }) => ({
      name: own(columns, "title") ?? "",
      says: pointsAndEnds(axis),
    }));
    throw severalFit(one.file, candidates, null);
  }
}

/** Throws FS3016: columns of a long table are declared, and a file of an instrument has none. */
function refuseLongLayout({ path }: InputFile, { layout }: DataOptions): void {
  if (layout?.name !== "long") return;
  const { axis } = layout.options as { axis: string };
  throw new Refusal("FS3016", missingColumn(path, "layout.long.axis", axis, []), {
    option: ["layout"],
    data: { input: path },
  });
}

/** FS3119: forms that no file of an instrument has tried. */
function experimentalOf({ file, format, spectra }: Read): Remark[] {
  const untried = spectra.forms.flatMap((key) => own(format.forms, key) ?? []).filter(({ tried }) => tried === null);
  if (untried.length === 0) return [];
  const facts = { path: file.path, format: format.name, forms: untried.map(({ title }) => title) };
  return [{ code: "FS3119", facts, data: { input: file.path } }];
}

/** The unit the files say; null where none does. Throws FS3122 where one says another than declared, or than the first. */
function unitOf(read: readonly Read[], declared: string | undefined): Table["unit"] {
  const saying = read.filter(({ spectra }) => spectra.unit !== null);
  const [first] = saying;
  if (first === undefined) return null;
  const wanted = declared ?? first.spectra.unit;
  for (const { file, spectra } of saying) {
    if (spectra.unit === wanted) continue;
    const of = declared === undefined ? first.file.path : null;
    throw new Refusal(
      "FS3122",
      { path: file.path, unit: spectra.unit, wanted, of },
      declared === undefined
        ? { data: { input: file.path } }
        : { data: { input: file.path }, option: ["axis", "unit"] },
    );
  }
  return first.spectra.unit;
}

function rowsOf(read: readonly Read[]): Row[] {
  const names = fileIds(read.map(({ file }) => file.path));
  return read.flatMap((of, i) =>
    of.spectra.spectra.map((spectrum, k) => ({
      of,
      id: of.spectra.spectra.length === 1 ? names[i] : `${names[i]}#${k + 1}`,
      spectrum,
    })),
  );
}

interface Axis {
  /** Ascending. */
  readonly values: readonly number[];
  /** Where each of them stands in the spectrum. */
  readonly order: readonly number[];
  readonly reversed: boolean;
}

/** Throws FS3120 where the axis neither rises nor falls, FS3010 where none of it is in range. */
function axisOf({ of: { file }, spectrum }: Row, range: readonly [number, number] | undefined): Axis {
  const { axis } = spectrum;
  const reversed = axis.length > 1 && axis[0] > axis[axis.length - 1];
  for (let j = 0; j < axis.length; j++) {
    if (!Number.isFinite(axis[j]) || (j > 0 && axis[j] > axis[j - 1] === reversed) || axis[j] === axis[j - 1])
      throw inconsistent(
        file,
        `the axis value ${axis[j]} at point ${j + 1} neither rises nor falls as those before it`,
        null,
      );
  }
  const all = Array.from(axis, (_, j) => (reversed ? axis.length - 1 - j : j));
  const order = range === undefined ? all : all.filter((j) => axis[j] >= range[0] && axis[j] <= range[1]);
  if (order.length === 0) {
    const facts = {
      path: file.path,
      columns: axis.length,
      numbers: axis.length,
      range: range ? [...range] : null,
      dressed: null,
    };
    throw new Refusal("FS3010", facts, { data: { input: file.path } });
  }
  return { values: order.map((j) => axis[j]), order, reversed };
}

/** Throws FS3051 where the points are not those of the first spectrum. */
function orderLike(
  row: Row,
  first: Row,
  wanted: readonly number[],
  range: readonly [number, number] | undefined,
): readonly number[] {
  const { values, order } = axisOf(row, range);
  const at = wanted.findIndex((value, j) => value !== values[j]);
  if (at === -1 && values.length === wanted.length) return order;
  const has = new Set(values);
  const hasFirst = new Set(wanted);
  const facts = {
    id: row.id,
    first: first.id,
    points: values.length,
    expected: wanted.length,
    lacks: wanted.find((value) => !has.has(value)) ?? null,
    extra: values.find((value) => !hasFirst.has(value)) ?? null,
  };
  throw new Refusal("FS3051", facts, { data: { input: row.of.file.path } });
}

/** `id`, then every column that a spectrum of the files has, in order of first appearance. */
function metaOf(rows: readonly Row[]): MetaColumn[] {
  const names = new Set(["id", ...rows.flatMap(({ spectrum }) => Object.keys(spectrum.columns))]);
  return [...names].map((name, i) => ({
    name,
    field: i + 1,
    texts: rows.map(({ id, spectrum }) => (name === "id" ? id : (own(spectrum.columns, name) ?? ""))),
  }));
}

function faultsOf({ of, spectrum }: Row, wanted: ReadonlySet<number>): FileFault[] {
  return Array.from(spectrum.values).flatMap((value, j): FileFault[] => {
    if (Number.isFinite(value) || !wanted.has(spectrum.axis[j])) return [];
    const kind = Number.isNaN(value) ? "missing" : "infinite";
    return [{ kind, text: String(value), column: String(spectrum.axis[j]), path: of.file.path }];
  });
}
