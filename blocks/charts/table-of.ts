/** Table of: titled columns and rows as a table, with the places where the numbers of its columns stand. */
import { jsonPointer } from "../contract/brief.ts";
import type { Form } from "../contract/quantity.ts";
import type { Format, Origin, TableView } from "../contract/view.ts";

/** Columns in their order, by key: the title of a column of text, or title and format of one of numbers. */
export interface Heads {
  readonly [key: string]: string | readonly [title: string, format: Format];
}

/** Where the number in a line of a column stands, by the column's key; null where it stands nowhere. */
export interface Places {
  readonly [key: string]: (line: number) => Origin | null;
}

/** What the number in a cell is a number of, where the rows of its column are numbers of several things; null where the column says. */
export type FormOfCell = (line: number, key: string) => Form | null;

/** @param places left out where no single number has a place of its own */
export function tableOf(heads: Heads, rows: TableView["rows"], places?: Places, formOfCell?: FormOfCell): TableView {
  const columns = Object.entries(heads).map(([key, head]) => {
    const [title, format]: readonly [string, Format] = typeof head === "string" ? [head, null] : head;
    return { key, title, format };
  });
  const forms =
    formOfCell === undefined ? {} : { forms: byCell(rows, Object.keys(heads), (line, key) => formOfCell(line, key)) };
  if (places === undefined) return { type: "table", columns, rows, ...forms };
  const origins = rows.flatMap((_, line) =>
    Object.entries(places).flatMap(([key, placeIn]) => {
      const place = placeIn(line);
      return place === null ? [] : [[`${line}:${key}`, place] as const];
    }),
  );
  return { type: "table", columns, rows, ...forms, origins: Object.fromEntries(origins) };
}

function byCell(rows: TableView["rows"], keys: readonly string[], formOfCell: FormOfCell) {
  const entries = rows.flatMap((_, line) =>
    keys.flatMap((key) => {
      const form = formOfCell(line, key);
      return form === null ? [] : [[`${line}:${key}`, form] as const];
    }),
  );
  return Object.fromEntries(entries);
}

/**
 * Places of fields that stand under their own names in a list of an artifact, an entry a line.
 *
 * @param isThere whether a line has a number there; all have where it is left out
 */
export const inList = <F extends string>(
  artifact: string,
  list: string,
  fields: readonly F[],
  isThere: (line: number, field: F) => boolean = () => true,
): Places =>
  Object.fromEntries(
    fields.map((field) => [
      field,
      (line: number) => (isThere(line, field) ? { artifact, pointer: jsonPointer([list, line, field]) } : null),
    ]),
  );
