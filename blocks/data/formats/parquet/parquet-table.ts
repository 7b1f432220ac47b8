/** Parquet files as a table: wide and lists straight from their columns, every other layout as the text they would be saved as. */
import { type Remark, retelling } from "../../../contract/refusal.ts";
import { fromParameters, withFileColumns } from "../../file-columns.ts";
import type { DataOptions } from "../../options.ts";
import { type FileSpectra, tableOfSpectra } from "../../read/file-spectra.ts";
import { probeBytes } from "../../read/probe.ts";
import { readTexts } from "../../read/read-texts.ts";
import { remembered } from "../../read/remembered.ts";
import type { Unpacked } from "../../read/unpack.ts";
import type { Table } from "../../table.ts";
import { asText, readAsText } from "./as-text.ts";
import { isParquet, type ParquetFile, parquetFile } from "./columns.ts";
import { listedSpectra, readingOf, wideSpectra } from "./parquet-spectra.ts";

interface Read {
  readonly of: Unpacked;
  readonly parquet: ParquetFile;
}

/**
 * @param ofTexts the table of texts
 * @returns null where the files are something else
 * @throws Refusal FS3110 (nested columns), FS3120, FS3140, and what the layouts say
 */
export function parquetTable(
  files: readonly Unpacked[],
  options: DataOptions,
  ofTexts: (texts: readonly Unpacked[], options: DataOptions) => Table,
): Table | null {
  if (!files.every(({ content }) => isParquet(content.bytes))) return null;
  const read = files.map((of) => ({ of, parquet: parquetFile(of.content) }));
  const lists = read.flatMap(({ parquet }) => parquet.columns.filter(({ isList }) => isList).map(({ name }) => name));
  const list = lists[0] ?? null;
  const table = retelling(
    () => laidOut(read, options, ofTexts),
    ({ code, facts }) => (code === "FS3010" ? { facts: { ...facts, list } } : {}),
  );
  const parameters = new Map(read.map(({ of, parquet }) => [of.file.path, parquet.parameters]));
  const withColumns = withFileColumns(table, options, (row, key) => {
    const { input } = table.place(row);
    return fromParameters(input, parameters.get(input) ?? [], key);
  });
  return {
    ...withColumns,
    files: table.files.map((one, i) => ({ ...one, reading: readingOf(files[i], one.reading.layout) })),
    remarks: [...(table.remarks ?? []), ...(options.layout?.name === "lists" ? [] : read.flatMap(unusedLists))],
  };
}

function laidOut(read: readonly Read[], options: DataOptions, ofTexts: Parameters<typeof parquetTable>[2]): Table {
  const table = (
    spectra: (of: Unpacked, parquet: ParquetFile, options: DataOptions) => FileSpectra,
    axis: DataOptions["axis"],
  ) =>
    tableOfSpectra(
      read.map(({ of, parquet }) => spectra(of, parquet, options)),
      axis,
    );
  if (options.layout?.name === "lists") return table(listedSpectra, options.axis);
  const asIf = { ...options, ...readAsText, from_name: undefined, from_header: undefined } as const;
  const texts = (most?: number) =>
    read.map(({ of, parquet }) => ({ ...of, content: { ...of.content, bytes: asText(parquet, most) } }));
  const readings = readTexts(texts(probeBytes), asIf);
  return readings.every(({ isFit, reading }) => isFit && reading.layout === "wide")
    ? // Excluded headers are no columns of the spectra any more.
      table(wideOnce, { ...options.axis, exclude: undefined })
    : ofTexts(texts(), asIf);
}

const wideOnce = (of: Unpacked, parquet: ParquetFile, options: DataOptions): FileSpectra =>
  remembered(
    of.content.bytes,
    ["wide", of.file.path, options.axis],
    ({ spectra }) => spectra.data.byteLength,
    () => wideSpectra(of, parquet, options),
  );

/** FS3109: columns of lists, in a layout that has none. */
const unusedLists = ({ of: { file }, parquet }: Read): Remark[] =>
  parquet.columns
    .filter(({ isList }) => isList)
    .map(({ name }) => ({ code: "FS3109", facts: { path: file.path, column: name }, data: { input: file.path } }));
