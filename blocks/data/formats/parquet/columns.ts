/** Columns of a Parquet file: its schema, and the values of each column, every size of a page looked at before it is unpacked. */
import { crc32 } from "node:zlib";
import { type FileMetaData, parquetMetadata, parquetSchema, type SchemaTree } from "hyparquet";
import { assembleNested } from "hyparquet/src/assemble.js";
import { parquetHeader, readColumn } from "hyparquet/src/column.js";
import { DEFAULT_PARSERS } from "hyparquet/src/convert.js";
import { getTreePath } from "hyparquet/src/schema.js";
import { dataLimits } from "../../../../schemas/limits.ts";
import { Refusal } from "../../../contract/refusal.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { refuseMore } from "../../read/too-much.ts";
import { inconsistent } from "../bytes.ts";
import { noSpectrum } from "../refusals.ts";
import type { Parameters } from "../spectra-file.ts";
import { parsers, type Written } from "./cells.ts";
import { compressors } from "./compressors.ts";
import { flatPages } from "./flat-column.ts";

/** What a column holds row by row: a number, text, truth value or null; of a list column a list of them, or null. */
export type Cells = ArrayLike<unknown>;

export interface ParquetColumn extends Written {
  readonly name: string;
  readonly isList: boolean;
  /** All row groups one after the other. @throws Refusal FS3120, FS3140 */
  readonly cells: () => Cells;
}

export interface ParquetFile {
  readonly file: InputFile;
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  /** What whoever wrote it said beside its columns. */
  readonly parameters: Parameters;
}

const magic = [0x50, 0x41, 0x52, 0x31];

export const isParquet = (bytes: Uint8Array): boolean => magic.every((byte, i) => bytes[i] === byte);

/** @throws Refusal FS3110 nested columns, FS3120 cut short or contradicting, FS3140 */
export function parquetFile(file: InputFile): ParquetFile {
  const metadata = readable(file, () => parquetMetadata(file.bytes, { geoparquet: false, parsers }));
  const tree = readable(file, () => parquetSchema(metadata));
  const rows = Number(metadata.num_rows);
  const { rows: mostRows, columns: mostColumns, values } = dataLimits;
  if (!Number.isSafeInteger(rows) || rows < 0) throw inconsistent(file, words(`it says it has ${rows} rows`), null);
  refuseMore(file.path, tree.children.length, words("columns"), mostColumns);
  refuseMore(file.path, rows, words("rows"), mostRows);
  refuseMore(file.path, rows * tree.children.length, words("values"), values);
  const inGroups = metadata.row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  if (inGroups !== rows)
    throw inconsistent(file, words(`it says it has ${rows} rows, and its parts ${inGroups}`), null);
  const groups = metadata.row_groups.map(({ num_rows, columns }) => ({
    rows: Number(num_rows),
    chunks: new Map(columns.map((chunk) => [chunk.meta_data?.path_in_schema.join("\0") ?? "", chunk] as const)),
  }));
  const room = { bytes: 0, values: 0 };
  return {
    file,
    rows,
    columns: tree.children.map((column) => columnOf(file, groups, tree, column, room)),
    parameters: (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ""] as const),
  };
}

/** Some rows of the file, and where each column has its values of them. */
interface Group {
  readonly rows: number;
  readonly chunks: ReadonlyMap<string, FileMetaData["row_groups"][number]["columns"][number]>;
}

/** Bytes once unpacked, and values, of all pages that were read so far. */
interface Room {
  bytes: number;
  values: number;
}

function columnOf(
  file: InputFile,
  groups: readonly Group[],
  tree: SchemaTree,
  column: SchemaTree,
  room: Room,
): ParquetColumn {
  const leaf = leafOf(column);
  if (leaf === null) throw noSpectrum(file, words(`columns within the column \`${column.element.name}\``));
  const { element } = leaf;
  let known: Cells | null = null;
  return {
    name: column.element.name,
    isList: leaf !== column || element.repetition_type === "REPEATED",
    isSingle: element.type === "FLOAT",
    scale: element.converted_type === "DECIMAL" ? (element.scale ?? 0) : null,
    cells: () => {
      known ??= readable(file, () => cellsOf(file, groups, tree, leaf.path, room));
      return known;
    },
  };
}

/** The column itself, or what its list holds; null of everything that is nested otherwise. */
function leafOf(column: SchemaTree): SchemaTree | null {
  const kind: string = column.element.logical_type?.type ?? "";
  if (["VARIANT", "GEOMETRY", "GEOGRAPHY"].includes(kind)) return null;
  if (column.children.length === 0) return column;
  const [list, ...others] = column.children;
  if (column.element.converted_type !== "LIST" || others.length > 0 || list.element.repetition_type !== "REPEATED")
    return null;
  // Three levels as the format asks for, or two as it once was written.
  if (list.children.length === 0) return list;
  const [item, ...more] = list.children;
  return more.length === 0 && item.children.length === 0 && item.element.repetition_type !== "REPEATED" ? item : null;
}

