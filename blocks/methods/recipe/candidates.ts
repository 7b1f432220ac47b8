/** Candidates: what is tried of a grid and in which order, the pipelines it asks for, and the rows on which it is compared. */

import type { OptionValues } from "../../contract/estimator.ts";
import { type Matrix, takeRows } from "../../contract/matrix.ts";
import type { Recipe } from "../../contract/model.ts";
import { stream } from "../../contract/stream.ts";
import type { Pipeline } from "../../contract/variables.ts";
import { featureOptions, withFeatureValues } from "../features/grid.ts";

/** The candidates that are tried: all of the grid, or as many as are asked for, drawn once for all folds. */
export function triedCandidates(
  { grid, tune }: Pick<Recipe, "grid" | "tune">,
  seed: string | number,
): readonly OptionValues[] {
  const all = inOrder(candidatesOf(grid));
  if (tune?.random === undefined || tune.random >= all.length) return all;
  const places = stream(seed, "search").shuffle(all.map((_, k) => k));
  const drawn = new Set(places.slice(0, tune.random));
  return all.filter((_, k) => drawn.has(k));
}

/** Every combination of the grid's values. Options come in code-unit order, as a stored recipe has them; the last varies fastest. @internal */
export function candidatesOf(grid: Recipe["grid"]): readonly OptionValues[] {
  const options = Object.keys(grid).sort();
  return options.reduce<readonly OptionValues[]>(
    (sofar, option) => sofar.flatMap((values) => grid[option].map((value) => ({ ...values, [option]: value }))),
    [{}],
  );
}

/**
 * Candidates with fewer features first: where the estimator is as simple, the earlier candidate is. The order is that of the
 * values, not of the grid's options, which a stored recipe does not keep.
 */
function inOrder(candidates: readonly OptionValues[]): readonly OptionValues[] {
  const options = featureOptions(candidates[0]);
  return [...candidates].sort((a, b) => {
    const differing = options.find((option) => a[option] !== b[option]);
    return differing === undefined ? 0 : Number(a[differing]) - Number(b[differing]);
  });
}

/** The pipelines the candidates ask for, one for each choice of feature values, with the candidates that share it. */
export function variantsOf(
  pipeline: Pipeline,
  path: readonly OptionValues[],
): readonly { readonly pipeline: Pipeline; readonly members: readonly number[] }[] {
  const options = featureOptions(path[0]);
  if (options.length === 0) return [{ pipeline, members: path.map((_, k) => k) }];
  const keyOf = (values: OptionValues): string => JSON.stringify(options.map((option) => values[option]));
  return [...new Set(path.map(keyOf))].map((key) => {
    const members = path.flatMap((values, k) => (keyOf(values) === key ? [k] : []));
    const steps = withFeatureValues(pipeline.steps, path[members[0]]);
    return { pipeline: { ...pipeline, steps }, members };
  });
}

/** Candidates are fitted on some rows and compared on others. */
export interface FittedRows {
  /** Indexes into the rows, ascending. */
  readonly training: readonly number[];
  readonly test: readonly number[];
}

export interface EqualTraining {
  /** How many comparisons there are to make. */
  readonly count: number;
  /** Every set of training rows once, with the test rows of all folds that have it; made out when it is asked for, in their order. */
  comparisons(): Iterable<FittedRows>;
  /** Takes the scores of the next comparison (m × K, one matrix a candidate). What one row is given depends on no other. */
  put(scores: readonly Matrix[]): void;
  /** Scores of the fold's own test rows, null until they are there. Each fold takes them once: they are let go after the last. */
  take(fold: FittedRows): readonly Matrix[] | null;
}

interface Shared {
  /** Folds that have yet to take. */
  left: number;
  /** Rows that any of them tests on. */
  readonly test: Set<number>;
  isAsked: boolean;
  scores: readonly Matrix[] | null;
}

/**
 * Equal training: what folds fitted on the same rows share is made once, for the test rows of them all.
 *
 * @param folds all that will take, each once; they are looked through twice and not kept
 */
export function equalTraining(folds: () => Iterable<FittedRows>): EqualTraining {
  const all = new Map<string, Shared>();
  const asked: Shared[] = [];
  for (const { training, test } of folds()) {
    const key = runsOf(training);
    const shared = all.get(key) ?? { left: 0, test: new Set(), isAsked: false, scores: null };
    shared.left++;
    for (const i of test) shared.test.add(i);
    all.set(key, shared);
  }
  return {
    count: all.size,
    *comparisons() {
      for (const { training } of folds()) {
        const shared = all.get(runsOf(training));
        // What was let go has been asked for.
        if (shared === undefined || shared.isAsked) continue;
        shared.isAsked = true;
        asked.push(shared);
        yield { training, test: ascending(shared.test) };
      }
    },
    put(scores) {
      (asked.shift() as Shared).scores = scores;
    },
    take({ training, test }) {
      const key = runsOf(training);
      const shared = all.get(key) as Shared;
      const { scores } = shared;
      if (scores !== null && --shared.left === 0) all.delete(key);
      if (scores === null || shared.test.size === test.length) return scores;
      const placeOf = new Map(ascending(shared.test).map((i, place) => [i, place]));
      const own = test.map((i) => placeOf.get(i) as number);
      return scores.map((one) => takeRows(one, own));
    },
  };
}

const ascending = (of: ReadonlySet<number>): number[] => [...of].sort((a, b) => a - b);

/** Ascending indexes as their runs, 0-2,4-298: the same text for the same rows, short where few are left out. */
function runsOf(indexes: readonly number[]): string {
  let text = "";
  for (let k = 0; k < indexes.length; k++) {
    if (k > 0 && indexes[k] === indexes[k - 1] + 1) continue;
    if (k > 0) text += `-${indexes[k - 1]},`;
    text += indexes[k];
  }
  return `${text}-${indexes.at(-1)}`;
}
