/** The conformal report: thresholds, and what the sets reach on samples left out. */
import { betaQuantile } from "../methods/numeric/special.ts";
import type { Built } from "../methods/trust/build.ts";
import {
  type Counted,
  groupOf,
  groupsBy,
  leastProbability,
  type Tail,
  tailOf,
} from "../methods/trust/conformal/coverage.ts";
import type { Evaluated } from "../methods/trust/evaluate.ts";
import type { ConformalWish, Design, Wishes } from "../methods/trust/options.ts";
import type { Setup } from "../methods/trust/pass.ts";
import type { Category } from "../methods/trust/rules.ts";
import type { ConformalReport, Ended } from "./results.ts";

export function noConformal(
  { conformal, design, alpha }: Pick<Wishes, "conformal" | "design" | "alpha">,
  separated_by: "batch" | "sample",
  reason: Ended["reason"],
  short: Ended["short"] = null,
): ConformalReport {
  return {
    schema_version: 1,
    status: "na",
    reason,
    short,
    method: design,
    score: conformal?.score ?? "lac",
    alpha,
    by: conformal?.by ?? "none",
    unit: conformal?.unit ?? "sample",
    separated_by,
    bound: boundOf(alpha, design),
    splits: [],
    n: 0,
    tail: "binomial",
    coverage_achieved: null,
    coverage_ci: null,
    coverage_p: null,
    coverage_issued: null,
    mean_set_size: null,
    mean_set_size_raw: null,
    empty_sets: 0,
    set_size_distribution: {},
    set_size_distribution_raw: {},
    by_class: {},
    by_batch: {},
    by_instrument: {},
  };
}

const boundOf = (alpha: number, design: Design): number => (design === "cross" ? 1 - 2 * alpha : 1 - alpha);

export function conformalReport(setup: Setup, built: Built): ConformalReport {
  const { wishes, samples, data } = setup;
  const wish = wishes.conformal;
  if (wish === null) {
    return noConformal(wishes, samples.unit, "not_requested");
  }
  const { evaluated } = built;
  const counted = evaluated.map((one) => countedOf(setup, one));
  const all = groupOf(counted);
  const tail: Tail = samples.unit === "batch" || built.folds.length === 1 ? "beta-binomial" : "binomial";
  const sets = built.folds.map(({ passed }) => passed.categories);
  const byClass = classesOf(setup, wish, counted, evaluated, tail, sets);
  const p = tailOf(all, wish.alpha, tail, sets);
  const isKept =
    (p ?? 1) >= leastProbability && Object.values(byClass).every((one) => (one.coverage_p ?? 1) >= (one.least_p ?? 0));
  const raw = evaluated.map((one) => one.raw?.length ?? null);
  const issued = evaluated.map((one) => one.issued?.length ?? null);
  return {
    ...noConformal(wishes, samples.unit, null),
    status: isKept ? "success" : "fail",
    reason: isKept ? null : "coverage",
    splits: [
      ...built.folds.flatMap(({ name, passed }) => passed.categories.map((one) => splitOf(name, wish, one))),
      ...built.deployed.categories.map((one) => splitOf("deployed", wish, one)),
    ],
    n: all.n,
    tail,
    coverage_achieved: all.coverage,
    coverage_ci: all.coverage_ci,
    coverage_p: p,
    coverage_issued: shareOf(evaluated.map((one) => isIssuedRight(setup, one))),
    mean_set_size: all.mean_set_size,
    mean_set_size_raw: setup.classes === null ? all.mean_set_size : meanOf(raw),
    empty_sets: raw.filter((size) => size === 0).length,
    set_size_distribution: distributionOf(issued),
    set_size_distribution_raw: distributionOf(raw),
    by_class: byClass,
    by_batch: groupsBy(
      counted,
      evaluated.map(({ sample }) => samples.batch[sample]),
    ),
    by_instrument: groupsBy(
      counted,
      evaluated.map(({ sample }) => data.rows.instrument?.[samples.rows[sample][0]]),
    ),
  };
}

function countedOf({ samples, classes }: Setup, one: Evaluated): Counted {
  return {
    isRight: classes === null ? null : (samples.codes as readonly number[])[one.sample] === one.predicted,
    covered: one.covered === true,
    size: one.issued !== null ? one.issued.length : one.margin === null ? null : 2 * one.margin,
  };
}

/** A class is judged only where the promise is made to classes. */
function classesOf(
  { samples, classes }: Setup,
  { alpha, by }: ConformalWish,
  counted: readonly Counted[],
  evaluated: readonly Evaluated[],
  tail: Tail,
  sets: readonly (readonly Category[])[],
): ConformalReport["by_class"] {
  if (classes === null) return {};
  const names = evaluated.map(({ sample }) => classes[(samples.codes as readonly number[])[sample]]);
  return Object.fromEntries(
    Object.entries(groupsBy(counted, names)).map(([name, of]) => {
      const own = sets.map((all) => all.filter(({ category }) => category === name));
      const isJudged = by === "class";
      return [
        name,
        {
          ...of,
          coverage_p: isJudged ? tailOf(of, alpha, tail, own) : null,
          least_p: isJudged ? leastProbability / classes.length : null,
        },
      ];
    }),
  );
}

function splitOf(fold: string, { by }: ConformalWish, { category, n, k, qhat, scores }: Category) {
  const range: [number, number] | null =
    qhat === null ? null : [betaQuantile(0.025, k, n + 1 - k), betaQuantile(0.975, k, n + 1 - k)];
  const [name, batch] = [by === "class" ? category : null, by === "batch" ? category : null];
  return { fold, class: name, batch, n_calibration: n, k, qhat, range, scores: [...scores] };
}

const isIssuedRight = ({ samples }: Setup, { issued, covered, sample }: Evaluated): boolean =>
  issued === null ? covered === true : issued.includes((samples.codes as readonly number[])[sample]);

const shareOf = (all: readonly boolean[]): number | null =>
  all.length === 0 ? null : all.filter((is) => is).length / all.length;

function meanOf(sizes: readonly (number | null)[]): number | null {
  const known = sizes.filter((size) => size !== null);
  return known.length === 0 ? null : known.reduce((sum, size) => sum + size, 0) / known.length;
}

function distributionOf(sizes: readonly (number | null)[]): { [size: string]: number } {
  const known = sizes.filter((size) => size !== null);
  const names = [...new Set(known)].sort((a, b) => a - b);
  return Object.fromEntries(names.map((size) => [String(size), known.filter((one) => one === size).length]));
}
