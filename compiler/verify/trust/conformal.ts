/** Conformal: thresholds from their scores, coverage with interval and tail, sizes, by class and by batch. */
import type { Finding } from "../../diagnostics/finding.ts";
import { About, contradiction, differences } from "../differ.ts";
import { betaBinomialUpper, betaQuantile, binomialCdf } from "../numeric/gamma-beta.ts";
import { shareLimits } from "../numeric/limits.ts";
import { gathered, mean } from "../samples.ts";
import type { Material, Told } from "./material.ts";

/** n, k and q̂ of every threshold from its scores, the scores in order, and the range that the kept one covers. */
export function thresholdFindings(
  { folder, conformal, splits, rows, classes }: Material,
  open: Set<string>,
): readonly Finding[] {
  const alpha = Number(conformal.alpha);
  const isGrouped = conformal.unit === "batch";
  if (isGrouped && splits.length > 0) open.add("thresholds by whole batches");
  const wanted = splits.map(({ scores, n_calibration }) => {
    const n = isGrouped ? n_calibration : scores.length;
    const k = Math.ceil((n + 1) * (1 - alpha) - 1e-9);
    const sorted = Float64Array.from(scores).sort();
    const qhat = k > n ? null : sorted[k - 1];
    const range =
      k > n
        ? null
        : [betaQuantile(0.025, k, n + 1 - k), betaQuantile(0.975, k, n + 1 - k)].map((end) => new About(end, 1e-8));
    return {
      n_calibration: n,
      k,
      qhat: isGrouped ? undefined : qhat,
      range: isGrouped ? undefined : range,
      scores: [...sorted],
      fold: undefined,
      class: undefined,
      batch: undefined,
    };
  });
  const names = new Set(rows.cells("fold").filter((name) => name !== ""));
  const said = new Set(splits.map(({ fold }) => fold));
  const isWhole =
    splits.length === 0 ||
    (said.has("deployed") && [...names].every((name) => said.has(name)) && said.size === names.size + 1);
  const perFold = conformal.by === "class" ? (classes?.length ?? 1) : null;
  const isOdd =
    perFold !== null && [...said].some((fold) => splits.filter((one) => one.fold === fold).length !== perFold);
  const odd = contradiction(
    `${folder}conformal_artifact.json`,
    "has not the thresholds of each fold and of the kept predictor",
  );
  return [
    ...(isWhole && !isOdd ? [] : [odd]),
    ...differences(`${folder}conformal_artifact.json`, splits, wanted, "/splits"),
  ];
}

const least = 0.01;

/** How many of these are covered, with the interval. */
function groupOf(of: readonly Told[], isClass: boolean) {
  const n = of.length;
  const covered = of.filter((one) => one.covered).length;
  const sizes = of.map((one) =>
    one.issued !== null ? one.issued.length : one.margin === null ? null : 2 * one.margin,
  );
  return {
    n,
    accuracy: n === 0 || !isClass ? null : of.filter((one) => one.code === one.predicted).length / n,
    covered,
    coverage: n === 0 ? null : covered / n,
    coverage_ci: n === 0 ? null : shareLimits(covered, n, 0.95).map((end) => new About(end, 1e-8)),
    mean_set_size: n === 0 || sizes.includes(null) ? null : mean(sizes.map(Number)),
  };
}

/** P(so few or fewer covered, were the promise kept); null where a threshold is infinite. */
function tailOf(
  { splits, conformal }: Material,
  of: { readonly n: number; readonly covered: number },
  name: string | null,
): number | null {
  const alpha = Number(conformal.alpha);
  const folds = [...new Set(splits.map(({ fold }) => fold))].filter((fold) => fold !== "deployed");
  if (of.n === 0 || folds.length === 0) return null;
  if (conformal.separated_by !== "batch" && folds.length > 1) return binomialCdf(of.covered, of.n, 1 - alpha);
  const totals = folds.map((fold) => {
    const own = splits.filter((one) => one.fold === fold && (name === null || one.class === name));
    return { n: own.reduce((all, one) => all + one.n_calibration, 0), k: own.reduce((all, one) => all + one.k, 0) };
  });
  const smallest = totals.reduce((one, other) => (other.n < one.n ? other : one));
  if (smallest.k > smallest.n || smallest.k < 1) return null;
  return betaBinomialUpper(of.n - of.covered, of.n, smallest.n + 1 - smallest.k, smallest.k);
}

const groupsBy = (told: readonly Told[], nameOf: (one: Told) => string, isClass: boolean) =>
  Object.fromEntries(
    [...gathered([...told.keys()], (i) => nameOf(told[i]))]
      .filter(([name]) => name !== "")
      .map(([name, own]) => [
        name,
        groupOf(
          own.map((i) => told[i]),
          isClass,
        ),
      ]),
  );

function byClass(material: Material, told: readonly Told[], classes: readonly string[]) {
  const isJudged = material.conformal.by === "class";
  const groups = groupsBy(told, ({ code }) => classes[code], true);
  return Object.fromEntries(
    Object.entries(groups).map(([name, of]) => [
      name,
      {
        ...of,
        coverage_p: isJudged ? tailOf(material, of, name) : null,
        least_p: isJudged ? least / classes.length : null,
      },
    ]),
  );
}

/** The members of conformal_artifact.json that follow from the samples. */
export function conformalOf(material: Material, told: readonly Told[]) {
  const { conformal, classes, splits } = material;
  const { schema_version, short, method, score, alpha, by, unit, separated_by } = conformal;
  const given = {
    schema_version,
    short,
    method,
    score,
    alpha,
    by,
    unit,
    separated_by,
    splits: undefined,
    by_instrument: undefined,
  };
  const bound = method === "cross" ? 1 - 2 * Number(alpha) : 1 - Number(alpha);
  const none = {
    status: "na",
    reason: conformal.reason,
    bound,
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
  };
  if (splits.length === 0) return { ...given, ...none };
  const all = groupOf(told, classes !== null);
  const p = tailOf(material, all, null);
  const ofClasses = classes === null ? {} : byClass(material, told, classes);
  const isKept =
    (p ?? 1) >= least && Object.values(ofClasses).every((one) => (one.coverage_p ?? 1) >= (one.least_p ?? 0));
  const raw = told.flatMap((one) => (one.raw === null ? [] : [one.raw.length]));
  const issued = told.flatMap((one) => (one.issued === null ? [] : [one.issued.length]));
  const folds = new Set(splits.map(({ fold }) => fold)).size - 1;
  return {
    ...given,
    bound,
    status: isKept ? "success" : "fail",
    reason: isKept ? null : "coverage",
    n: all.n,
    tail: separated_by === "batch" || folds === 1 ? "beta-binomial" : "binomial",
    coverage_achieved: all.coverage,
    coverage_ci: all.coverage_ci,
    coverage_p: p,
    coverage_issued:
      told.length === 0
        ? null
        : mean(told.map((one) => ((one.issued === null ? one.covered : one.issued.includes(one.code)) ? 1 : 0))),
    mean_set_size: all.mean_set_size,
    mean_set_size_raw: classes === null ? all.mean_set_size : raw.length === 0 ? null : mean(raw),
    empty_sets: raw.filter((size) => size === 0).length,
    set_size_distribution: countsOf(issued),
    set_size_distribution_raw: countsOf(raw),
    by_class: ofClasses,
    by_batch: groupsBy(told, ({ batch }) => batch, classes !== null),
  };
}

const countsOf = (sizes: readonly number[]) =>
  Object.fromEntries([...gathered(sizes, (size) => size)].map(([size, own]) => [String(size), own.length]));
