/** Table of: titled columns and rows as a table, with the places where the numbers of its columns stand. */
import { jsonPointer } from "../contract/brief.ts";
import type { Origin, TableView } from "../contract/view.ts";

/** Columns in their order, by key: the title of a column of text, or title and format of one of numbers. */
export interface Heads {
  readonly [key: string]: string | readonly [title: string, format: string | null];
}

/** Where the number in a line of a column stands, by the column's key; null where it stands nowhere. */
export interface Places {
  readonly [key: string]: (line: number) => Origin | null;
}

/** @param places left out where no single number has a place of its own */
export function tableOf(heads: Heads, rows: TableView["rows"], places?: Places): TableView {
  const columns = Object.entries(heads).map(([key, head]) => {
    const [title, format] = typeof head === "string" ? [head, null] : head;
    return { key, title, format };
  });
  if (places === undefined) return { type: "table", columns, rows };
  const origins = rows.flatMap((_, line) =>
    Object.entries(places).flatMap(([key, placeIn]) => {
      const place = placeIn(line);
      return place === null ? [] : [[`${line}:${key}`, place] as const];
    }),
  );
  return { type: "table", columns, rows, origins: Object.fromEntries(origins) };
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
