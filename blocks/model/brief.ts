/** Brief of a model: what it does on samples it has not seen, beside what one would get without it, and how sure that is. */

import { leakageWords } from "../charts/words.ts";
import { type Brief, type Headline, jsonPointer, type Quantity, type Sentence } from "../contract/brief.ts";
import { counted, interval95 } from "../contract/number-text.ts";
import type { Origin } from "../contract/view.ts";
import { methods } from "../methods/methods.ts";
import { metricIn } from "../methods/metrics/beside.ts";
import { unitsWord } from "../methods/metrics/na-words.ts";
import { PLAIN_MERIT } from "../methods/metrics/schema.ts";
import { foldCount } from "./fold-count.ts";
import { besideExternal, includingSentence } from "./including-words.ts";
import { censoredWords, type ModelResults } from "./results.ts";
import { seenWords } from "./seen-words.ts";
import { validationWarnings } from "./validation-words.ts";

export function briefOf(results: ModelResults): Brief {
  const about = `${methods.estimator(results.estimator).title}, ${whatFor(results)}`;
  const warning = leakageWords(results.leakage);
  const censored = censoredWords(results.n_censored);
  const told = [warning, censored].filter((one) => one !== null);
  const warnings = [...told.map((one): Sentence => [one]), ...validationWarnings(results)];
  if (results.n_folds === 0) return { about, headline: null, sentences: [[unvalidated]], warnings };
  const said = results.task === "classification" ? classifies(results) : measures(results);
  const clean = warning === null ? [[results.samples_known ? noLeakage : unknownSamples]] : [];
  const [including, beside] = [includingSentence(results), besideExternal(results)];
  return {
    about,
    headline: said.headline,
    sentences: [...said.sentences, ...clean],
    warnings: [...(including === null ? [] : [including]), ...warnings],
    firstPage: [
      ...(including === null ? [] : [{ about: "Figure with excluded samples", sentence: including }]),
      ...(beside === null ? [] : [{ about: "External samples", sentence: beside }]),
    ],
  };
}

const unvalidated =
  "It was not validated (scheme none): nothing here says how well it does on samples it has not seen.";
const noLeakage = "No sample and no copy of a spectrum stood in training and test rows at once.";
const unknownSamples =
  "Which spectra are of one sample is not known, so nothing says whether repeats of one stood in training and test rows at once.";

const whatFor = ({ classes, target }: ModelResults): string =>
  classes === null
    ? `predicts ${target ?? "the target"}`
    : `tells ${counted(classes.length, "class", "classes")} apart`;

interface Said {
  readonly headline: Headline | null;
  readonly sentences: readonly Sentence[];
}
const nothing: Said = { headline: null, sentences: [] };

function classifies(results: ModelResults): Said {
  const { accuracy, confusion } = results;
  if (typeof accuracy !== "number" || confusion === null) return nothing;
  const value = pooled(accuracy, "accuracy", shareFormat(accuracy));
  const interval = intervalOf(results.accuracy_ci, "accuracy", shareFormat(...(results.accuracy_ci ?? [])));
  const largest = Math.max(...confusion.counts.map((row) => row.reduce((sum, count) => sum + count, 0))) / confusion.n;
  const rate: Quantity = {
    value: largest,
    format: ".1%",
    unit: null,
    origin: { artifact: "model/confusion_matrix.json", pointer: "/counts", how: "largest class over all samples" },
  };
  const low = results.accuracy_ci?.[0] ?? null;
  return {
    headline: {
      name: "accuracy",
      value,
      interval,
      reference: { name: "always the largest class", value: rate },
      scale: [0, 1],
    },
    sentences: [
      [
        "It was right for ",
        value,
        ...inBrackets(interval, metricIn(results, "accuracy")?.why),
        " of ",
        counts(results),
        ...unitWords(results),
        `, ${seenWords(results)} (${foldWords(results)}).`,
      ],
      [
        "Always naming the largest class would be right for ",
        rate,
        low === null ? ": without an interval the model is not shown to be better than a guess." : ".",
      ],
      ...external(results, "accuracy", shareFormat, null, [
        "On ",
        " set aside before anything was fitted it was right for ",
      ]),
    ],
  };
}

