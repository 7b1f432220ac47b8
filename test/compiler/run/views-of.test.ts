/** Which views of a block stand under it by default. */
import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { viewsOf } from "../../../compiler/run/assemble.ts";

const model = registry.kinds.model;
const first = (kind: typeof model, options: unknown): readonly string[] =>
  Object.entries(viewsOf({ kind, options } as Parameters<typeof viewsOf>[0], null))
    .filter(([, { byDefault }]) => byDefault)
    .map(([name]) => name);
const view = { shape: "figure", title: "", byDefault: true, exists: () => true } as const;
const optionsOf = (name: string) => ({ estimator: { name, options: {} } });

describe("the views of a block that stand under it by default", () => {
  it("of a regression have its coefficients among them, of a classification the confusion matrix", () => {
    const regression = first(model, optionsOf("pls-regression"));
    expect(regression).toContain("predicted-measured");
    expect(regression).toContain("coefficients");
    const classification = first(model, optionsOf("pls-da"));
    expect(classification).toContain("confusion");
    expect(classification).not.toContain("coefficients");
    for (const folded of ["summary", "metrics", "roc", "vip", "outliers", "residuals", "worst"])
      expect([...regression, ...classification]).not.toContain(folded);
  });
  it("leave out the one that stands for another where the block has that", () => {
    const kind = { ...model, views: { tuning: { ...view, insteadOf: "paths" }, paths: view } } as never;
    expect(first(kind, {})).toEqual(["paths"]);
    const without = { ...model, views: { tuning: { ...view, insteadOf: "paths" } } } as never;
    expect(first(without, {})).toEqual(["tuning"]);
  });
});
