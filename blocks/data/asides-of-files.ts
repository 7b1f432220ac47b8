/** Asides of files: what is worth saying of the files that were read, before rows are chosen. */
import type { Context } from "../contract/running.ts";
import { words } from "../contract/words.ts";
import { namedColumns } from "./columns.ts";
import { faultOf } from "./csv/cell.ts";
import { toldGroups } from "./join/unmatched.ts";
import type { DataOptions } from "./options.ts";
import type { Table, TableFile } from "./table.ts";

/** FS3018: a column that nobody names and that stands among the points of the axis is a point with a misspelt header. */
export function sayStrayColumns(
  { header, meta, leftOut, files }: Table,
  options: DataOptions,
  say: Context["remark"],
): void {
  if (leftOut.length > 0) return;
  const named = new Set(namedColumns(options).map(({ column }) => column));
  const metadata = new Set(meta.map(({ field }) => field));
  const points = header.flatMap((_, j) => (metadata.has(j + 1) ? [] : [j + 1]));
  const [first, last] = [points[0], points[points.length - 1]];
  for (const { name, field } of meta) {
    const isStray =
      (/\d/.test(name) && !Number.isFinite(Number(name))) || ["missing", "infinite"].includes(faultOf(name, ".") ?? "");
    if (field > first && field < last && isStray && !named.has(name)) {
      const column = name === "" ? words(`(field ${field})`) : name;
      say(
        "FS3018",
        { column, path: files[0].path },
        { data: { input: files[0].path, line: lineOfHeader(files[0]), field } },
      );
    }
  }
}

const lineOfHeader = ({ reading }: TableFile): number => ("dialect" in reading ? reading.dialect.headerLine : 1);

/** FS3104: names or cells hang on an encoding that was only found because the file is not UTF-8. */
export function sayEncoding({ files, header, meta }: Table, say: Context["remark"]): void {
  const guessed = files.find(
    ({ reading }) => "encoding" in reading && reading.encoding === "windows-1252" && reading.found.includes("encoding"),
  );
  if (guessed !== undefined) sayForeign(guessed.path, [...header, ...meta.flatMap(({ texts }) => texts)], say);
}

/** FS3104 of joined tables: only the keys and columns that are taken count. */
export function sayJoinedEncoding({ partners = [] }: Table, say: Context["remark"]): void {
  for (const one of partners) {
    const { table, columns } = one;
    const { encoding, found } = table.reading;
    if (encoding !== "windows-1252" || !found.includes("encoding")) continue;
    // Rows of a key that sealed spectra alone have are in no group: their cells are not quoted.
    const groups = toldGroups(one);
    const taken = table.columns
      .filter(({ name }) => columns.includes(name))
      .flatMap((column) => groups.flatMap(({ rows }) => rows.map((row) => column.text(row))));
    sayForeign(table.files[0].path, [...columns, ...groups.map(({ name }) => name), ...taken], say);
  }
}

function sayForeign(path: string, texts: readonly string[], say: Context["remark"]): void {
  const text = texts.find((one) => /[^\0-\x7f]/.test(one));
  if (text !== undefined) say("FS3104", { path, text }, { data: { input: path } });
}
