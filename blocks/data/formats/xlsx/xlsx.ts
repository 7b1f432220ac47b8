/** Excel workbooks: a sheet as the text that it would be saved as. */
import type { InputFile } from "../../../contract/running.ts";
import { remembered } from "../../read/remembered.ts";
import type { Unpacked } from "../../read/unpack.ts";
import { type Candidate, chosen, severalFit } from "../refusals.ts";
import type { Choice } from "../spectra-file.ts";
import { sheetText } from "./sheet-text.ts";
import { isWorkbook, workbookOf } from "./workbook.ts";
import { isZip } from "./zip.ts";

/**
 * The files as delimited text, where every one of them is a workbook: tabs between cells, points in numbers, dates as ISO
 * 8601, and line n for row n.
 *
 * @returns null where the files are something else
 * @throws Refusal FS3113 (several sheets), FS3021, FS3120, FS3140
 */
export function sheetTexts(
  files: readonly Unpacked[],
  { sheet }: { readonly sheet?: Choice },
): readonly Unpacked[] | null {
  if (!files.every(({ content }) => isZip(content.bytes) && isWorkbook(content))) return null;
  const choice = sheet ?? null;
  return files.map((one) => ({ ...one, content: { ...one.content, bytes: textOnce(one.content, choice) } }));
}

const textOnce = (file: InputFile, choice: Choice): Uint8Array =>
  remembered(
    file.bytes,
    ["sheet", choice],
    ({ length }) => length,
    () => textOf(file, choice),
  );

function textOf(file: InputFile, choice: Choice): Uint8Array {
  const book = workbookOf(file);
  const says = (text: Uint8Array | null): string => (text === null ? "empty" : `${linesOf(text)} rows`);
  if (choice !== null) {
    const named = chosen(
      book.sheets.map(({ name }): Candidate => ({ name, says: "" })),
      choice,
    );
    if (named !== -1) return sheetText(file, book.sheets[named].bytes(), book) ?? new Uint8Array();
  }
  const texts = book.sheets.map(({ bytes }) => sheetText(file, bytes(), book));
  const candidates = book.sheets.map(({ name }, i): Candidate => ({ name, says: says(texts[i]) }));
  const filled = texts.filter((text) => text !== null);
  if (choice !== null || filled.length > 1) throw severalFit(file, candidates, choice, "sheets");
  return filled[0] ?? new Uint8Array();
}

function linesOf(text: Uint8Array): number {
  let lines = 0;
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) lines++;
  return lines;
}
