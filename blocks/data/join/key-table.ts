/** Key table: a table without spectra, read by the stages that read spectra, told apart by the columns that are asked of it. */

import { instantOf } from "../../../schemas/instant.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { missingColumn } from "../columns.ts";
import { bare } from "../csv/cell.ts";
import type { Signs } from "../csv/decimal.ts";
import type { Keeping } from "../csv/field-column.ts";
import { LaterColumn } from "../csv/later-column.ts";
import type { NameColumn } from "../csv/name-column.ts";
import { readSheet, type Sheet } from "../csv/sheet.ts";
import { TimeColumn } from "../csv/time-column.ts";
import { parquetTexts, readAsText } from "../formats/parquet/as-text.ts";
import { sheetTexts } from "../formats/xlsx/xlsx.ts";

import { type Draft, dialectOf, draftsOf, type ReadOptions } from "../read/draft.ts";
import { numberDoubt } from "../read/find-reading.ts";
import { probeOf } from "../read/probe.ts";
import { signNames } from "../read/reading-words.ts";
import { type CellsInFile, type FoundSigns, signsOf } from "../read/signs.ts";
import { refuseLongCell, type Text, textOf } from "../read/text.ts";
import { type Unpacked, unpack } from "../read/unpack.ts";
import { columnPlace, refuseOtherColumns, refuseRepeatedNames, sheetRows } from "../sheets.ts";
import { columnsAsked, keyPairs } from "./options.ts";
import type { Entry, KeyNames, KeyTable } from "./partners.ts";

/** One file, cut and with its signs. */
interface Read {
  readonly sheet: Sheet;
  readonly signs: Signs;
}

/**
 * The files of an input as one table, rows in the order of the files, columns by their names. Of the ways in which a file can be
 * cut only the one counts in which every column that the entry names is there.
 * @throws Refusal FS3001–FS3009, FS3015, FS3016 (columns), FS3101, FS3102 (reading), FS3120, FS3140
 */
export function readKeyTable(input: string, files: readonly InputFile[], entry: Entry): KeyTable {
  const unpacked = files.map(unpack);
  const { format, texts, readAs } = asTexts(unpacked, entry);
  const isText = format === "text";
  const options: ReadOptions = { ...entry.read, ...readAs, axis: {} };
  const read = texts.map((file) => readOne(textOf(file, options.encoding), input, entry, options));
  const sheets = read.map(({ sheet }) => sheet);
  const [first] = sheets;
  for (const sheet of sheets.slice(1)) refuseOtherColumns(first, sheet, () => false);
  const { rows, of } = sheetRows(sheets);
  const found = (["encoding", "delimiter", "decimal", "thousands", "header"] as const).filter(
    (option) => options[option] === undefined,
  );
  return {
    input,
    entry,
    files,
    rows,
    columns: first.header.flatMap((name) =>
      name === "" ? [] : [{ name, from: name, text: (row: number) => of(row, (sheet, i) => cellOf(sheet, name, i)) }],
    ),
    names: (column) => namesOf(sheets, column),
    instants: (column) => instantsOf(sheets, column),
    reading: {
      format,
      encoding: isText ? first.text.encoding : null,
      headerLine: first.dialect.headerLine,
      delimiter: isText ? first.dialect.delimiter : null,
      signs: read[0].signs,
      found: isText ? found : [],
    },
    signs: (row) => of(row, (sheet) => read[sheets.indexOf(sheet)].signs),
    place: (row, column) => of(row, (sheet, i) => columnPlace(sheet, i, column)),
  };
}

interface AsTexts {
  readonly format: KeyTable["reading"]["format"];
  readonly texts: readonly Unpacked[];
  /** Of texts that were no texts, what is known of them. */
  readonly readAs: Partial<ReadOptions>;
}

/** Workbooks and Parquet files as the texts that they would be saved as. */
function asTexts(files: readonly Unpacked[], entry: Entry): AsTexts {
  const ofParquet = parquetTexts(files);
  if (ofParquet !== null) return { format: "Parquet", texts: ofParquet, readAs: readAsText };
  const ofSheets = sheetTexts(files, entry.read);
  if (ofSheets === null) return { format: "text", texts: files, readAs: {} };
  return { format: "XLSX", texts: ofSheets, readAs: { delimiter: "\t", decimal: ".", encoding: "utf-8" } };
}

function readOne(text: Text, input: string, entry: Entry, options: ReadOptions): Read {
  const probe = probeOf(text.bytes, options.header?.comment ?? null);
  const draft = theDraft(text, draftsOf(probe, options), input, entry);
  refuseLongCell(text.file.path, text.bytes, draft.delimiter);
  const plain: FoundSigns = { signs: ".", doubt: null, isSeen: true };
  const sheet = readSheet(
    text,
    dialectOf(draft, plain, options),
    (header, { headerLine: line }) => {
      refuseRepeatedNames(header, () => true, { path: text.file.path, line });
      return new Int32Array(header.length).fill(-1);
    },
    (header) => keepingOf(header, entry),
  );
  const fields = valueFields(sheet.header, entry);
  const { signs, doubt } = signsOf(cellsOf(sheet, fields), draft.delimiter, options);
  if (doubt !== null) {
    const rowOf = (j: number) => rowsIn(sheet).find((row) => sheet.columns[j]?.text(row).trim() === doubt);
    const field = fields.find((j) => rowOf(j) !== undefined) ?? 0;
    throw numberDoubt(text.file.path, doubt, sheet.lines[rowOf(field) ?? 0], field + 1);
  }
  return { sheet, signs };
}

