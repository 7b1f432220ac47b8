/** The head of a report says how was validated: by the field's name, with folds and samples. */
import { describe, expect, it } from "vitest";
import { validationWords } from "../../../compiler/render/scheme-name.ts";
import type { Run } from "../../../compiler/run/types.ts";

const run = (...all: readonly object[]) =>
  ({
    blocks: all.map((results) => ({ block: { kind: { gives: "model" } }, results: { n_repeats: 1, ...results } })),
  }) as unknown as Pick<Run, "blocks">;
const lobo = { scheme: "lobo", n_folds: 10, accuracy_n: 178 };

describe("the validation in the head", () => {
  it("names scheme, folds and samples", () =>
    expect(validationWords("lobo", run(lobo))).toBe("leave-one-batch-out, 10 folds, n = 178"));
  it("names the scheme that the models took where the document names none", () =>
    expect(validationWords(null, run(lobo, { ...lobo, accuracy_n: 161 }))).toBe("leave-one-batch-out, 10 folds"));
  it("names what was done where a model has a scheme of its own", () =>
    expect(validationWords("lobo", run({ ...lobo, scheme: "loso", n_folds: 60 }))).toBe(
      "leave-one-sample-out, 60 folds, n = 178",
    ));
  it.each([
    ["models of several schemes", null, [lobo, { ...lobo, scheme: "loso" }], "scheme of each model"],
    ["models of several numbers of folds", "lobo", [lobo, { ...lobo, n_folds: 5 }], "leave-one-batch-out"],
    ["folds that are repeated", "kfold", [{ ...lobo, scheme: "kfold", n_repeats: 3 }], "k-fold by spectrum"],
    ["no model", "lobo", [], "leave-one-batch-out"],
  ] as const)("says no more than holds for all: %s", (_, asked, models, words) =>
    expect(validationWords(asked, run(...models))).toBe(words),
  );
});
