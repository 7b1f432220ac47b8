/** A pass: model, calibrator and thresholds, each from samples of its own; once a fold, and once on everything. */

import type { Calibrator, DensityRule } from "../../contract/certified.ts";
import type { LogitKind } from "../../contract/estimator.ts";
import { type Matrix, stacked } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor, Recipe } from "../../contract/model.ts";
import { stream } from "../../contract/stream.ts";
import type { FitData } from "../recipe/fit-data.ts";
import { fitRecipe, readyVariables } from "../recipe/fit-recipe.ts";
import type { Rules } from "./apply.ts";
import { calibrated, fitCalibrator } from "./calibration/calibrate.ts";
import type { Carve } from "./carve-rules.ts";
import { densitySpace } from "./density.ts";
import { type Held, held, heldDistances } from "./held.ts";
import { logitsOf } from "./logits.ts";
import type { Wishes } from "./options.ts";
import { unitFolds } from "./outer.ts";
import { type Category, confidenceRule, conformalRule, densityRuleOf, type Judged } from "./rules.ts";
import type { Samples } from "./samples.ts";

/** What every pass of a block starts from. */
export interface Setup {
  readonly recipe: Recipe;
  readonly data: FitData;
  readonly samples: Samples;
  readonly wishes: Wishes;
  /** Class names in code order; null for regression. */
  readonly classes: readonly string[] | null;
  /** Seed and id of the block: the beginning of every stream's name. */
  readonly name: readonly (string | number)[];
}

export interface Passed {
  readonly predictor: Predictor;
  readonly rules: Rules;
  /** Spectra of a conformal sample: the fewest of any. */
  readonly replicates: number;
  readonly sets: Carve;
  /** Thresholds with the scores behind them. */
  readonly categories: readonly Category[];
  /** True where the temperature stands at the end of its range. */
  readonly isBounded: boolean;
}

/** Inner folds of the cross design. */
export const crossFolds = 5;

/** Training, calibration and conformal samples are three sets. `at` is the fold counted from 1, or "deployed". */
export function splitPass(methods: Methods, setup: Setup, sets: Carve, at: string | number): Passed {
  const { data, samples } = setup;
  const predictor = fitOn(methods, setup, sets.training, [at]);
  const space = spaceOf(methods, setup, predictor, sets.training);
  const kind = kindOf(methods, setup);
  const calibration = sets.calibration.length === 0 ? null : held(methods, predictor, data, samples, sets.calibration);
  const { calibrator, isBounded } = fitted(setup, calibration === null ? [] : [calibration], kind);
  const conformal = held(methods, predictor, data, samples, sets.conformal);
  return finished(methods, setup, predictor, space, sets, calibrator, isBounded, {
    ...judgedAs(conformal, kind, calibrator),
    distances: heldDistances(methods, space, predictor, conformal),
  });
}

/**
 * The cross design: every sample that is not left out is scored by a model of four fifths of the others, and calibrated by the other
 * folds' samples; model and calibrator are then fitted again on all of them. Such sets promise 1 − 2α at least, not 1 − α.
 *
 * @param inside indexes of samples
 * @see Vovk 2015, "Cross-conformal predictors", Ann. Math. Artif. Intell. 74:9, doi 10.1007/s10472-013-9368-4; Barber, Candès,
 *      Ramdas, Tibshirani 2021, Ann. Stat. 49:486, doi 10.1214/20-AOS1965
 */
export function crossPass(methods: Methods, setup: Setup, inside: readonly number[], at: string | number): Passed {
  const { data, samples } = setup;
  const kind = kindOf(methods, setup);
  const inner = crossCarve(setup, inside, at).map((left, k) => {
    const predictor = fitOn(
      methods,
      setup,
      inside.filter((s) => !left.includes(s)),
      [at, k + 1],
    );
    const of = held(methods, predictor, data, samples, left);
    return { of, predictor };
  });
  const predictor = fitOn(methods, setup, inside, [at]);
  const space = spaceOf(methods, setup, predictor, inside);
  const judged = inner.map(({ of, predictor: own }, k) => {
    const others = inner.filter((_, other) => other !== k).map((one) => one.of);
    const { calibrator } = fitted(setup, others, kind);
    // Of a model without a latent space, distances of the final components: the inner ones are not kept.
    return {
      ...judgedAs(of, kind, calibrator),
      distances: heldDistances(methods, space, space === null ? own : predictor, of),
    };
  });
  const { calibrator, isBounded } = fitted(
    setup,
    inner.map(({ of }) => of),
    kind,
  );
  const sets = { training: inside, calibration: inside, conformal: inside };
  return finished(methods, setup, predictor, space, sets, calibrator, isBounded, together(judged));
}

