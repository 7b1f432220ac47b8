/** Leakage: which samples, and which copies of a spectrum, stand on both sides of a fold. */
import type { Rows } from "../../contract/dataset.ts";
import type { Split } from "../../contract/model.ts";

export interface Leak {
  readonly count: number;
  /** The first five, in code-unit order. */
  readonly names: readonly string[];
}

export interface Leaks {
  /** Samples with spectra in the training and in the test rows of one fold. */
  readonly samples: Leak;
  /** Copies of one spectrum that do so, each as "id = id of its first". */
  readonly duplicates: Leak;
}

export interface Leakage extends Leaks {
  /** The same between the external rows and all others: an external test that shares samples is none. */
  readonly external: Leaks;
}

/**
 * What the folds of a split cut through, over all folds: each sample and each copy is counted once.
 *
 * @param split folds of `rows`
 * @returns counts of 0 where the scheme separates samples and there are no copies in different folds
 */
export function leakage(split: Split, rows: Rows): Leakage {
  const samples = new Set<string>();
  const duplicates = new Set<string>();
  for (const { training, test } of split.folds) collect(training, test, rows, samples, duplicates);
  const apart = { samples: new Set<string>(), duplicates: new Set<string>() };
  const all = rows.id.map((_, i) => i);
  const own = all.filter((i) => !rows.external[i]);
  const external = all.filter((i) => rows.external[i]);
  collect(own, external, rows, apart.samples, apart.duplicates);
  return {
    samples: leak(samples),
    duplicates: leak(duplicates),
    external: { samples: leak(apart.samples), duplicates: leak(apart.duplicates) },
  };
}

/** Whether a split leaks anything at all between training and test rows of its folds. */
export function leaks({ samples, duplicates }: Leaks): boolean {
  return samples.count > 0 || duplicates.count > 0;
}

function collect(
  training: readonly number[],
  test: readonly number[],
  rows: Rows,
  samples: Set<string>,
  duplicates: Set<string>,
): void {
  const first = (i: number) => rows.duplicateOf[i] ?? i;
  const trainingSamples = new Set(training.map((i) => rows.sample[i]));
  const trainingFirsts = new Set(training.map(first));
  const leakingFirsts = new Set<number>();
  for (const i of test) {
    if (trainingSamples.has(rows.sample[i])) samples.add(rows.sample[i]);
    if (trainingFirsts.has(first(i))) leakingFirsts.add(first(i));
  }
  for (const side of [training, test]) {
    for (const i of side) {
      const of = rows.duplicateOf[i];
      if (of !== null && leakingFirsts.has(of)) duplicates.add(`${rows.id[i]} = ${rows.id[of]}`);
    }
  }
}

function leak(names: ReadonlySet<string>): Leak {
  return { count: names.size, names: [...names].sort().slice(0, 5) };
}
