/** Too much: more of something than is read. */
import { dataLimits } from "../../../schemas/limits.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";

/** FS3140 where reading stopped: of more than so many things no more was looked at. */
export function tooMuch(
  path: string,
  things: string,
  limit: number,
  place: Pick<DataPlace, "line" | "field"> = {},
): Refusal {
  return new Refusal(
    "FS3140",
    { path, found: `more than ${limit}`, things, limit },
    { data: { input: path, ...place } },
  );
}

/** FS3140 where one cell has more bytes than are read. */
export function refuseLongCell(path: string, length: number, place: Pick<DataPlace, "line" | "field"> = {}): void {
  if (length > dataLimits.cell) throw tooMuch(path, words("bytes in one cell"), dataLimits.cell, place);
}