function measures(results: ModelResults): Said {
  const { rmsecv, rpd, r2, target, target_unit: unit } = results;
  if (typeof rmsecv !== "number") return nothing;
  const value = pooled(rmsecv, "rmsecv", ".3~g", unit);
  const interval = intervalOf(results.rmsecv_ci, "rmsecv", ".3~g", unit);
  // R² is 1 − (RMSECV / sd)² by its definition, so the spread of the target needs no second look at the data.
  const spread = typeof r2 === "number" && r2 < 1 ? rmsecv / Math.sqrt(1 - r2) : null;
  const sd: Quantity | null =
    spread === null || !Number.isFinite(spread)
      ? null
      : {
          value: spread,
          format: ".3~g",
          unit,
          origin: { artifact: "model/metrics.json", pointer: "/pooled/r2", how: "RMSECV over the root of 1 − R²" },
        };
  const high = results.rmsecv_ci?.[1] ?? null;
  const isBetter = results.expectations.some(({ code, beyond }) => code === "FS5305" && !beyond);
  return {
    headline: {
      name: "RMSECV",
      value,
      interval,
      reference: sd === null ? null : { name: "always the mean", value: sd },
      scale: [0, Math.max(high ?? rmsecv, spread ?? 0) * 1.05],
    },
    sentences: [
      [
        "It was off by ",
        value,
        " (root mean square, RMSECV",
        ...(interval === null ? noInterval("; ", metricIn(results, "rmsecv")?.why) : [`; ${interval95} `, interval]),
        ") over ",
        counts(results),
        ...unitWords(results),
        `, ${seenWords(results)} (${foldWords(results)}).`,
      ],
      ...(sd === null
        ? []
        : [
            [
              "Always naming their mean would be off by ",
              sd,
              ...(typeof rpd === "number" && isBetter
                ? [", ", pooled(rpd, "rpd", ".3~g"), " times as much (RPD)"]
                : []),
              high === null
                ? `: without an interval the model is not shown to say anything about ${target ?? "the target"}.`
                : ".",
            ],
          ]),
      ...external(results, "rmsep", () => ".3~g", unit, [
        "On ",
        " set aside before anything was fitted it was off by ",
      ]),
    ],
  };
}

/** One decimal of a percentage, or as many more as it takes that 99.98 % does not read 100 %. */
function shareFormat(...shares: readonly number[]): string {
  const isRoundedUp = (digits: number) =>
    shares.some((share) => share < 1 && Number((100 * share).toFixed(digits)) === 100);
  return `.${[1, 2, 3].find((digits) => !isRoundedUp(digits)) ?? 4}%`;
}

const at = (pointer: string): Origin => ({ artifact: "model/metrics.json", pointer });

const pooled = (value: number, name: string, format: string, unit: string | null = null): Quantity => ({
  value,
  format,
  unit,
  origin: at(`/pooled/${name}`),
});

function intervalOf(
  ends: readonly [number, number] | null | undefined,
  name: string,
  format: string,
  unit: string | null = null,
): Quantity | null {
  return ends === null || ends === undefined ? null : { value: ends, format, unit, origin: at(`/pooled/${name}_ci`) };
}

/** @param why there is no interval: then that is said */
const inBrackets = (interval: Quantity | null, why?: string | null): Sentence => {
  if (interval !== null) return [` (${interval95} `, interval, ")"];
  const none = noInterval("", why);
  return none.length === 0 ? [] : [" (", ...none, ")"];
};

const noInterval = (before: string, why: string | null | undefined): Sentence =>
  why == null ? [] : [`${before}${interval95} not available: ${why}`];

/** ` from 10 batches (intraclass correlation of the losses 0.12)`: what the interval is for. */
function unitWords({ units }: ModelResults): Sentence {
  if (units == null) return [];
  const { unit, n, icc, batches } = units;
  const where = (field: string) => at(`/pooled/units/${field}`);
  if (unit !== "sample") {
    const whole: Quantity = { value: n, format: "d", unit: unitsWord[unit], origin: where("n") };
    const alike: Sentence =
      icc === null
        ? []
        : [
            " (intraclass correlation of the losses ",
            { value: icc, format: ".2f", unit: null, origin: where("icc") },
            ")",
          ];
    return [" from ", whole, ...alike];
  }
  if (batches === null || batches < 2) return [];
  return [
    " from ",
    { value: batches, format: "d", unit: "batches", origin: where("batches") },
    ", none of them left out whole: the interval is for new samples of these",
  ];
}

