/** A Parquet file as the text that it would be saved as: tabs between cells, its names on line 1, row n on line n + 1. */
import { dataLimits } from "../../../../schemas/limits.ts";
import type { Unpacked } from "../../read/unpack.ts";
import { GrowingBytes } from "../xlsx/growing-bytes.ts";
import { textOf } from "./cells.ts";
import { isParquet, type ParquetFile, parquetFile } from "./columns.ts";

/** How such a text is read: its names stand on line 1, and no line of it is a comment. */
export const readAsText = {
  delimiter: "\t",
  decimal: ".",
  encoding: "utf-8",
  header: { skip: 0, comment: "\0" },
} as const;

/**
 * The files as such texts, where every one of them is a Parquet file; null where they are something else.
 * @throws Refusal FS3110 (nested columns), FS3120, FS3140
 */
export function parquetTexts(files: readonly Unpacked[]): readonly Unpacked[] | null {
  if (!files.every(({ content }) => isParquet(content.bytes))) return null;
  return files.map((of) => ({ ...of, content: { ...of.content, bytes: asText(parquetFile(of.content)) } }));
}

/** Columns of lists are left out. @throws Refusal FS3140 */
export function asText({ file, rows, columns }: ParquetFile, most = Number.POSITIVE_INFINITY): Uint8Array {
  const flat = columns.filter(({ isList }) => !isList);
  const out = new GrowingBytes(1 << 16, dataLimits.fileBytes, file.path);
  const put = (cells: readonly string[]) => out.putAll(encoder.encode(`${cells.map(quoted).join("\t")}\n`));
  put(flat.map(({ name }) => name));
  const cells = flat.map((column) => ({ column, values: column.cells() }));
  for (let row = 0; row < rows && out.length < most; row++)
    put(cells.map(({ column, values }) => textOf(values[row], column)));
  return out.bytes();
}

const quoted = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const encoder = new TextEncoder();
