/** Copies: what `duplicates` does about spectra that are equal at every point kept, whatever their names and outcomes. */

import { type Matrix, takeRows } from "../contract/matrix.ts";
import type { Context } from "../contract/running.ts";
import { findDuplicates } from "../methods/numeric/duplicates.ts";
import type { Findings } from "./collected.ts";
import type { DataOptions } from "./options.ts";
import type { Kept } from "./outcome.ts";
import type { DataSummary } from "./results.ts";
import { placeWords } from "./words.ts";

export interface Deduplicated {
  readonly kept: Kept;
  readonly spectra: Matrix;
  /** By row kept: the first of those kept with the same spectrum. */
  readonly duplicateOf: readonly (number | null)[];
  readonly summary: DataSummary["duplicates"];
}

/**
 * Keeps, drops or refuses copies; dropped are those that agree in label and target with an earlier one. Adds FS3044 for each that is refused; says FS3045 (same spectrum, another
 * outcome), FS3046 (kept), FS3047 (dropped), FS3048 (a copy on the other side of the external split).
 */
export function settleCopies(
  kept: Kept,
  spectra: Matrix,
  options: DataOptions,
  wrong: Findings,
  say: Context["remark"],
): Deduplicated {
  const { table, rows, roles, external } = kept;
  const outcomes = rows.map((_, i) =>
    JSON.stringify([roles.label?.[i] ?? null, roles.target === null ? null : String(roles.target[i])]),
  );
  const { duplicateOf, agreesWith, contradicting } = findDuplicates(spectra, outcomes);
  const copies = duplicateOf.flatMap((first, row) => (first === null ? [] : [{ row, first }]));
  const place = (i: number) => ({ data: table.place(rows[i]) });
  const where = (i: number) => placeWords(table.place(rows[i]));
  if (options.duplicates === "refuse")
    for (const { row, first } of copies)
      wrong.add("FS3044", { id: roles.id[row], first: roles.id[first], where: where(first) }, place(row));
  if (contradicting.length > 0) {
    const [{ row, first }] = contradicting;
    say(
      "FS3045",
      { n_spectra: contradicting.length, id: roles.id[row], first: roles.id[first], where: where(first) },
      place(row),
    );
  }
  const isDropped = options.duplicates === "drop";
  const agreeing = agreesWith.flatMap((first, row) => (first === null ? [] : [{ row, first }]));
  const said = isDropped ? agreeing : copies;
  if (said.length > 0 && options.duplicates !== "refuse") {
    const [{ row, first }] = said;
    const facts = { n_spectra: said.length, of: rows.length, id: roles.id[row], first: roles.id[first] };
    say(isDropped ? "FS3047" : "FS3046", facts, place(row));
  }
  const left = rows.map((_, i) => i).filter((i) => !isDropped || agreesWith[i] === null);
  const isLeft = new Set(left);
  const across = copies.filter(({ row, first }) => isLeft.has(row) && external[row] !== external[first]);
  if (across.length > 0 && options.duplicates !== "refuse")
    say(
      "FS3048",
      { n_spectra: across.length, id: roles.id[across[0].row], first: roles.id[across[0].first] },
      place(across[0].row),
    );
  const dropped = rows.length - left.length;
  // The first of its kind agrees with none above it, so it stays.
  const placeOf = new Map(left.map((i, at) => [i, at]));
  return {
    kept: dropped === 0 ? kept : takeKept(kept, left),
    spectra: dropped === 0 ? spectra : takeRows(spectra, left),
    duplicateOf: left.map((i) => placeOf.get(duplicateOf[i] ?? -1) ?? null),
    summary: {
      policy: options.duplicates,
      pairs: copies.length,
      dropped,
      fraction: (copies.length - dropped) / left.length,
      contradicting: contradicting.length,
      across_samples: copies.filter(({ row, first }) => roles.sample[row] !== roles.sample[first]).length,
    },
  };
}

function takeKept({ table, rows, roles, external }: Kept, left: readonly number[]): Kept {
  const take = <T>(values: readonly T[]): T[] => left.map((i) => values[i]);
  return {
    table,
    rows: take(rows),
    external: take(external),
    roles: {
      id: take(roles.id),
      sample: take(roles.sample),
      group: take(roles.group),
      batch: roles.batch && take(roles.batch),
      instrument: roles.instrument && take(roles.instrument),
      label: roles.label && take(roles.label),
      target: roles.target && take(roles.target),
    },
  };
}
