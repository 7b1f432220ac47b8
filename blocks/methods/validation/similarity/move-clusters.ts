/** Move clusters: the ordinary folds with every cluster of similar samples in one of them. */

import type { Fold } from "../../../contract/model.ts";

/** Whose rows are whose. */
export interface SampleRows {
  /** Index of the sample of every row; −1 for rows that belong to none. */
  readonly of: Int32Array;
  readonly count: number;
}

export interface MovedFolds {
  /** Those that are left, with the place each had among the ordinary folds. */
  readonly folds: readonly MovedFold[];
  /** Samples that are predicted in another fold, or that have left training. */
  readonly moved: number;
}

export interface MovedFold {
  readonly at: number;
  readonly training: readonly number[];
  readonly test: readonly number[];
  /** Whether other rows train than in the ordinary fold. */
  readonly isChanged: boolean;
}

/**
 * Where every row is tested once, clusters are dealt, the largest first: a fold is open while it holds fewer samples than
 * max(its ordinary number, ⌈n/K⌉); a cluster goes to the open fold that had most of it, of equals to the emptier, then to the first;
 * where no open one had any, to the emptiest of all. A fold left empty is dropped. Where only some rows are tested (holdout), the
 * samples like those leave training instead.
 *
 * @param folds of one repeat
 * @param clusters every sample once; by falling size, equals by their least member
 */
export function moveClusters(
  folds: readonly Fold[],
  samples: SampleRows,
  clusters: readonly (readonly number[])[],
): MovedFolds {
  const own = rowsOf(samples);
  const tested = folds.flatMap(({ test }) => [...test]);
  if (tested.length < own.length) return leaveTraining(folds, samples, clusters);
  const ordinary = ordinaryFolds(folds, samples);
  const dealt = deal(folds.length, ordinary, clusters);
  const moved = dealt.filter((fold, s) => fold !== ordinary[s]).length;
  return {
    moved,
    folds: folds.flatMap((fold, at) => {
      const test = own.filter((i) => dealt[samples.of[i]] === at);
      if (test.length === 0) return [];
      const isChanged = test.length !== fold.test.length || test.some((i, k) => i !== fold.test[k]);
      const training = isChanged ? own.filter((i) => dealt[samples.of[i]] !== at) : fold.training;
      return [{ at, training, test, isChanged }];
    }),
  };
}

/** The fold that tests each sample: most of its spectra where the folds cut through it, of equals the first. */
function ordinaryFolds(folds: readonly Fold[], { of, count }: SampleRows): Int32Array {
  const spectra = folds.map(() => new Int32Array(count));
  folds.forEach(({ test }, at) => {
    for (const i of test) spectra[at][of[i]]++;
  });
  return Int32Array.from({ length: count }, (_, s) =>
    folds.reduce((best, _fold, at) => (spectra[at][s] > spectra[best][s] ? at : best), 0),
  );
}

function deal(k: number, ordinary: Int32Array, clusters: readonly (readonly number[])[]): Int32Array {
  const room = new Array<number>(k).fill(Math.ceil(ordinary.length / k));
  const numbers = new Array<number>(k).fill(0);
  for (const fold of ordinary) numbers[fold]++;
  numbers.forEach((number, at) => {
    room[at] = Math.max(room[at], number);
  });
  const held = new Array<number>(k).fill(0);
  const dealt = new Int32Array(ordinary.length);
  for (const cluster of clusters) {
    const had = new Array<number>(k).fill(0);
    for (const s of cluster) had[ordinary[s]]++;
    let best = -1;
    for (let at = 0; at < k; at++) {
      if (had[at] === 0 || held[at] >= room[at]) continue;
      if (best === -1 || had[at] > had[best] || (had[at] === had[best] && held[at] < held[best])) best = at;
    }
    const to = best === -1 ? held.indexOf(Math.min(...held)) : best;
    for (const s of cluster) dealt[s] = to;
    held[to] += cluster.length;
  }
  return dealt;
}

/** Samples of a cluster that has rows in the test set train no longer. */
function leaveTraining(
  folds: readonly Fold[],
  samples: SampleRows,
  clusters: readonly (readonly number[])[],
): MovedFolds {
  const clusterOf = new Int32Array(samples.count);
  clusters.forEach((cluster, c) => {
    for (const s of cluster) clusterOf[s] = c;
  });
  const left = new Set<number>();
  const moved = folds.map(({ training, test }, at): MovedFold => {
    const tested = new Set(test.map((i) => clusterOf[samples.of[i]]));
    const kept = training.filter((i) => !tested.has(clusterOf[samples.of[i]]));
    if (kept.length < training.length) {
      for (const i of training) if (tested.has(clusterOf[samples.of[i]])) left.add(samples.of[i]);
    }
    return { at, training: kept, test, isChanged: kept.length < training.length };
  });
  return { folds: moved, moved: left.size };
}

const rowsOf = ({ of }: SampleRows): number[] => Array.from(of, (_, i) => i).filter((i) => of[i] >= 0);
