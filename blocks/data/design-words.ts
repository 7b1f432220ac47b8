/** Design words: what a check of the design that failed found, as a sentence with its number. */
import type { CheckResult } from "../../schemas/gate-report.ts";
import type { Quantity, Sentence } from "../contract/brief.ts";
import { artifact } from "./summary-table.ts";

/** The number, then what it counts. */
export function failureSentence(id: string, check: CheckResult): Sentence {
  const value: Quantity = {
    value: check.value ?? 0,
    format: formats[id] ?? "d",
    unit: null,
    origin: { artifact, pointer: `/design/${id}/value` },
  };
  return [value, sentences[id]?.(check) ?? ` (${id.replaceAll("_", " ")}).`];
}

const formats: { readonly [id: string]: string | undefined } = {};

const sentences: { readonly [id: string]: ((check: CheckResult) => string) | undefined } = {
  upstream: ({ value, worst }) =>
    ` ${value === 1 ? "step" : "steps"} before these files saw other rows or the outcome (${namesOf(worst)}): what was left out was then known before a model was fitted.`,
};

const namesOf = (worst: CheckResult["worst"]): string =>
  worst.map(({ sample, class: name, feature }) => sample ?? name ?? feature ?? "").join(", ");
