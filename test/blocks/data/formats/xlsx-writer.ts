/** Writes workbooks as Excel does: a zip archive with the parts of ECMA-376, cells given as XML or as numbers and texts. */
import { crc32, deflateRawSync } from "node:zlib";
import { Writer } from "./binary-writer.ts";

/** A zip archive with these files, deflated or as they are. */
export function writeZip(files: { readonly [name: string]: string | Uint8Array }, deflate = true): Uint8Array {
  const parts = Object.entries(files).map(([name, content]) => {
    const raw = typeof content === "string" ? new TextEncoder().encode(content) : content;
    return { name: new TextEncoder().encode(name), raw, packed: deflate ? new Uint8Array(deflateRawSync(raw)) : raw };
  });
  const size = parts.reduce((sum, { name, packed }) => sum + 76 + 2 * name.length + packed.length, 22);
  const out = new Writer(size);
  const head = ({ raw, packed, name }: (typeof parts)[number]) =>
    out
      .i16(20, 0, deflate ? 8 : 0, 0, 33)
      .i32(crc32(raw) | 0, packed.length, raw.length)
      .i16(name.length, 0);
  const starts = parts.map((part) => {
    const { at } = out;
    out.i32(0x04034b50);
    head(part);
    out.put(part.name).put(part.packed);
    return at;
  });
  const directory = out.at;
  parts.forEach((part, i) => {
    out.i32(0x02014b50).i16(20);
    head(part);
    out.i16(0, 0, 0).i32(0, starts[i]).put(part.name);
  });
  const end = out.at;
  out
    .i32(0x06054b50)
    .i16(0, 0, parts.length, parts.length)
    .i32(end - directory, directory)
    .i16(0);
  return out.bytes;
}

export interface SheetContent {
  readonly name: string;
  /** XML between `<sheetData>` and `</sheetData>`, or rows of numbers, texts and nothing. */
  readonly rows: string | readonly (readonly (number | string | null)[])[];
}

const column = (index: number): string =>
  (index >= 26 ? column(Math.floor(index / 26) - 1) : "") + String.fromCharCode(65 + (index % 26));
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Numbers as they are, texts in the cells themselves. */
const rowsXml = (rows: readonly (readonly (number | string | null)[])[]): string =>
  rows
    .map((cells, i) => {
      const written = cells.map((value, j) => {
        const r = `${column(j)}${i + 1}`;
        if (value === null) return "";
        return typeof value === "number"
          ? `<c r="${r}"><v>${value}</v></c>`
          : `<c r="${r}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
      });
      return `<row r="${i + 1}">${written.join("")}</row>`;
    })
    .join("");

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** @param more further parts by name, or other content of those that are always there */
export function writeXlsx(
  sheets: readonly SheetContent[],
  more: { readonly [name: string]: string } = {},
  properties = "",
  deflate = true,
): Uint8Array {
  const part = (index: number) => `worksheets/sheet${index + 1}.xml`;
  const parts = {
    "[Content_Types].xml": `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${sheets.map((_, i) => `<Override PartName="/xl/${part(i)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join("")}</Types>`,
    "_rels/.rels": `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}">${properties}<sheets>${sheets.map(({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="${part(i)}"/>`).join("")}</Relationships>`,
    ...Object.fromEntries(
      sheets.map(({ rows }, i) => [
        `xl/${part(i)}`,
        `${declaration}<worksheet xmlns="${main}"><sheetData>${typeof rows === "string" ? rows : rowsXml(rows)}</sheetData></worksheet>`,
      ]),
    ),
    ...more,
  };
  return writeZip(parts, deflate);
}
