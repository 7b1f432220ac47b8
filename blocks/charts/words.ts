/** Words of captions and text alternatives: lists that stay short, what stands beside every figure of a model. */
import { counted } from "../contract/number-text.ts";
import type { Leakage } from "../methods/split/leakage.ts";

/** `a, b, c and 4 more`; "none" where there are none: a caption stays short, where a sentence of the compiler names all. */
export function listed(names: readonly string[], most = 5): string {
  if (names.length === 0) return "none";
  if (names.length > most) return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** Sentences that are there, one after another. */
export const sentences = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== "").join(" ");

/** What stands beside every figure of a model whose folds leak; null where they do not. */
export function leakageWords({ samples, duplicates }: Pick<Leakage, "samples" | "duplicates">): string | null {
  const what = [
    samples.count > 0 ? counted(samples.count, "sample") : "",
    duplicates.count > 0 ? `${counted(duplicates.count, "copy", "copies")} of a spectrum` : "",
  ].filter((part) => part !== "");
  if (what.length === 0) return null;
  return `Leakage: ${what.join(" and ")} stood in training and test rows at once, so this looks better than it is.`;
}
