/** Unit: what the values of an axis are measured in, as declared, as the files say, or as the technique leaves no other. */

import type { AxisUnit } from "../../contract/dataset.ts";
import { type DataPlace, Refusal } from "../../contract/refusal.ts";
import type { DataOptions } from "../options.ts";
import { spans } from "../read/plausible.ts";

export type UnitFrom = "declared" | "file" | "values" | "none";

/** What one file says of its axis. */
export interface UnitOfFile {
  readonly path: string;
  readonly unit: AxisUnit | null;
  readonly data?: DataPlace;
}

/**
 * The unit that the files say; null where none does.
 * @throws Refusal FS3122 where one says another than declared, or than the first
 */
export function unitOfFiles(files: readonly UnitOfFile[], declared: AxisUnit | undefined): AxisUnit | null {
  const saying = files.filter(({ unit }) => unit !== null);
  const [first] = saying;
  if (first === undefined) return null;
  const wanted = declared ?? first.unit;
  for (const { path, unit, data = { input: path } } of saying) {
    if (unit === wanted) continue;
    const facts = { path, unit, wanted, of: declared === undefined ? first.path : null };
    throw new Refusal("FS3122", facts, declared === undefined ? { data } : { data, option: ["axis", "unit"] });
  }
  return first.unit;
}

/** Declared; of the file; with a technique the only one that its instruments have for these values; else none. */
export function settledUnit(
  { unit, technique }: DataOptions["axis"],
  ofFiles: AxisUnit | null,
  values: readonly number[],
): { readonly unit: AxisUnit | null; readonly from: UnitFrom } {
  if (unit !== undefined) return { unit, from: "declared" };
  if (ofFiles !== null) return { unit: ofFiles, from: "file" };
  const [low, high] = [values[0], values[values.length - 1]];
  const able = spans.filter((span) => span.technique === technique && low >= span.from && high <= span.to);
  return able.length === 1 ? { unit: able[0].unit, from: "values" } : { unit: null, from: "none" };
}
