/** Candidates: the choices of a grid, the order they are tried in, and the pipelines they ask for. */

import { stream } from "../../contract/stream.ts";
import type { Pipeline, Recipe } from "../../contract/values.ts";
import type { OptionValues } from "../estimators/estimator.ts";
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
