/** Brief of trust: how often the sets hold the truth beside what was promised, and what the probabilities and answers are worth. */

import type { Brief, Headline, Quantity, Sentence } from "../contract/brief.ts";
import { interval95, percent } from "../contract/number-text.ts";
import type { TrustResults } from "./results.ts";
import { reasonInWords, riskInWords } from "./words.ts";

export function briefOf(results: TrustResults): Brief {
  const { n_samples, separated_by } = results;
  const about = "how far predictions may be believed";
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
    warnings: results.coverage_pass === false ? [["The sets hold the truth more seldom than promised."]] : [],
  };
}

const quantity = (value: Quantity["value"], field: string, format: string, unit: string | null = null): Quantity => ({
  value,
  format,
  unit,
  origin: { artifact: "trust/trust_summary.json", pointer: `/${field}` },
});

function headlineOf({ coverage, coverage_ci, alpha }: TrustResults): Headline | null {
  if (coverage === null || alpha === null) return null;
  const promised: Quantity = {
    value: 1 - alpha,
    format: ".1%",
    unit: null,
    origin: { artifact: "trust/trust_summary.json", pointer: "/alpha", how: "1 − α" },
  };
  return {
    name: "coverage of the sets",
    value: quantity(coverage, "coverage", ".1%"),
    interval: coverage_ci === null ? null : quantity(coverage_ci, "coverage_ci", ".1%"),
    reference: { name: "promised", value: promised },
    scale: [0, 1],
  };
}

function setSentences({ coverage, coverage_ci, alpha, by, mean_set_size, task, n_samples }: TrustResults): Sentence[] {
  if (coverage === null || alpha === null) return [];
  const what = task === "regression" ? "intervals" : "sets";
  const size = task === "regression" ? "; their mean length is " : "; they name ";
  return [
    [
      `Its ${what} hold the truth for `,
      quantity(coverage, "coverage", ".1%"),
      ...(coverage_ci === null ? [] : [` (${interval95} `, quantity(coverage_ci, "coverage_ci", ".1%"), ")"]),
      " of ",
      quantity(n_samples, "n_samples", "d", "samples"),
      `, each left out; ${percent(1 - alpha)} was promised${by === "class" ? " to every class" : ""}`,
      ...(mean_set_size === null ? [] : [size, quantity(mean_set_size, "mean_set_size", ".3~g")]),
      mean_set_size !== null && task === "classification" ? " classes on average." : ".",
    ],
  ];
}

function probabilitySentences({ ece_after, ece_inside }: TrustResults): Sentence[] {
  if (ece_after === null) return [];
  const verdict = ece_inside === true ? "no more than chance alone would give" : "more than chance alone would give";
  return [["Its probabilities are off by ", quantity(ece_after, "ece_after", ".3f"), ` on average (ECE), ${verdict}.`]];
}

function answerSentences(results: TrustResults): Sentence[] {
  const { abstain_rate, accuracy_on_answered } = results;
  if (abstain_rate === null) return [];
  const risk = riskInWords(results, results.separated_by);
  return [
    [
      "It does not answer for ",
      quantity(abstain_rate, "abstain_rate", ".1%"),
      ...(accuracy_on_answered === null
        ? []
        : [" and is right for ", quantity(accuracy_on_answered, "accuracy_on_answered", ".1%"), " of the others"]),
      risk === null ? "." : `; ${risk}.`,
    ],
  ];
}
