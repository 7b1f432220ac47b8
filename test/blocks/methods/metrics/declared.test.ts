/** Declared metrics: each has its page and its field, and says the same of itself as they do. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { metrics, statedOf } from "../../../../blocks/methods/metrics/declared.ts";
import { metricSchemas } from "../../../../blocks/methods/metrics/schema.ts";

const pages = join(import.meta.dirname, "../../../../blocks/methods/metrics");

describe("the declared metrics", () => {
  it("are those that results hold, each with a page and each once", () => {
    const names = metrics.map(({ name }) => name).sort();
    expect(names).toEqual(Object.keys(metricSchemas).sort());
    const written = readdirSync(pages).filter((file) => file.endsWith(".md"));
    expect(names).toEqual(written.map((file) => file.replace(/\.md$/, "")).sort());
  });
  it.each(metrics)("say of $name the same as its page: which way is better", ({ name, better }) => {
    const [, said] = /## Better\s+(.+)/.exec(readFileSync(join(pages, `${name}.md`), "utf8")) ?? [];
    expect(better).toBe(said);
  });
  it.each([
    ["classification", ["accuracy", "balanced_accuracy", "mcc"]],
    ["regression", ["rmsecv", "r2", "bias", "sep"]],
  ] as const)("give the statement of a %s those it prints, in their order", (task, names) => {
    expect(statedOf(task).map(({ name }) => name)).toEqual(names);
  });
});
