/** Applicability: where rows stand to the models that predict them, against limits that hold for rows like them. */

import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { ModelParts, Predictor } from "../../contract/model.ts";
import { unlessRefused } from "../../contract/refusal.ts";
import { leftOutLimit, leverageLimit, qLimit, t2FittedLimit, t2NewLimit } from "../numeric/multivariate-limits.ts";
import type { FitData } from "../recipe/fit-data.ts";
import { fitCandidate, readyVariables } from "../recipe/fit-recipe.ts";
import { nearest } from "./nearest.ts";
import { type Space, type Standings, spaceOf } from "./space.ts";

/** Share of good rows within each limit. */
export const level = 0.95;
/** Share of whole studies without a spectrum that differs in which one is named all the same. */
const chance = 0.01;
/** So many are judged again by axes that were fitted without them. */
const mostMasked = 3;

/** What a row may lie beyond. */
export type Beyond = "t2" | "q" | "leverage" | "nearest";

/** Where one row stands to the model that predicts it. */
export interface Standing {
  readonly t2: number;
  readonly q: number;
  readonly leverage: number;
  /** Null for a row the model was fitted on. */
  readonly nearest: number | null;
  readonly outside: readonly Beyond[];
}

export interface Limits {
  readonly t2_fitted: number;
  readonly t2_new: number;
  readonly q_fitted: number;
  readonly q_new: number;
  readonly leverage: number;
  /** Null where all training rows are of one sample. */
  readonly nearest: number | null;
}

/** A spectrum that was fitted, and where it stands without its help. */
export interface Farthest {
  /** Row of the dataset. */
  readonly row: number;
  readonly t2: number;
  readonly q: number;
  /** As a new row, by a model fitted without the three farthest; null where that cannot be fitted. */
  readonly t2_without: number | null;
  readonly q_without: number | null;
  /** Whether one of the four lies beyond its limit at 1 − 0.01/n. */
  readonly beyond: boolean;
}

export interface Applicability {
  readonly na: null;
  readonly n: number;
  readonly components: number;
  readonly space: Space["of"];
  readonly limits: Limits;
  /** T² and Q limits of fitted rows at 1 − 0.01/n. */
  readonly far: { readonly level: number; readonly t2: number; readonly q: number };
  /** Rows whose T² and Q new ones are held against; below 20 the limits are those of theory. */
  readonly leftOut: number;
  readonly farthest: readonly Farthest[];
  /** By row of the dataset: the rows the final model was fitted on. */
  readonly fitted: ReadonlyMap<number, Standing>;
  /** A map a fold: the rows it left out, by its own model. */
  readonly folds: readonly ReadonlyMap<number, Standing>[];
  /** External rows, by the final model. */
  readonly external: ReadonlyMap<number, Standing>;
  /** Excluded rows by their place among them, by the final model. */
  readonly excluded: ReadonlyMap<number, Standing>;
  /** Spectra that are only predicted, by their place among them, by the final model. */
  readonly unknown: ReadonlyMap<number, Standing>;
}

/** Spectra that are no rows of the data, m × p′ as these are; null where there are none. */
export interface Apart {
  readonly excluded?: Matrix | null;
  readonly unknown?: Matrix | null;
}

/** Why nothing is known: fewer than two components, or no more rows than components and one. */
export interface NotApplicable {
  readonly na: "one_component" | "too_few_rows";
}

/**
 * Where every row stands to the model that predicts it. T² and Q of new rows are held against the values of rows that were left out,
 * each by the fold that left it out, where there are 20; a limit that was derived for new rows is never used on fitted ones.
 *
 * @param parts a validated model
 * @param apart spectra that were taken out, and those that are only predicted
 * @see Tracy, Young, Mason 1992, J. Qual. Technol. 24:88 (T²); ASTM E1655 on outliers (leverage, nearest neighbour)
 */
export function applicability(
  methods: Methods,
  parts: ModelParts,
  data: FitData,
  apart: Apart = {},
): Applicability | NotApplicable {
  const own = data.rows.external.flatMap((is, i) => (is ? [] : [i]));
  const external = data.rows.external.flatMap((is, i) => (is ? [i] : []));
  const final = placing(methods, parts.final.predictor, data, own);
  if (final === null) return { na: "one_component" };
  const { space } = final;
  const { rows: n, components: a } = space;
  const [fittedLimit, newLimit] = [t2FittedLimit(n, a, level), t2NewLimit(n, a, level)];
  if (fittedLimit === null || newLimit === null) return { na: "too_few_rows" };
  const folds = parts.split.folds.map(({ training, test }, k) => {
    const fold = placing(methods, parts.predictors[k], data, training);
    return { test, placed: fold === null || fold.space.rows <= fold.space.components + 1 ? null : fold.of(test) };
  });
  // With repeats a row is left out several times: the first counts.
  const first = new Map<number, readonly [number, number]>();
  for (const { test, placed } of folds)
    test.forEach((i, k) => {
      if (placed !== null && !first.has(i)) first.set(i, [placed.t2[k], placed.q[k]]);
    });
  const [t2s, qs] = [0, 1].map((at) => Array.from(first.values(), (pair) => pair[at]));
  const fitted = space.fitted();
  const fittedQ = qLimit(fitted.q, level);
  const limits: Limits = {
    t2_fitted: fittedLimit,
    t2_new: leftOutLimit(t2s, level) ?? newLimit,
    q_fitted: fittedQ,
    q_new: leftOutLimit(qs, level) ?? fittedQ,
    leverage: leverageLimit(n, a),
    nearest: final.nearest,
  };
  const judge = (rows: readonly number[], placed: Placed | null): ReadonlyMap<number, Standing> =>
    new Map(placed === null ? [] : rows.map((i, k) => [i, standing(placed, k, limits)]));
  const judgeApart = (ready: Matrix | null | undefined): ReadonlyMap<number, Standing> =>
    ready == null || ready.rows === 0 ? new Map() : judge(places(ready), final.of(places(ready), ready));
  const farLevel = 1 - chance / n;
  const far = { level: farLevel, t2: t2FittedLimit(n, a, farLevel) ?? 0, q: qLimit(fitted.q, farLevel) };
  return {
    na: null,
    n,
    components: a,
    space: space.of,
    limits,
    far,
    leftOut: first.size,
    farthest: farthestOf(methods, parts, data, own, fitted, far, first),
    fitted: new Map(own.map((i, k) => [i, fittedStanding(fitted, k, limits)])),
    folds: folds.map(({ test, placed }) => judge(test, placed)),
    external: judge(external, external.length === 0 ? null : final.of(external)),
    excluded: judgeApart(apart.excluded),
    unknown: judgeApart(apart.unknown),
  };
}