/** `161 samples`, the number with its origin. */
function counts(results: ModelResults): string | Quantity {
  const [n, over] =
    results.task === "classification"
      ? [results.accuracy_n, results.accuracy_over]
      : [results.rmsecv_n, results.rmsecv_over];
  const name = results.task === "classification" ? "accuracy_n" : "rmsecv_n";
  if (n === undefined) return "the samples";
  return { value: n, format: "d", unit: over ?? "samples", origin: at(`/pooled/${name}`) };
}

function external(
  { external: rows }: ModelResults,
  name: "accuracy" | "rmsep",
  format: (...values: readonly number[]) => string,
  unit: string | null,
  [before, between]: readonly [string, string],
): readonly Sentence[] {
  // The schema of external metrics is that of both tasks at once: which names it holds is the task's.
  const measured = rows as { readonly [field: string]: Stated | undefined } | null;
  const value = measured?.[name];
  const n = measured?.[`${name}_n`];
  if (typeof value !== "number" || typeof n !== "number") return [];
  const ends = measured?.[`${name}_ci`];
  const interval: Quantity | null = !isPair(ends)
    ? null
    : { value: ends, format: format(...ends), unit, origin: at(`/external/${name}_ci`) };
  const over = String(measured?.[`${name}_over`] ?? "samples");
  return [
    [
      before,
      { value: n, format: "d", unit: over, origin: at(`/external/${name}_n`) },
      between,
      { value, format: format(value), unit, origin: at(`/external/${name}`) },
      ...inBrackets(interval),
      ".",
    ],
  ];
}

type Stated = number | string | readonly [number, number] | null;
const isPair = (value: Stated | undefined): value is readonly [number, number] => Array.isArray(value);

/** What was left out in turn, in words. */
function foldWords({ scheme, n_folds, n_repeats, unit, n_untested = 0 }: ModelResults): string {
  const folds = foldCount({ n_folds, n_repeats });
  const whole = { batch: "batches", sample: "samples", group: "groups", spectrum: "spectra" }[unit] ?? `${unit}s`;
  switch (scheme) {
    case "lobo":
      return `leave one batch out, ${folds}`;
    case "loso":
      return `leave one sample out, ${folds}`;
    case "nested":
      return `nested, one ${unit} left out at a time, ${folds}`;
    case "holdout":
      return `one holdout of whole ${whole}`;
    case "walk_forward":
      return `each ${unit === "batch" ? "batch" : "segment of time"} by what was measured before it, ${folds}${untestedWords(n_untested)}`;
    case "kfold":
      return `${folds} through single spectra`;
    default:
      return `${folds} of whole ${whole}`;
  }
}

const untestedWords = (n: number): string =>
  n === 0 ? "" : `; ${counted(n, "sample")} tested by none ${n === 1 ? "counts" : "count"} in no metric`;

/** Where a number of a model's results stands among its artifacts; null for what stands only in the report's own JSON. */
export function originOf(path: readonly string[], results: ModelResults): Origin | null {
  const [first, ...rest] = path;
  if (first === "confusion") return { artifact: "model/confusion_matrix.json", pointer: jsonPointer(rest) };
  if (first === "best_params")
    return { artifact: "model/best_params.json", pointer: jsonPointer(["final", "options", ...rest]) };
  if (first === "expectations") return { artifact: "model/expectations.json", pointer: jsonPointer(path) };
  if (first === "validation") return { artifact: "model/validation.json", pointer: jsonPointer(rest) };
  if (
    first === "external" ||
    first === "including_excluded" ||
    first === "fitted" ||
    /^(?:cv_(?:score|std|metric)|n_untested)$/.test(first)
  )
    return at(jsonPointer(path));
  const metric = first.replace(/_(?:ci|ci_sample|ci_unit|method|unit|na|n|over|repeats|sd)$/, "");
  const isMetric =
    ["by_class", "units", ...PLAIN_MERIT].includes(first) ||
    /_ci$/.test(first) ||
    Object.hasOwn(results, `${metric}_over`);
  return isMetric ? at(jsonPointer(["pooled", ...path])) : null;
}
