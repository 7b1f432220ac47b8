/** What is said beside models set side by side: over what the intervals are, what they do not show, and how many looks there were. */
import { describe, expect, it } from "vitest";
import type { ViewSource } from "../../../blocks/contract/view.ts";
import { comparison } from "../../../blocks/table/views.ts";

const line = (metric: string, rest: object) => ({
  model: "b",
  metric,
  first: 0.9,
  second: 0.8,
  difference: 0.1,
  difference_ci: [-0.05, 0.25],
  difference_na: null,
  difference_unit: "sample",
  difference_n: 40,
  difference_over: "samples",
  ...rest,
});

async function captionOf(...differences: readonly object[]): Promise<string> {
  const results = { schema_version: 1, models: ["a", "b"], differences };
  const made = await comparison.make({ results, block: "pair" } as unknown as ViewSource, {});
  return ("caption" in made ? made.caption : "").replaceAll("\u00a0", " ");
}

describe("the table of a comparison", () => {
  it("says that an interval which holds 0 does not show a difference", async () => {
    expect(await captionOf(line("accuracy", {}))).toBe(
      "Models on the same folds: the difference is a minus the other, with a 95 % interval over the same samples; an interval that holds 0 does not show a difference.",
    );
  });
  it("says how many comparisons there were, those with an interval", async () => {
    const missing = line("mcc", { difference_ci: null, difference_na: "no_spread" });
    const caption = await captionOf(line("accuracy", {}), line("f1", {}), missing);
    expect(caption).toContain("2 comparisons: one interval in 20 misses 0 where there is no difference.");
    expect(caption).toContain("Not available: nothing differs between samples.");
  });
  it("says that whole batches were looked at too", async () => {
    expect(await captionOf(line("accuracy", { difference_unit: "batch" }))).toContain(
      "over the same samples and whole batches, the outer at each end;",
    );
  });
});
