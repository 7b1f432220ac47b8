/** Design words: what a check of the design that failed found, as a sentence with its number. */
import type { CheckResult } from "../../schemas/gate-report.ts";
import type { Quantity, Sentence } from "../contract/brief.ts";
import { rounded } from "../contract/number-text.ts";
import type { Form } from "../contract/quantity.ts";
import { artifact } from "./summary-table.ts";

/** The number, then what it counts. */
export function failureSentence(id: string, check: CheckResult): Sentence {
  const value: Quantity = {
    value: check.value ?? 0,
    format: formats[id] ?? "count",
    unit: null,
    origin: { artifact, pointer: `/design/${id}/value` },
  };
  return [value, sentences[id]?.(check) ?? ` (${id.replaceAll("_", " ")}).`];
}

const formats: { readonly [id: string]: Form | undefined } = { undeclared_replicates: "share", order_drift: "share" };

const sentences: { readonly [id: string]: ((check: CheckResult) => string) | undefined } = {
  confounding: ({ value, worst }) =>
    ` ${value === 1 ? "column goes" : "columns go"} with the outcome so closely that the model may have learnt ${value === 1 ? "it" : "them"} instead: ${worst.map(closeness).join(", ")}.`,
  undeclared_replicates: () =>
    " of the spectra are nearest to a sample whose name or place says that it is a repeat: repeats under names of their own stand on both sides of a fold, and count as samples.",
  reused_sample_names: ({ value, worst }) =>
    ` ${value === 1 ? "name stands" : "names stand"} for different samples (${namesOf(worst)}): what are different samples is taken for repeats of one.`,
  near_duplicates: ({ value, worst }) =>
    ` ${value === 1 ? "pair" : "pairs"} of different samples have all but the same spectrum (${pairsOf(worst)}): if they are repeats of one sample, they stand on both sides of a fold.`,
  order_drift: ({ worst }) =>
    ` is the share in which the order of the samples follows the time of measurement (${worst.map(({ about, value }) => `${(about ?? "").replaceAll("_", " ")} ${value === null ? "?" : rounded(value)}`).join(", ")}): drift may look like a result.`,
  upstream: ({ value, worst }) =>
    ` ${value === 1 ? "step" : "steps"} before these files saw other rows or the outcome (${namesOf(worst)}): what was left out was then known before a model was fitted.`,
};

/** `day (V = 1)`: the column, and how close it is. */
const closeness = ({ feature, value, about }: CheckResult["worst"][number]): string =>
  `${feature} (${measures[about ?? ""] ?? about} ${value === null ? "?" : rounded(value)})`;

const measures: { readonly [about: string]: string | undefined } = {
  cramers_v: "Cramér's V",
  epsilon_squared: "ε²",
  no_value_with_two_classes: "no value of it holds two classes; V",
  area_between_times: "area between the times of two classes",
};

const pairsOf = (worst: CheckResult["worst"]): string =>
  worst
    .slice(0, 3)
    .map(({ spectrum, as }) => `${spectrum} and ${as}`)
    .join("; ");

const namesOf = (worst: CheckResult["worst"]): string =>
  worst.map(({ sample, class: name, feature }) => sample ?? name ?? feature ?? "").join(", ");
