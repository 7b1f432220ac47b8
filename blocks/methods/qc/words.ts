/** Words of the gates, for people only: what computes imports nothing of this. */
import { type Form, noBreak, numberText } from "../../contract/quantity.ts";
import type { Facts } from "../../contract/refusal.ts";
import type { CheckWords, FieldWords } from "./check.ts";
import type { PolicyField } from "./policy-fields.ts";
import { checkWords } from "./table.ts";

/** The sign before a threshold. */
export const bounds = { min: "≥", max: "≤" } as const;

/** What a threshold means. Throws RangeError where a check declares a field without words. */
export function fieldWords({ check, field }: Pick<PolicyField, "check" | "field">): FieldWords {
  const words = wordsOf(check).fields?.[field];
  if (words === undefined) throw new RangeError(`no words for the threshold ${field}`);
  return words;
}

/** The words of a check. Throws RangeError for an id without. */
export function wordsOf(id: string): CheckWords {
  const all: { readonly [id: string]: CheckWords } = checkWords;
  if (!Object.hasOwn(all, id)) throw new RangeError(`no words for the check ${id}`);
  return all[id];
}

/** What the numbers of a check are, and what stands behind them; its report has a unit where it hangs on the data. */
export function numbersOf(id: string, unit: string | null): { readonly form: Form; readonly unit: string } {
  const { quantity } = wordsOf(id);
  if (unit === lost) return { form: "share", unit: `${noBreak}${lost}` };
  if (unit === null || unsaid.has(unit)) return { form: quantity, unit: "" };
  // Per cent of the product is no relative error.
  return { form: quantity, unit: `${noBreak}${unit}${unit.startsWith("%") ? " (absolute)" : ""}` };
}

const lost = "accuracy lost";
/** Said by the number itself: a share has its sign, p its letter; a target without a unit has none. */
const unsaid: ReadonlySet<string> = new Set(["fraction", "p", "target"]);

/** A criterion is read as it was set; a share as every share. */
export const criterionForm = (form: Form): Form => (form === "share" ? form : "given");

/** `97.8 %`, `1.47 % (absolute)`: the value of a check or a limit. */
export function checkNumber(id: string, value: number | null, unit: string | null): string {
  if (value === null) return "not available";
  const of = numbersOf(id, unit);
  return numberText(value, of.form) + of.unit;
}

/** The same of its criterion. */
export function checkCriterion(id: string, threshold: number | null, unit: string | null): string {
  if (threshold === null) return "not available";
  const of = numbersOf(id, unit);
  return numberText(threshold, criterionForm(of.form)) + of.unit;
}

/** Facts of a failed check with their numbers as people read them; of counts the sentence makes its own words. */
export function checkFacts(facts: Facts): Facts {
  const { check, unit, bound } = facts;
  const sign: Facts = bound === "min" || bound === "max" ? { bound: bounds[bound] } : {};
  if (typeof check !== "string" || !Object.hasOwn(checkWords, check) || wordsOf(check).quantity === "count")
    return sign;
  const said = ["value", "threshold", "lower", "lower_threshold"].flatMap((name) => {
    const value = facts[name];
    if (value === null) return [[name, name.endsWith("threshold") ? "not set" : checkNumber(check, null, null)]];
    if (wordsOf(check).quantity === "p" && name === "value" && typeof value === "number")
      return [[name, numberText(value, "p said")]];
    const text = name.endsWith("threshold") ? checkCriterion : checkNumber;
    return typeof value === "number" ? [[name, text(check, value, typeof unit === "string" ? unit : null)]] : [];
  });
  return { ...sign, ...Object.fromEntries(said) };
}
