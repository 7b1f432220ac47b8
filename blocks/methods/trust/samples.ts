/** Samples: what trust counts, and the units no two of its sets share. */

import type { DatasetParts, Outcome, Rows } from "../../contract/dataset.ts";
import { matrix } from "../../contract/matrix.ts";

import type { Split } from "../../contract/model.ts";

import { unitsOf } from "../metrics/units.ts";
import { gathered } from "./certified.ts";

export interface Samples {
  /** In code-unit order; external ones are not among them. */
  readonly names: readonly string[];
  /** Rows of the dataset of each sample, ascending. */
  readonly rows: readonly (readonly number[])[];
  /** Class of most of its spectra; null without a label. */
  readonly codes: readonly number[] | null;
  /** Mean target over its spectra; null without a target. */
  readonly target: readonly number[] | null;
  /** What the sets are separated by. */
  readonly unit: "batch" | "sample";
  /** Names of the units, in code-unit order. */
  readonly parts: readonly string[];
  /** Unit of each sample, index into `parts`. */
  readonly part: readonly number[];
  /** Batch of each sample as the data have it; null where none is known. */
  readonly batch: readonly (string | null)[];
}

/**
 * Samples with their units: batches where a batch or a group is declared, else the samples themselves. Batches that share a
 * sample or a group are one unit, under the name of the first.
 */
export function samplesOf(rows: Rows, outcome: Outcome, declared: DatasetParts["declared"]): Samples {
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const { samples, members } = gathered(own.map((i) => rows.sample[i]));
  const byRow = members.map((places) => places.map((k) => own[k]));
  const units = unitsOf(matrix(own.length, 1), own, rows, outcome);
  const unit = declared.batch || declared.group ? "batch" : "sample";
  const batch = unit === "batch" ? byRow.map(([first]) => batchOf(rows, first)) : samples.map(() => null);
  const names = unit === "batch" ? joined(rows, own, byRow) : samples;
  const parts = [...new Set(names)].sort();
  const place = new Map(parts.map((name, p) => [name, p]));
  return {
    names: samples,
    rows: byRow,
    codes: units.codes && [...units.codes],
    target: units.target && [...units.target],
    unit,
    parts,
    part: names.map((name) => place.get(name) as number),
    batch,
  };
}

/** The same samples, of which only some rows are looked at. @param rows null: all */
export function within<S extends { readonly samples: Samples }>(setup: S, rows: readonly number[] | null): S {
  if (rows === null) return setup;
  const kept = new Set(rows);
  const { samples } = setup;
  return { ...setup, samples: { ...samples, rows: samples.rows.map((own) => own.filter((i) => kept.has(i))) } };
}

/**
 * What a sample that trust left out was left out with: the unit of the intervals of its own evaluation. That of the model's scheme
 * where it leaves out whole batches, groups or segments; else what the outer folds keep whole, which are drawn by batch wherever one is known.
 */
export function unitLeftOut(
  { unit }: Pick<Samples, "unit">,
  rows: Pick<Rows, "batch" | "group" | "sample">,
  split: Pick<Split, "unit">,
): Split["unit"] {
  const isGrouped = rows.group.some((name, i) => name !== rows.sample[i]);
  if (unit === "sample" || split.unit === "batch" || split.unit === "segment" || (split.unit === "group" && isGrouped))
    return split.unit;
  return rows.batch === null ? "group" : "batch";
}

const batchOf = (rows: Rows, i: number): string => rows.batch?.[i] ?? rows.group[i];

/** For every sample the first batch, in code-unit order, of all that hang together with its own. */
function joined(rows: Rows, own: readonly number[], byRow: readonly (readonly number[])[]): string[] {
  const leader = new Map(own.map((i) => [batchOf(rows, i), batchOf(rows, i)]));
  const find = (name: string): string => {
    const up = leader.get(name) as string;
    return up === name ? name : find(up);
  };
  const firstWith = new Map<string, string>();
  for (const i of own) {
    for (const key of [JSON.stringify(["sample", rows.sample[i]]), JSON.stringify(["group", rows.group[i]])]) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, batchOf(rows, i));
      else {
        const [a, b] = [find(first), find(batchOf(rows, i))].sort();
        leader.set(b, a);
      }
    }
  }
  return byRow.map(([first]) => find(batchOf(rows, first)));
}
