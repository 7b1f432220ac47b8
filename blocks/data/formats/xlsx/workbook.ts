/** The parts of a workbook: its sheets by name, shared texts, and which styles show a number as a date. */
import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { refuseLongCell, tooMuch } from "../../read/too-much.ts";
import { inconsistent } from "../bytes.ts";
import { attribute, nextTag, richText } from "./xml.ts";
import { type ZipEntry, zipEntries } from "./zip.ts";

export interface Workbook {
  readonly sheets: readonly { readonly name: string; bytes(): Uint8Array }[];
  readonly texts: readonly string[];
  /** By the number of a style: whether a number in it is a date or a time. */
  readonly isDate: readonly boolean[];
  /** Days are counted from 1904 on. */
  readonly from1904: boolean;
}

/** @throws Refusal FS3120 where a part is missing or broken, FS3140 (bytes of all parts, shared texts) */
export function workbookOf(file: InputFile): Workbook {
  const parts = new Map(zipEntries(file).map((entry) => [entry.name.replace(/^\//, ""), entry]));
  const book = demanded(file, parts, "xl/workbook.xml");
  const targets = relationsOf(demanded(file, parts, "xl/_rels/workbook.xml.rels"));
  const sheets: { name: string; bytes(): Uint8Array }[] = [];
  let from1904 = false;
  for (let tag = nextTag(book, 0); tag !== null; tag = nextTag(book, tag.end)) {
    if (tag.name === "workbookPr") from1904 = /^(?:1|true)$/.test(attribute(book, tag, "date1904") ?? "");
    if (tag.name !== "sheet") continue;
    const target = targets.get(attribute(book, tag, "id") ?? "") ?? "";
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    // A sheet that is a chart has another folder.
    if (!path.startsWith("xl/worksheets/")) continue;
    sheets.push({ name: attribute(book, tag, "name") ?? "", bytes: () => demanded(file, parts, path) });
  }
  if (sheets.length === 0) throw inconsistent(file, words("the workbook has no sheets"), null);
  return {
    sheets,
    from1904,
    texts: parts.has("xl/sharedStrings.xml") ? textsOf(file, demanded(file, parts, "xl/sharedStrings.xml")) : [],
    isDate: parts.has("xl/styles.xml") ? datesOf(demanded(file, parts, "xl/styles.xml")) : [],
  };
}

/** A zip archive that holds a workbook. */
export const isWorkbook = (file: InputFile): boolean =>
  zipEntries(file).some(({ name }) => /^\/?xl\/workbook\.xml$/.test(name));

function demanded(file: InputFile, parts: ReadonlyMap<string, ZipEntry>, name: string): Uint8Array {
  const part = parts.get(name);
  if (part === undefined) throw inconsistent(file, words(`the workbook has no part \`${name}\``), null);
  return part.bytes();
}

function relationsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let tag = nextTag(bytes, 0); tag !== null; tag = nextTag(bytes, tag.end))
    if (tag.name === "Relationship")
      found.set(attribute(bytes, tag, "Id") ?? "", attribute(bytes, tag, "Target") ?? "");
  return found;
}

function textsOf({ path }: InputFile, bytes: Uint8Array): string[] {
  const texts: string[] = [];
  for (let tag = nextTag(bytes, 0); tag !== null; ) {
    let { end } = tag;
    if (tag.name === "si") {
      const read = tag.isEmpty
        ? { text: "", end }
        : richText(bytes, end, "/si", (length) => refuseLongCell(path, length));
      if (read === null) break;
      if (texts.length === dataLimits.texts) throw tooMuch(path, words("shared texts"), dataLimits.texts);
      texts.push(read.text);
      end = read.end;
    }
    tag = nextTag(bytes, end);
  }
  return texts;
}

/** Formats that every workbook has (ECMA-376 part 1, 18.8.30): those of dates and times, 46 apart, which counts hours on. */
const builtIn = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);

function datesOf(bytes: Uint8Array): boolean[] {
  const own = new Map<number, boolean>();
  const isDate: boolean[] = [];
  let isInCells = false;
  for (let tag = nextTag(bytes, 0); tag !== null; tag = nextTag(bytes, tag.end)) {
    if (tag.name === "numFmt")
      own.set(Number(attribute(bytes, tag, "numFmtId")), isDateCode(attribute(bytes, tag, "formatCode") ?? ""));
    if (tag.name === "cellXfs" || tag.name === "/cellXfs") isInCells = tag.name === "cellXfs";
    if (tag.name !== "xf" || !isInCells) continue;
    const id = Number(attribute(bytes, tag, "numFmtId") ?? 0);
    isDate.push(own.get(id) ?? builtIn(id));
  }
  return isDate;
}

/** A code with a letter of dates outside quotes, escapes and brackets; hours counted beyond a day are a number. */
function isDateCode(code: string): boolean {
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return false;
  return /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "").replaceAll(/general/gi, ""));
}
