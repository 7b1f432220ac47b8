/** Brief of a model: what it does on samples it has not seen, beside what one would get without it, and how sure that is. */

import { leakageWords } from "../charts/words.ts";
import { type Brief, type Headline, jsonPointer, type Quantity, type Sentence } from "../contract/brief.ts";
import { counted, interval95 } from "../contract/number-text.ts";
import type { Form } from "../contract/quantity.ts";
import { unitOfError, unitOfTarget } from "../contract/target-unit.ts";
import type { Origin } from "../contract/view.ts";
import { methods } from "../methods/methods.ts";
import { metricIn } from "../methods/metrics/beside.ts";
import { formOfMetric } from "../methods/metrics/declared.ts";
import { unitsWord } from "../methods/metrics/na-words.ts";
import { PLAIN_MERIT } from "../methods/metrics/schema.ts";
import { externalFirst, externalSentence } from "./external-words.ts";
import { besideExternal, includingSentence } from "./including-words.ts";
import { censoredWords, type ModelResults } from "./results.ts";
import { schemeWords } from "./scheme-words.ts";
import { seenWords } from "./seen-words.ts";
import { validationWarnings } from "./validation-words.ts";

export function briefOf(results: ModelResults): Brief {
  const about = `${methods.estimator(results.estimator).title}: ${whatFor(results)}`;
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
    ? `regression of ${target ?? "the target"}`
    : `classification, ${counted(classes.length, "class", "classes")}`;

interface Said {
  readonly headline: Headline | null;
  readonly sentences: readonly Sentence[];
}
const nothing: Said = { headline: null, sentences: [] };

function classifies(results: ModelResults): Said {
  const { accuracy, accuracy_ci: ends = null, confusion } = results;
  if (typeof accuracy !== "number" || confusion === null) return nothing;
  const value = pooled(accuracy, "accuracy", "share");
  const interval = intervalOf(ends, "accuracy", "share");
  const largest = Math.max(...confusion.counts.map((row) => row.reduce((sum, count) => sum + count, 0))) / confusion.n;
  const rate: Quantity = {
    value: largest,
    format: "share",
    unit: null,
    origin: { artifact: "model/confusion_matrix.json", pointer: "/counts", how: "largest class over all samples" },
  };
  return {
    headline: externalFirst(results, {
      name: "accuracy",
      value,
      interval,
      ...ofSamples(results),
      reference: { name: noInformation, value: rate },
      scale: [0, 1],
    }),
    sentences: [
      [
        "Accuracy ",
        value,
        ...inBrackets(interval, metricIn(results, "accuracy")?.why),
        " of ",
        counts(results),
        ...unitWords(results),
        `, ${seenWords(results)} (${schemeWords(results)}).`,
      ],
      [
        "No-information rate, the share of the largest class: ",
        rate,
        ends === null ? "; without an interval of the accuracy the model is not shown to be better." : ".",
      ],
      ...externalSentence(results),
    ],
  };
}

const noInformation = "no-information rate";
const spreadOfTarget = "standard deviation of the reference values";

function measures(results: ModelResults): Said {
  const { rmsecv, rmsecv_ci: ends = null, rpd, r2, target } = results;
  if (typeof rmsecv !== "number") return nothing;
  const form = formOfMetric("rmsecv", ends);
  const unit = unitOfTarget(results.target_unit, target);
  const value = pooled(rmsecv, "rmsecv", form, unitOfError(results.target_unit, target));
  const interval = intervalOf(ends, "rmsecv", form);
  // R² is 1 − (RMSECV / sd)² by its definition, so the spread of the target needs no second look at the data.
  const spread = typeof r2 === "number" && r2 < 1 ? rmsecv / Math.sqrt(1 - r2) : null;
  const sd: Quantity | null =
    spread === null || !Number.isFinite(spread)
      ? null
      : {
          value: spread,
          format: "number",
          unit,
          origin: { artifact: "model/metrics.json", pointer: "/pooled/r2", how: "RMSECV over the root of 1 − R²" },
        };
  const high = ends?.[1] ?? null;
  const isBetter = results.expectations.some(({ code, beyond }) => code === "FS5305" && !beyond);
  return {
    headline: externalFirst(results, {
      name: "RMSECV",
      value,
      interval,
      ...ofSamples(results),
      reference: sd === null ? null : { name: spreadOfTarget, value: sd },
      scale: [0, Math.max(high ?? rmsecv, spread ?? 0) * 1.05],
    }),
    sentences: [
      [
        "RMSECV ",
        value,
        ...inBrackets(interval, metricIn(results, "rmsecv")?.why),
        " over ",
        counts(results),
        ...unitWords(results),
        `, ${seenWords(results)} (${schemeWords(results)}).`,
      ],
      ...(sd === null
        ? []
        : [
            [
              "Standard deviation of the reference values: ",
              sd,
              ...(typeof rpd === "number" && isBetter
                ? ["; RPD ", pooled(rpd, "rpd", formOfMetric("rpd", results.rpd_ci))]
                : []),
              high === null
                ? `; without an interval of the RMSECV the model is not shown to say anything about ${target ?? "the target"}.`
                : ".",
            ],
          ]),
      ...externalSentence(results),
    ],
  };
}

const at = (pointer: string): Origin => ({ artifact: "model/metrics.json", pointer });

const pooled = (value: number, name: string, format: Form, unit: string | null = null): Quantity => ({
  value,
  format,
  unit,
  origin: at(`/pooled/${name}`),
});

function intervalOf(ends: readonly [number, number] | null | undefined, name: string, format: Form): Quantity | null {
  return ends === null || ends === undefined
    ? null
    : { value: ends, format, unit: null, origin: at(`/pooled/${name}_ci`) };
}

/** @param why there is no interval: then that is said */
const inBrackets = (interval: Quantity | null, why?: string | null): Sentence => {
  if (interval !== null) return [` (${interval95} `, interval, ")"];
  const none = noInterval(why);
  return none.length === 0 ? [] : [" (", ...none, ")"];
};

const noInterval = (why: string | null | undefined): Sentence =>
  why == null ? [] : [`${interval95} not available: ${why}`];

/** ` from 10 batches (intraclass correlation of the losses 0.12)`: what the interval is for. */
function unitWords({ units }: ModelResults): Sentence {
  if (units == null) return [];
  const { unit, n, icc, batches } = units;
  const where = (field: string) => at(`/pooled/units/${field}`);
  if (unit !== "sample") {
    const whole: Quantity = { value: n, format: "count", unit: n === 1 ? unit : unitsWord[unit], origin: where("n") };
    const alike: Sentence =
      icc === null
        ? []
        : [
            " (intraclass correlation of the losses ",
            { value: icc, format: "index", unit: null, origin: where("icc") },
            ")",
          ];
    return [" from ", whole, ...alike];
  }
  if (batches === null || batches < 2) return [];
  return [
    " from ",
    { value: batches, format: "count", unit: "batches", origin: where("batches") },
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
  return { value: n, format: "count", unit: over ?? "samples", origin: at(`/pooled/${name}`) };
}

/** The same beside a headline. */
function ofSamples(results: ModelResults): Pick<Headline, "n"> {
  const n = counts(results);
  return typeof n === "string" ? {} : { n };
}

/** Where a number of a model's results stands among its artifacts; null for what stands only in the report's own JSON. */
export function originOf(path: readonly string[], results: ModelResults): Origin | null {
  const [first, ...rest] = path;
  if (first === "confusion") return { artifact: "model/confusion_matrix.json", pointer: jsonPointer(rest) };
  if (first === "best_params")
    return { artifact: "model/best_params.json", pointer: jsonPointer(["final", "options", ...rest]) };
  if (first === "segments") return { artifact: "model/segments_summary.json", pointer: jsonPointer(rest) };
  if (first === "expectations") return { artifact: "model/expectations.json", pointer: jsonPointer(path) };
  if (first === "latent_variables") return { artifact: "model/latent_variables.json", pointer: jsonPointer(rest) };
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
