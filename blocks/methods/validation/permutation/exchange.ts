/** Exchange: which samples may take one another's label or target, if neither had anything to do with the spectra. */

import type { Rows } from "../../../contract/dataset.ts";
import type { Stream } from "../../../contract/stream.ts";
import { groupedInOrder } from "../../numeric/grouped.ts";
import type { SampleOutcome } from "../similarity/sample-profiles.ts";

export type Exchanged = "samples-in-batch" | "batches" | "samples";

export interface Exchange {
  readonly exchanged: Exchanged;
  /** For each sample the one whose label or target it takes. */
  draw(stream: Stream): Int32Array;
}

/**
 * Samples within a batch where a batch holds two classes or targets, whole batches where none does, all samples without batches: what
 * came with a batch stays with it.
 *
 * @param members rows of each sample, samples in code-unit order of their names
 * @see Anderson, ter Braak 2003, J. Stat. Comput. Simul. 73:85, doi 10.1080/00949650215733 (exchangeable units)
 */
export function exchangeOf(rows: Rows, members: readonly (readonly number[])[], outcome: SampleOutcome): Exchange {
  const names = batchesOf(rows);
  const every = members.map((_, s) => s);
  if (names === null) return { exchanged: "samples", draw: (stream) => Int32Array.from(stream.shuffle(every)) };
  const batches = byName(members.map(([i]) => names[i]));
  const value = outcome.codes ?? outcome.target ?? [];
  const isMixed = batches.some((own) => own.some((s) => value[s] !== value[own[0]]));
  if (isMixed) return { exchanged: "samples-in-batch", draw: (stream) => within(every.length, batches, stream) };
  return { exchanged: "batches", draw: (stream) => whole(every.length, batches, stream) };
}

/** The batch of each row: the group where no batch is declared and a group is more than a sample. */
function batchesOf({ batch, group, sample }: Rows): readonly string[] | null {
  if (batch !== null) return batch;
  return group.some((name, i) => name !== sample[i]) ? group : null;
}

/** Samples of each name, names in code-unit order. */
const byName = (names: readonly string[]): readonly (readonly number[])[] =>
  groupedInOrder(names.keys(), (s) => names[s]).map(([, own]) => own);

function within(n: number, batches: readonly (readonly number[])[], stream: Stream): Int32Array {
  const from = new Int32Array(n);
  for (const own of batches) {
    const shuffled = stream.shuffle(own);
    own.forEach((s, k) => {
      from[s] = shuffled[k];
    });
  }
  return from;
}

/** All samples of a batch are of one class: any of them says which. */
function whole(n: number, batches: readonly (readonly number[])[], stream: Stream): Int32Array {
  const from = new Int32Array(n);
  const shuffled = stream.shuffle(batches);
  batches.forEach((own, b) => {
    for (const s of own) from[s] = shuffled[b][0];
  });
  return from;
}
