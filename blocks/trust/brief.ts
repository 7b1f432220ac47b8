/** Brief of trust: how often the sets hold the truth beside what was promised, and what the probabilities and answers are worth. */

import type { Brief, Headline, Quantity, Sentence } from "../contract/brief.ts";
import { interval95, percent } from "../contract/number-text.ts";
import type { Form } from "../contract/quantity.ts";
import type { TrustResults } from "./results.ts";
import { reasonInWords, riskInWords } from "./words.ts";

export function briefOf(results: TrustResults): Brief {
  const { n_samples, separated_by } = results;
  const about = "prediction uncertainty";
  if (n_samples === 0)
    return {
      about,
      headline: null,
      sentences: [[reasonInWords(results, "conformal sets") ?? "Nothing was done."]],
      warnings: [],
    };
  const apart = separated_by === "batch" ? "whole batches" : "whole samples";
  return {
    about,
    headline: headlineOf(results),
    sentences: [
      ...setSentences(results),
      ...probabilitySentences(results),
      ...answerSentences(results),
      [`What judges a sample had no part of it: ${apart} are kept apart.`],
    ],
    warnings: results.coverage_pass === false ? [["The coverage lies below the nominal coverage."]] : [],
  };
}

const quantity = (value: Quantity["value"], field: string, format: Form, unit: string | null = null): Quantity => ({
  value,
  format,
  unit,
  origin: { artifact: "trust/trust_summary.json", pointer: `/${field}` },
});

function headlineOf({ coverage, coverage_ci, alpha }: TrustResults): Headline | null {
  if (coverage === null || alpha === null) return null;
  const nominal: Quantity = {
    value: 1 - alpha,
    format: "share",
    unit: null,
    origin: { artifact: "trust/trust_summary.json", pointer: "/alpha", how: "1 − α" },
  };
  return {
    name: "coverage",
    value: quantity(coverage, "coverage", "share"),
    interval: coverage_ci === null ? null : quantity(coverage_ci, "coverage_ci", "share"),
    reference: { name: "nominal coverage", value: nominal },
    scale: [0, 1],
  };
}

function setSentences({ coverage, coverage_ci, alpha, by, mean_set_size, task, n_samples }: TrustResults): Sentence[] {
  if (coverage === null || alpha === null) return [];
  const what = task === "regression" ? "intervals" : "sets";
  const size = task === "regression" ? "; mean length of the intervals " : "; mean size of the sets ";
  return [
    [
      `Coverage of the prediction ${what} `,
      quantity(coverage, "coverage", "share"),
      ...(coverage_ci === null ? [] : [` (${interval95} `, quantity(coverage_ci, "coverage_ci", "share"), ")"]),
      " of ",
      quantity(n_samples, "n_samples", "count", "samples"),
      `, each left out; nominal coverage ${percent(1 - alpha)}${by === "class" ? " for every class" : ""}`,
      ...(mean_set_size === null ? [] : [size, quantity(mean_set_size, "mean_set_size", "number")]),
      ".",
    ],
  ];
}

function probabilitySentences({ ece_after, ece_inside }: TrustResults): Sentence[] {
  if (ece_after === null) return [];
  const verdict = ece_inside === true ? "no more than chance alone would give" : "more than chance alone would give";
  return [["Expected calibration error (ECE) ", quantity(ece_after, "ece_after", "index"), `, ${verdict}.`]];
}

function answerSentences(results: TrustResults): Sentence[] {
  const { abstain_rate, accuracy_on_answered } = results;
  if (abstain_rate === null) return [];
  const risk = riskInWords(results, results.separated_by);
  return [
    [
      "Abstains for ",
      quantity(abstain_rate, "abstain_rate", "share"),
      ...(accuracy_on_answered === null
        ? []
        : [
            " of the samples; accuracy of those answered ",
            quantity(accuracy_on_answered, "accuracy_on_answered", "share"),
          ]),
      risk === null ? "." : `; ${risk}.`,
    ],
  ];
}