/** Samples left out together in the cross design: 5 folds of whole units, from the stream (seed, id, "cross", j). */
export function crossCarve(
  { data, samples, wishes, name }: Setup,
  inside: readonly number[],
  at: string | number,
): readonly (readonly number[])[] {
  const rows = inside.flatMap((s) => samples.rows[s]).sort((a, b) => a - b);
  const sampleOf = new Map(inside.flatMap((s) => samples.rows[s].map((i) => [i, s] as const)));
  const draw = stream(...name, "cross", at);
  return unitFolds(rows, crossFolds, samples, data.rows, data.outcome, wishes.task, draw).folds.map(({ test }) =>
    [...new Set(test.map((i) => sampleOf.get(i) as number))].sort((a, b) => a - b),
  );
}

const rowsOf = ({ samples }: Setup, of: readonly number[]): number[] =>
  of.flatMap((s) => samples.rows[s]).sort((a, b) => a - b);

function fitOn(
  methods: Methods,
  setup: Setup,
  training: readonly number[],
  at: readonly (string | number)[],
): Predictor {
  return fitRecipe(methods, setup.recipe, setup.data, rowsOf(setup, training), [...setup.name, "tune", ...at])
    .predictor;
}

const kindOf = (methods: Methods, { recipe }: Pick<Setup, "recipe">): LogitKind | null =>
  methods.estimator(recipe.estimator).logits ?? null;

function spaceOf(
  methods: Methods,
  setup: Setup,
  predictor: Predictor,
  training: readonly number[],
): DensityRule["components"] | undefined {
  if (setup.wishes.abstention?.density !== true) return undefined;
  return densitySpace(methods, predictor, () =>
    readyVariables(methods, predictor, setup.data.ready, rowsOf(setup, training)),
  );
}

function fitted({ wishes, samples }: Setup, of: readonly Held[], kind: LogitKind | null) {
  if (kind === null || of.length === 0) return { calibrator: { method: "none" } as Calibrator, isBounded: false };
  const codes = of.flatMap((one) => one.samples.map((s) => (samples.codes as readonly number[])[s]));
  return fitCalibrator(logitsOf(stacked(of.map(({ scores }) => scores)), kind), codes, wishes.calibration);
}

function judgedAs(of: Held, kind: LogitKind | null, calibrator: Calibrator): Omit<Judged, "distances"> {
  const change = (scores: Matrix) => (kind === null ? scores : calibrated(logitsOf(scores, kind), calibrator));
  const { samples, sampleOfRow } = of;
  return { samples, predicted: change(of.scores), rowPredicted: change(of.rowScores), sampleOfRow };
}

function together(all: readonly Judged[]): Judged {
  let before = 0;
  const sampleOfRow = all.flatMap(({ samples, sampleOfRow: own }) => {
    const moved = own.map((place) => place + before);
    before += samples.length;
    return moved;
  });
  const joined = (of: "t2" | "q") => Float64Array.from(all.flatMap(({ distances }) => [...(distances?.[of] ?? [])]));
  return {
    samples: all.flatMap(({ samples }) => samples),
    predicted: stacked(all.map(({ predicted }) => predicted)),
    rowPredicted: stacked(all.map(({ rowPredicted }) => rowPredicted)),
    sampleOfRow,
    distances: all.some(({ distances }) => distances === null) ? null : { t2: joined("t2"), q: joined("q") },
  };
}

function finished(
  methods: Methods,
  { wishes, samples, classes, recipe }: Setup,
  predictor: Predictor,
  space: DensityRule["components"] | undefined,
  sets: Carve,
  calibrator: Calibrator,
  isBounded: boolean,
  judged: Judged,
): Passed {
  const conformal = wishes.conformal && conformalRule(wishes.conformal, judged, samples, classes);
  return {
    predictor,
    rules: {
      logits: kindOf(methods, { recipe }),
      calibrator,
      conformal: conformal?.rule ?? null,
      confidence: confidenceRule(wishes.abstention, judged, samples),
      density: densityRuleOf(wishes.abstention, space, judged),
    },
    replicates: Math.min(
      ...sets.conformal.map((s) => samples.rows[s].length),
      ...(sets.conformal.length === 0 ? [1] : []),
    ),
    sets,
    categories: conformal?.categories ?? [],
    isBounded,
  };
}
