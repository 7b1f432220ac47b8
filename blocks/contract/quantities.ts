/** Quantities: what the numbers among a kind's results are numbers of, declared by the names of their fields. */
import type { QuantityName } from "./quantity.ts";

/** What stands behind the name of a field for its interval, its spread and its repeats. */
const beside = /_(?:ci|ci_sample|ci_unit|sd|repeats)$/;

/** By field: of a path the last name that is declared holds; what is below it is of the same. */
export interface DeclaredQuantities {
  readonly [field: string]: QuantityName;
}

/** `["by_class", "olive", "recall_ci", "0"]`: that of `recall`. `…_n` and `n_…` are counts. Null where no name of the path is declared. */
export function quantityIn(declared: DeclaredQuantities, path: readonly string[]): QuantityName | null {
  if (/(?:^|_)n$|^n_/.test(path.at(-1) ?? "")) return "count";
  for (const name of path.toReversed()) {
    const field = name.replace(beside, "");
    if (Object.hasOwn(declared, field)) return declared[field];
  }
  return null;
}
