/** Copies: what `duplicates` does about spectra that are equal in every bit. */

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
  /** By row kept. */
  readonly duplicateOf: readonly (number | null)[];
  readonly summary: DataSummary["duplicates"];
}

/**
 * Keeps, drops or refuses exact duplicates. Adds FS3044 for each that is refused; says FS3045 (same spectrum, another
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
  const { duplicateOf, contradicting } = findDuplicates(spectra, outcomes);
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
  if (copies.length > 0 && options.duplicates !== "refuse") {
    const [{ row, first }] = copies;
    const facts = { n_spectra: copies.length, of: rows.length, id: roles.id[row], first: roles.id[first] };
    say(isDropped ? "FS3047" : "FS3046", facts, place(row));
  }
  const across = copies.filter(({ row, first }) => external[row] !== external[first]);
  if (across.length > 0 && options.duplicates === "keep")
    say(
      "FS3048",
      { n_spectra: across.length, id: roles.id[across[0].row], first: roles.id[across[0].first] },
      place(across[0].row),
    );
  const left = rows.map((_, i) => i).filter((i) => !isDropped || duplicateOf[i] === null);
  const dropped = rows.length - left.length;
  return {
    kept: dropped === 0 ? kept : takeKept(kept, left),
    spectra: dropped === 0 ? spectra : takeRows(spectra, left),
    duplicateOf: left.map((i) => duplicateOf[i]),
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
