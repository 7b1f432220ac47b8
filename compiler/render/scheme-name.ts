/** Scheme name: what the field calls a scheme of validation that a document names. */
import { counted } from "../../blocks/contract/number-text.ts";
import { numberText } from "../../blocks/contract/quantity.ts";
import type { Run } from "../run/types.ts";
import { field } from "./arrange.ts";

const names: ReadonlyMap<string, string> = new Map([
  ["lobo", "leave-one-batch-out"],
  ["loso", "leave-one-sample-out"],
  ["kfold", "k-fold by spectrum"],
  ["group_kfold", "k-fold by group"],
  ["stratified_kfold", "stratified k-fold"],
  ["stratified_group_kfold", "stratified k-fold by group"],
]);

/** `leave-one-batch-out, 10 folds, n = 178`: folds and samples where every model that was validated has the same. */
export function validationWords(asked: string | null, { blocks }: Pick<Run, "blocks">): string {
  const told = blocks
    .filter(({ block, results }) => block.kind.gives === "model" && results !== null)
    .map(({ results }) => ({
      scheme: field(results, "scheme"),
      folds: field(results, "n_folds"),
      repeats: field(results, "n_repeats"),
      n: field(results, "accuracy_n") ?? field(results, "rmsecv_n"),
    }));
  const first = told.at(0);
  const isOneScheme = isOne(told.map(({ scheme }) => scheme));
  // A model may have a scheme of its own: what was done counts, not what the front matter says.
  const name = schemeName(typeof first?.scheme === "string" && isOneScheme ? first.scheme : asked);
  if (first === undefined || typeof first.folds !== "number" || first.folds === 0) return name;
  if (!isOneScheme || !isOne(told.map(({ folds }) => folds))) return name;
  // Folds of a scheme that is repeated are told by each model, with how often.
  if (told.some(({ repeats }) => repeats !== 1)) return name;
  const n = isOne(told.map(({ n }) => n)) && typeof first.n === "number" ? `, n = ${numberText(first.n, "count")}` : "";
  return `${name}, ${counted(first.folds, "fold")}${n}`;
}

const isOne = (values: readonly unknown[]): boolean => new Set(values).size === 1;

/** Null: the document names none, and each model takes the default. */
const schemeName = (scheme: string | null): string =>
  scheme === null ? "scheme of each model" : (names.get(scheme) ?? scheme.replaceAll("_", " "));