/** Names that the entry asks of its table, by the option that asks. */
const namedIn = ({ by, columns, time, recorded }: Entry): readonly (readonly [string, string])[] => [
  ...keyPairs(by).map(({ table }) => ["by", table] as const),
  ...(columnsAsked(columns) ?? []).map(({ table }) => ["columns", table] as const),
  ...(time === undefined ? [] : [["time", time] as const]),
  ...(recorded === undefined ? [] : [["recorded", recorded] as const]),
];

/** Fields whose cells are taken: they tell the signs. */
function valueFields(header: readonly string[], { by, columns, time, recorded }: Entry): readonly number[] {
  const others = new Set([...keyPairs(by).map(({ table }) => table), time, recorded]);
  const asked = columnsAsked(columns)?.map(({ table }) => table);
  return [...header.keys()].filter((j) => !others.has(header[j]) && (asked?.includes(header[j]) ?? true));
}

function* cellsOf(sheet: Sheet, fields: readonly number[]): Iterable<string | CellsInFile> {
  const { rows } = sheet;
  for (const j of fields) {
    const column = sheet.columns[j];
    if (column instanceof LaterColumn)
      yield {
        rows,
        bytes: column.bytes,
        start: (row) => column.start(row),
        end: (row) => column.end(row),
        text: (row) => column.text(row),
      };
    else for (const row of rowsIn(sheet)) yield column?.text(row) ?? "";
  }
}

const rowsIn = ({ rows }: Sheet): readonly number[] => Array.from({ length: rows }, (_, row) => row);

/** Keys and times are looked at in every row; of the others a text is made for the rows that some spectrum takes. */
function keepingOf(header: readonly string[], { by, time, recorded }: Entry): readonly Keeping[] {
  const keys = new Set(keyPairs(by).map(({ table }) => table));
  return header.map((name) => {
    if (keys.has(name)) return "names";
    return name !== "" && (name === time || name === recorded) ? "times" : "later";
  });
}

const cellOf = (sheet: Sheet, column: string, row: number): string =>
  sheet.columns[sheet.header.indexOf(column)]?.text(row) ?? "";

/** Names of all sheets; a name that two sheets have may stand twice. */
function namesOf(sheets: readonly Sheet[], name: string): KeyNames {
  const columns = sheets.map(({ columns, header }) => columns[header.indexOf(name)] as NameColumn);
  const names: string[] = [];
  const codes = new Int32Array(sheets.reduce((sum, { rows }) => sum + rows, 0));
  let at = 0;
  columns.forEach((column, k) => {
    const before = names.length;
    for (let row = 0; row < sheets[k].rows; row++) codes[at++] = before + column.codes[row];
    for (const one of column.names) names.push(one);
  });
  return { names, codes };
}

function instantsOf(sheets: readonly Sheet[], name: string): Float64Array {
  const instants = new Float64Array(sheets.reduce((sum, { rows }) => sum + rows, 0));
  let at = 0;
  for (const { columns, header, rows } of sheets) {
    const column = columns[header.indexOf(name)];
    for (let row = 0; row < rows; row++, at++)
      instants[at] = column instanceof TimeColumn ? column.instants[row] : instantOf(bare(column?.text(row) ?? ""));
  }
  return instants;
}

/** The one way of cutting the text in which its columns have the names asked for. */
function theDraft(text: Text, drafts: readonly Draft[], input: string, entry: Entry): Draft {
  const { path } = text.file;
  const names = namedIn(entry);
  if (drafts.length === 0) throw new Refusal("FS3002", { path }, { data: { input: path } });
  const lacking = ({ header }: Draft) => names.filter(([, name]) => !header.includes(name));
  const fitting = drafts.filter((draft) => lacking(draft).length === 0);
  if (fitting.length === 1) return fitting[0];
  if (fitting.length > 1) {
    const [first, second, third = null] = fitting.map(draftWords);
    throw new Refusal("FS3101", { path, first, second, third }, { data: { input: path, line: fitting[0].line } });
  }
  const [nearest] = [...drafts].sort(
    (a, b) => lacking(a).length - lacking(b).length || b.header.length - a.header.length,
  );
  const [[option, column]] = lacking(nearest);
  const facts = missingColumn(path, `join.${input}.${option}`, column, nearest.header);
  throw new Refusal("FS3016", facts, { option: ["join", input, option] });
}

const draftWords = ({ header, delimiter, line }: Draft): string =>
  `names on line ${line}, ${header.length} columns by ${signNames[delimiter]}`;
