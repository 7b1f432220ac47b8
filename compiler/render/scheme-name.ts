/** Scheme name: what the field calls a scheme of validation that a document names. */

const names: ReadonlyMap<string, string> = new Map([
  ["lobo", "leave-one-batch-out"],
  ["loso", "leave-one-sample-out"],
  ["kfold", "k-fold by spectrum"],
  ["group_kfold", "k-fold by group"],
  ["stratified_kfold", "stratified k-fold"],
  ["stratified_group_kfold", "stratified k-fold by group"],
]);

/** Null: the document names none, and each model takes the default. */
export const schemeName = (scheme: string | null): string =>
  scheme === null ? "scheme of each model" : (names.get(scheme) ?? scheme.replaceAll("_", " "));