interface Placed extends Standings {
  readonly nearest: Float64Array;
  /** Of the model itself: what its own training rows keep. */
  readonly leverageLimit: number;
  readonly nearestLimit: number | null;
}

interface Placing {
  readonly space: Space;
  /** Largest distance of a training row to the nearest one of another sample; null where there is none. */
  readonly nearest: number | null;
  /** @param ready what the rows are of; the data's own where not given */
  readonly of: (rows: readonly number[], ready?: Matrix) => Placed;
}

const places = ({ rows }: Matrix): readonly number[] => Array.from({ length: rows }, (_, i) => i);

/** How a predictor places rows; null where it has fewer than two components to place them by. */
function placing(methods: Methods, predictor: Predictor, data: FitData, training: readonly number[]): Placing | null {
  const variables = (rows: readonly number[], ready = data.ready): Matrix =>
    readyVariables(methods, predictor, ready, rows);
  const space = spaceOf(methods, predictor, variables(training));
  if (space === null) return null;
  const { sample } = data.rows;
  const { training: scores } = space;
  const among = nearest(scores, scores, (i, j) => sample[training[i]] !== sample[training[j]]);
  const most = among.reduce((a, b) => Math.max(a, b), 0);
  const nearestLimit = Number.isFinite(most) ? most : null;
  return {
    space,
    nearest: nearestLimit,
    of(rows, ready) {
      const placed = space.place(variables(rows, ready));
      return {
        ...placed,
        nearest: nearest(placed.scores, scores, () => true),
        leverageLimit: leverageLimit(space.rows, space.components),
        nearestLimit,
      };
    },
  };
}

/** A row the model has not seen. */
function standing(placed: Placed, k: number, limits: Limits): Standing {
  const [t2, q, leverage, near] = [placed.t2[k], placed.q[k], placed.leverage[k], placed.nearest[k]];
  const outside = named({
    t2: t2 > limits.t2_new,
    q: q > limits.q_new,
    leverage: leverage > placed.leverageLimit,
    nearest: placed.nearestLimit !== null && near > placed.nearestLimit,
  });
  return { t2, q, leverage, nearest: near, outside };
}

/** A row the model was fitted on: leverage and the nearest row say nothing new of it. */
function fittedStanding({ t2, q, leverage }: Standings, k: number, limits: Limits): Standing {
  const outside = named({ t2: t2[k] > limits.t2_fitted, q: q[k] > limits.q_fitted, leverage: false, nearest: false });
  return { t2: t2[k], q: q[k], leverage: leverage[k], nearest: null, outside };
}

const order: readonly Beyond[] = ["t2", "q", "leverage", "nearest"];
const named = (is: { readonly [B in Beyond]: boolean }): Beyond[] => order.filter((one) => is[one]);

/** The three fitted rows that lie farthest for their limits, judged again by a model that was fitted without them. */
function farthestOf(
  methods: Methods,
  { recipe, final }: ModelParts,
  data: FitData,
  own: readonly number[],
  fitted: Standings,
  far: Applicability["far"],
  leftOut: ReadonlyMap<number, readonly [t2: number, q: number]>,
): readonly Farthest[] {
  const excess = Array.from(fitted.t2, (t2, k) => Math.max(t2 / far.t2, far.q > 0 ? fitted.q[k] / far.q : 0));
  const places = [...excess.keys()].sort((a, b) => excess[b] - excess[a] || a - b).slice(0, mostMasked);
  const left = places.map((k) => own[k]);
  const others = own.filter((i) => !left.includes(i));
  // The rest may be too few to carry the model.
  const space = unlessRefused(() => {
    const predictor = fitCandidate(methods, recipe, data, others, final.predictor.options);
    return placing(methods, predictor, data, others);
  });
  const a = space?.space.components ?? 0;
  const t2Limit = space === null ? null : t2NewLimit(others.length, a, far.level);
  const placed = space === null || t2Limit === null ? null : space.of(left);
  // What a model leaves of rows it has not seen is more than of those it was fitted on, so those alone are no measure of it.
  const qs = Array.from(leftOut.values(), ([, q]) => q);
  const qMost = leftOutLimit(qs, level) === null ? null : Math.max(far.q, qLimit(Float64Array.from(qs), far.level));
  return places.map((k, at) => {
    const [t2, q] = [fitted.t2[k], fitted.q[k]];
    const [t2Without, qWithout] = [placed?.t2[at] ?? null, placed?.q[at] ?? null];
    const masked =
      (t2Without !== null && t2Limit !== null && t2Without > t2Limit) ||
      (qWithout !== null && qMost !== null && qWithout > qMost);
    return { row: own[k], t2, q, t2_without: t2Without, q_without: qWithout, beyond: excess[k] > 1 || masked };
  });
}