function cellsOf(
  file: InputFile,
  groups: readonly Group[],
  tree: SchemaTree,
  path: readonly string[],
  room: Room,
): Cells {
  const schemaPath = getTreePath(tree, [...path]);
  const { element } = schemaPath[schemaPath.length - 1];
  const isFlat = schemaPath.length === 2 && element.repetition_type !== "REPEATED";
  const parts: Cells[] = [];
  for (const { rows, chunks } of groups) {
    const chunk = chunks.get(path.join("\0"));
    if (chunk?.meta_data === undefined || chunk.file_path !== undefined)
      throw inconsistent(file, words(`the values of \`${path[0]}\` are not in it`), null);
    const { data_page_offset, dictionary_page_offset, total_compressed_size, type, codec } = chunk.meta_data;
    const offsets = [data_page_offset, dictionary_page_offset ?? data_page_offset].map(Number);
    const at = Math.min(...offsets.filter((offset) => offset > 0));
    const bytes = file.bytes.subarray(at, at + Number(total_compressed_size));
    if (!(at > 0) || bytes.length < Number(total_compressed_size))
      throw inconsistent(file, words(`the values of \`${path[0]}\` go beyond its end`), at);
    lookAtPages(file, bytes, at, isFlat ? rows : null, room);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const decoder = {
      pathInSchema: [...path],
      element,
      schemaPath,
      type,
      codec,
      compressors,
      parsers: { ...DEFAULT_PARSERS, ...parsers },
    };
    const all = { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows };
    const data = isFlat ? flatPages(bytes, rows, decoder) : readColumn({ view, offset: 0 }, all, decoder).data;
    const values = isFlat ? joined(data) : assembled(joined(data), path, schemaPath[1]);
    if (values.length !== rows)
      throw inconsistent(file, words(`\`${path[0]}\` has ${values.length} values in a part of ${rows} rows`), at);
    parts.push(isFlat ? asNumbers(values) : values);
  }
  return joined(parts);
}

/** Numbers as doubles in a row, NaN where there is none: lists of them that may lack values are large. Others as they are. */
function asNumbers(values: Cells): Cells {
  if (values instanceof Float64Array) return values;
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === "number") numbers[i] = value;
    else if (value === null || value === undefined) numbers[i] = Number.NaN;
    else return values;
  }
  return numbers;
}

/** Values by row: of lists, levels of what may be missing are taken off. */
function assembled(values: Cells, path: readonly string[], column: SchemaTree): Cells {
  const known = new Map([[path.join("."), Array.from(values)]]);
  assembleNested(known, column, { ...DEFAULT_PARSERS, ...parsers });
  return known.get(column.path.join(".")) ?? [];
}

/** The headers of all pages of one column: what they would take, and where the file sums them up, whether they are whole. */
function lookAtPages(file: InputFile, bytes: Uint8Array, at: number, rows: number | null, room: Room): void {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  const { fileBytes, values: mostValues } = dataLimits;
  while (reader.offset < bytes.length - 1) {
    const from = at + reader.offset;
    const { compressed_page_size, uncompressed_page_size, crc, ...page } = parquetHeader(reader);
    const values = (page.data_page_header ?? page.data_page_header_v2 ?? page.dictionary_page_header)?.num_values ?? -1;
    const sizes = [compressed_page_size, uncompressed_page_size, values];
    if (!sizes.every((size) => Number.isInteger(size) && size >= 0))
      throw inconsistent(file, words("a page has no size"), from);
    const body = bytes.subarray(reader.offset, reader.offset + compressed_page_size);
    if (body.length < compressed_page_size) throw inconsistent(file, words("a page goes beyond its column"), from);
    if (crc !== undefined && crc32(body) !== crc >>> 0)
      throw inconsistent(file, words("a page is not what its checksum says"), from);
    if (rows !== null && values > Math.max(rows, dataLimits.rows))
      throw inconsistent(file, words(`a page says it has ${values} values`), from);
    room.bytes += uncompressed_page_size;
    room.values += values;
    refuseMore(file.path, room.bytes, words("bytes once unpacked"), fileBytes);
    refuseMore(file.path, room.values, words("values"), 2 * mostValues);
    reader.offset += compressed_page_size;
  }
}

/** One below the other, of the first one's kind of array where all are of it. */
function joined(parts: readonly Cells[]): Cells {
  if (parts.length === 1) return parts[0];
  if (parts.every((part) => part instanceof Float64Array)) {
    const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
    let to = 0;
    for (const part of parts) {
      all.set(part, to);
      to += part.length;
    }
    return all;
  }
  return parts.flatMap((part) => Array.from(part));
}

/** What the reader of Parquet stumbles over is a file that contradicts itself: it reads no byte beyond the file. */
function readable<T>(file: InputFile, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal || error instanceof ReferenceError) throw error;
    const what = error instanceof Error && /^parquet [\w ():!=-]+$/.test(error.message) ? error.message : null;
    throw inconsistent(file, what ?? words("what Parquet counts does not fit its bytes"), null);
  }
}
