/** Too much: more of something than is read. */
import { dataLimits } from "../../../schemas/limits.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import { words } from "../../contract/words.ts";

type Place = Pick<DataPlace, "line" | "field">;

/** FS3140 of so many things, which were counted. */
export const tooMany = (path: string, found: number | string, things: string, limit: number, place: Place = {}) =>
  new Refusal("FS3140", { path, found, things, limit }, { data: { input: path, ...place } });

/** FS3140 where reading stopped: of more than so many things no more was looked at. */
export const tooMuch = (path: string, things: string, limit: number, place: Place = {}): Refusal =>
  tooMany(path, `more than ${limit}`, things, limit, place);

/** FS3140 where a file says that it holds more: by its counts, before memory is set aside for them. */
export function refuseMore(path: string, found: number, things: string, limit: number): void {
  if (found > limit) throw tooMany(path, found, things, limit);
}

/** FS3140 where one cell has more bytes than are read. */
export function refuseLongCell(path: string, length: number, place: Place = {}): void {
  if (length > dataLimits.cell) throw tooMuch(path, words("bytes in one cell"), dataLimits.cell, place);
}
