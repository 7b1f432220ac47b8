/** Words of the gates, for people only: what computes imports nothing of this. */
import type { CheckWords, FieldWords } from "./check.ts";
import type { PolicyField } from "./policy-fields.ts";
import { checkWords } from "./table.ts";

/** The words before a threshold. */
export const bounds = { min: "at least", max: "at most" } as const;

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
