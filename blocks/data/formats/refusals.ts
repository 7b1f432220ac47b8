/** Refusals that readers of several formats throw. */
import { dataLimits } from "../../../schemas/limits.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { refuseMore } from "../read/too-much.ts";
import type { Choice } from "./spectra-file.ts";

/** FS3110: the file is whole, and what it holds is no spectrum on an axis that can be read. */
export const noSpectrum = ({ path }: InputFile, what: string, line?: number): Refusal =>
  new Refusal("FS3110", { path, what }, { data: { input: path, line } });

/** FS3140 where a file says that it holds more than is read of one input: by its counts, before memory is set aside for them. */
export function refuseMany({ path }: InputFile, spectra: number, values: number): void {
  refuseMore(path, spectra, words("rows"), dataLimits.rows);
  refuseMore(path, values, words("values"), dataLimits.values);
}

/** One of several things in a file, as a refusal lists it. */
export interface Candidate {
  readonly name: string;
  /** `1976 points, 4400 to 450`. */
  readonly says: string;
}

export const pointsAndEnds = (axis: ArrayLike<number>): string =>
  `${axis.length} points, ${axis[0]} to ${axis[axis.length - 1]}`;

/**
 * FS3113: several fit, or the one that is named is not there.
 * @param things what they are, and by which option one is named
 */
export function severalFit(
  { path }: InputFile,
  candidates: readonly Candidate[],
  choice: Choice,
  things: "spectra" | "sheets" = "spectra",
): Refusal {
  const listed = candidates.slice(0, 20).map(({ name, says }, i) => `${i + 1}: ${name} (${says})`);
  const more = candidates.length - listed.length;
  const list = [...listed, ...(more > 0 ? [`and ${more} more`] : [])];
  return new Refusal(
    "FS3113",
    { path, count: candidates.length, things, option: things === "sheets" ? "sheet" : "spectrum", list, named: choice },
    { data: { input: path } },
  );
}

/** All of them, or the one that is named. @throws Refusal FS3113 where it is not there */
export function selectedOf<T>(
  file: InputFile,
  all: readonly T[],
  candidates: readonly Candidate[],
  choice: Choice,
): readonly T[] {
  if (choice === null) return all;
  const at = chosen(candidates, choice);
  if (at === -1) throw severalFit(file, candidates, choice);
  return [all[at]];
}

/** The index of the one named by number from 1 or by its name, where one only bears it; −1 where none is. */
export function chosen(candidates: readonly Candidate[], choice: string | number): number {
  if (typeof choice === "number") return choice >= 1 && choice <= candidates.length ? choice - 1 : -1;
  const bearing = candidates.flatMap(({ name }, i) => (name === choice ? [i] : []));
  return bearing.length === 1 ? bearing[0] : -1;
}
