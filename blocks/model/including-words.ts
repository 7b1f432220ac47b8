/** Including words: the figure with the samples that were taken out, and that of external samples beside the validated one. */
import type { Quantity, Sentence } from "../contract/brief.ts";
import { interval95 } from "../contract/number-text.ts";
import type { Form } from "../contract/quantity.ts";
import { unitOfTarget } from "../contract/target-unit.ts";
import { formOfMetric } from "../methods/metrics/declared.ts";
import type { ModelResults } from "./results.ts";

/** `With the excluded samples, predicted by the final model: accuracy 83.7 % (95 % interval …) of 178 samples; 2 could not be judged.` */
export function includingSentence(results: ModelResults): Sentence | null {
  const of = results.including_excluded;
  if (of == null) return null;
  const [name, what, unit] = said(results);
  const [value, interval, n] = [of[name], of[`${name}_ci`], of[`${name}_n`]];
  if (typeof value !== "number" || n === undefined) return null;
  const form = formOfMetric(name, interval);
  const at = (field: string, number: Quantity["value"], as: Form, of: string | null): Quantity => ({
    value: number,
    format: as,
    unit: of,
    origin: { artifact: "model/metrics.json", pointer: `/including_excluded/${field}` },
  });
  return [
    `With the excluded samples, predicted by the final model: ${what} `,
    at(name, value, form, unit),
    ...(interval == null ? [] : [` (${interval95} `, at(`${name}_ci`, interval, form, null), ")"]),
    " of ",
    at(`${name}_n`, n, "count", "samples"),
    ...(of.not_predicted === 0
      ? []
      : ["; ", at("not_predicted", of.not_predicted, "count", null), " could not be judged"]),
    ".",
  ];
}

const said = ({ task, target, target_unit }: ModelResults) =>
  task === "classification"
    ? (["accuracy", "accuracy", null] as const)
    : (["rmsecv", "RMSECV", unitOfTarget(target_unit, target)] as const);

/** `Validated: accuracy 94.2 % of 154 samples; external: 4.2 % of 24 samples.`; null without external samples or validation. */
export function besideExternal(results: ModelResults): Sentence | null {
  const { task, external } = results;
  const [name, what, unit] = said(results);
  const outside = task === "classification" ? "accuracy" : "rmsep";
  const [value, n] = [results[name], results[`${name}_n`]];
  const [found, m] = [external?.[outside], external?.[`${outside}_n`]];
  if (typeof value !== "number" || typeof found !== "number" || n === undefined || m === undefined) return null;
  const at = (pointer: string, number: number, as: Form, of: string | null): Quantity => ({
    value: number,
    format: as,
    unit: of,
    origin: { artifact: "model/metrics.json", pointer },
  });
  return [
    `Validated: ${what} `,
    at(`/pooled/${name}`, value, formOfMetric(name, results[`${name}_ci`]), unit),
    " of ",
    at(`/pooled/${name}_n`, n, "count", "samples"),
    `; external test set: ${task === "classification" ? "" : "RMSEP "}`,
    at(`/external/${outside}`, found, formOfMetric(outside, external?.[`${outside}_ci`]), unit),
    " of ",
    at(`/external/${outside}_n`, m, "count", "samples"),
    ".",
  ];
}
