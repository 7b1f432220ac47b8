/** Including words: the figure with the samples that were taken out, and that of external samples beside the validated one. */
import type { Quantity, Sentence } from "../contract/brief.ts";
import { interval95 } from "../contract/number-text.ts";
import type { ModelResults } from "./results.ts";

/** `With the excluded samples, predicted by the final model: accuracy 83.7 % (95 % interval …) of 178 samples; 2 could not be judged.` */
export function includingSentence({ task, including_excluded: of, target_unit }: ModelResults): Sentence | null {
  if (of == null) return null;
  const [name, what, format, unit] =
    task === "classification"
      ? (["accuracy", "accuracy", ".1%", null] as const)
      : (["rmsecv", "RMSECV", ".3~g", target_unit] as const);
  const [value, interval, n] = [of[name], of[`${name}_ci`], of[`${name}_n`]];
  if (typeof value !== "number" || n === undefined) return null;
  const at = (field: string, number: Quantity["value"], as: string, of: string | null): Quantity => ({
    value: number,
    format: as,
    unit: of,
    origin: { artifact: "model/metrics.json", pointer: `/including_excluded/${field}` },
  });
  return [
    `With the excluded samples, predicted by the final model: ${what} `,
    at(name, value, format, unit),
    ...(interval == null ? [] : [` (${interval95} `, at(`${name}_ci`, interval, format, unit), ")"]),
    " of ",
    at(`${name}_n`, n, "d", "samples"),
    ...(of.not_predicted === 0 ? [] : ["; ", at("not_predicted", of.not_predicted, "d", null), " could not be judged"]),
    ".",
  ];
}

/** `Validated: accuracy 94.2 % of 154 samples; external: 4.2 % of 24 samples.`; null without external samples or validation. */
export function besideExternal({ task, external, target_unit, ...results }: ModelResults): Sentence | null {
  const [name, outside, what, format, unit] =
    task === "classification"
      ? (["accuracy", "accuracy", "accuracy", ".1%", null] as const)
      : (["rmsecv", "rmsep", "RMSECV", ".3~g", target_unit] as const);
  const [value, n] = [results[name], results[`${name}_n`]];
  const [found, m] = [external?.[outside], external?.[`${outside}_n`]];
  if (typeof value !== "number" || typeof found !== "number" || n === undefined || m === undefined) return null;
  const at = (pointer: string, number: number, as: string, of: string | null): Quantity => ({
    value: number,
    format: as,
    unit: of,
    origin: { artifact: "model/metrics.json", pointer },
  });
  return [
    `Validated: ${what} `,
    at(`/pooled/${name}`, value, format, unit),
    " of ",
    at(`/pooled/${name}_n`, n, "d", "samples"),
    `; external${task === "classification" ? "" : " (RMSEP)"}: `,
    at(`/external/${outside}`, found, format, unit),
    " of ",
    at(`/external/${outside}_n`, m, "d", "samples"),
    ".",
  ];
}
