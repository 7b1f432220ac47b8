/** Spectra of instruments' files as a table: a row a spectrum, its id the name of its file. */
import { own } from "../../../schemas/dictionary.ts";
import { dataLimits } from "../../../schemas/limits.ts";
import { matrix } from "../../contract/matrix.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { meet } from "../axis/meet.ts";
import { isDisorder, type Ordered, ordered } from "../axis/order.ts";
import { quantityOfFiles } from "../axis/quantity.ts";
import { disorderly, otherAxis, refuseAbsent } from "../axis/refusals.ts";
import { unitOfFiles } from "../axis/unit.ts";
import { missingColumn } from "../columns.ts";
import { faulty, lacking, whole } from "../csv/row-reader.ts";
import type { DataOptions } from "../options.ts";
import { remembered } from "../read/remembered.ts";
import { refuseMore } from "../read/too-much.ts";
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
 *   first spectrum's), FS3010 (no point in range), FS3012 (two pieces), FS3016, FS3113 (spectra called
 *   the same in several files), FS3140, FS3311
 */
export function instrumentTable(
  files: readonly Unpacked[],
  options: DataOptions,
): { readonly table: Table; readonly parameters: readonly Parameters[] } | null {
  const found = files.map(({ content }) => formatOf(content.bytes));
  const formats = found.filter((format) => format !== null);
  if (formats.length < files.length) return null;
  refuseLongLayout(files[0].file, options);
  const read = files.map((one, i) => ({ ...one, format: formats[i], spectra: readOnce(formats[i], one, options) }));
  if (options.spectrum === undefined) refuseSharedTitles(read);
  const unit = unitOfFiles(
    read.map(({ file, spectra }) => ({ path: file.path, unit: spectra.unit })),
    options.axis.unit,
  );
  const quantity = quantityOfFiles(
    read.map(({ file, spectra }) => ({ path: file.path, quantity: spectra.quantity })),
    options.quantity,
  );
  const rows = rowsOf(read);
  const known = new Map<Spectrum["axis"], Ordered>();
  const axes = rows.map((row) => {
    const axis = known.get(row.spectrum.axis) ?? axisOf(row, options.axis);
    known.set(row.spectrum.axis, axis);
    return axis;
  });
  const { axis, writers, isAsRead } = meet(
    axes.map(({ values }) => values),
    options.axis,
    ({ at, ...unlike }) => otherAxis(rows[0].id, rows[at].id, unlike, { input: rows[at].of.file.path }),
    (at) => ({ name: rows[at].id, data: { input: rows[at].of.file.path } }),
  );
  const points = axis.length;
  refuseMore(files[0].file.path, rows.length * points, "values", dataLimits.values);
  const values = new Float64Array(rows.length * points);
  const states = new Uint8Array(rows.length).fill(whole);
  rows.forEach(({ spectrum }, i) => {
    const own = Float64Array.from(axes[i].order, (from) => spectrum.values[from]);
    const out = values.subarray(i * points, (i + 1) * points);
    if (own.some((value) => !Number.isFinite(value) && !Number.isNaN(value))) states[i] = faulty;
    writers[i](
      own.map((value) => (Number.isFinite(value) ? value : Number.NaN)),
      out,
    );
    if (states[i] === whole && out.some(Number.isNaN)) states[i] = lacking;
  });
  const meta = metaOf(rows);
  const table: Table = {
    rows: rows.length,
    meta,
    ids: rows.map(({ id }) => id),
    unit,
    quantity,
    techniques: read.flatMap(({ file, spectra: { technique } }) =>
      technique === null ? [] : [{ path: file.path, ...technique }],
    ),
    axis,
    reversed: axes[0].reversed,
    spectra: matrix(rows.length, points, values),
    states,
    header: [...meta.map(({ name }) => name), ...axis.map(String)],
    files: read.map((one) => ({
      path: one.file.path,
      bytes: one.file.bytes.length,
      digest: one.file.digest,
      rows: one.spectra.spectra.length,
      spectra: one.spectra.spectra.length,
      points: isAsRead ? points : axes[rows.findIndex(({ of }) => of === one)].values.length,
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
    faults: (row) => faultsOf(rows[row], new Set(axes[row].values)),
    pointTexts: () => null,
  };
  return { table, parameters: rows.map(({ spectrum }) => spectrum.parameters) };
}

function readOnce(format: Format, { content }: Unpacked, { spectrum }: DataOptions): SpectraFile {
  const choice = spectrum ?? null;
  return remembered(
    content.bytes,
    [format.name, content.path, choice],
    ({ spectra }) => spectra.reduce((sum, { values }) => sum + values.byteLength, 0),
    () => format.read(content, choice),
  );
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

/** Throws FS3120 where the axis neither rises nor falls, FS3012 where it does so in two pieces, FS3010 where none of it is in range. */
function axisOf({ of: { file }, spectrum: { axis } }: Row, rules: DataOptions["axis"]): Ordered {
  const { path } = file;
  const wild = axis.findIndex((value) => !Number.isFinite(value));
  if (wild !== -1) throw inconsistent(file, turned(axis, wild), null);
  refuseAbsent(axis, rules, path);
  const points = ordered(axis, rules);
  if (isDisorder(points)) {
    if (points.kind === "turn" && points.pieces !== null) throw disorderly(axis, points, () => ({ input: path }), path);
    throw inconsistent(file, turned(axis, points.kind === "turn" ? points.at : points.pairs[0][1]), null);
  }
  if (points.values.length > 0) return points;
  const { range } = rules;
  const facts = { path, columns: axis.length, numbers: axis.length, range: range ? [...range] : null, dressed: null };
  throw new Refusal("FS3010", facts, { data: { input: path } });
}

const turned = (axis: Float64Array, at: number): string =>
  `the axis value ${axis[at]} at point ${at + 1} neither rises nor falls as those before it`;

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
