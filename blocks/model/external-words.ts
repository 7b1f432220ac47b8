/** External words: the figure on the external test set, which stands first where there is one, and its sentence in brief. */
import type { Headline, Quantity, Sentence } from "../contract/brief.ts";
import { interval95 } from "../contract/number-text.ts";
import { unitOfError, unitOfTarget } from "../contract/target-unit.ts";
import { formOfMetric } from "../methods/metrics/declared.ts";
import type { ModelResults } from "./results.ts";

interface ExternalFigure {
  /** As the field calls it. */
  readonly title: "accuracy" | "RMSEP";
  readonly value: Quantity;
  readonly interval: Quantity | null;
  readonly n: Quantity;
}

/** Null without external samples, or where they give no figure. @param unit behind an error */
function externalFigure({ external, task }: ModelResults, unit: string | null): ExternalFigure | null {
  const [name, title] = task === "classification" ? (["accuracy", "accuracy"] as const) : (["rmsep", "RMSEP"] as const);
  // The schema of external metrics is that of both tasks at once: which names it holds is the task's.
  const measured = external as { readonly [field: string]: Stated | undefined } | null;
  const [value, n, ends] = [measured?.[name], measured?.[`${name}_n`], measured?.[`${name}_ci`]];
  if (typeof value !== "number" || typeof n !== "number") return null;
  const format = formOfMetric(name, isPair(ends) ? ends : null);
  const at = (field: string) => ({ artifact: "model/metrics.json", pointer: `/external/${field}` });
  return {
    title,
    value: { value, format, unit: task === "classification" ? null : unit, origin: at(name) },
    interval: isPair(ends) ? { value: ends, format, unit: null, origin: at(`${name}_ci`) } : null,
    n: { value: n, format: "count", unit: String(measured?.[`${name}_over`] ?? "samples"), origin: at(`${name}_n`) },
  };
}

type Stated = number | string | readonly [number, number] | null;
const isPair = (value: Stated | undefined): value is readonly [number, number] => Array.isArray(value);

/** The external figure in place of the validated one, which stands beside it; as it is without external samples. */
export function externalFirst(results: ModelResults, validated: Headline): Headline {
  const figure = externalFigure(results, unitOfError(results.target_unit, results.target));
  if (figure === null) return validated;
  const { title, value, interval, n } = figure;
  const highest = interval === null ? value.value : interval.value;
  const [low, high] = validated.scale;
  const top = (typeof highest === "number" ? highest : highest[1]) * 1.05;
  return {
    ...validated,
    name: title === "RMSEP" ? title : `${title}, external test set`,
    value,
    interval,
    n,
    beside: {
      name: title === "RMSEP" ? "validated: RMSECV" : `validated: ${title}`,
      value: validated.value,
      interval: validated.interval,
    },
    scale: [low, title === "RMSEP" ? Math.max(high, top) : high],
  };
}

/** `External test set of 17 samples, in no fold and no fit: RMSEP 1.48 % fat (95 % interval 1.11 to 2.22).` */
export function externalSentence(results: ModelResults): readonly Sentence[] {
  const figure = externalFigure(results, unitOfTarget(results.target_unit, results.target));
  if (figure === null) return [];
  const { title, value, interval, n } = figure;
  const ends: Sentence = interval === null ? [] : [` (${interval95} `, interval, ")"];
  return [["External test set of ", n, `, in no fold and no fit: ${title} `, value, ...ends, "."]];
}
