/** What the head of a report says of trust. */
import { describe, expect, it } from "vitest";
import { trust } from "../../../blocks/trust/block.ts";
import { sentenceText } from "../../../compiler/render/summary.ts";
import { subset } from "../qc/sets.ts";
import { byLot, fitted, runTrust } from "./run-trust.ts";

const said = (results: unknown) => trust.brief?.(results as never);

describe("the brief of trust", () => {
  it("says what was reached beside what was promised, each number with its origin", async () => {
    const { results, ran } = await runTrust(await fitted(byLot()));
    const brief = said(ran.results);
    const text = brief?.sentences.map(sentenceText).join(" ").replaceAll("\u00a0", " ");
    expect(text).toContain("of 178 samples, each left out; nominal coverage 90.0 % for every class");
    expect(text).toContain(
      "at most 5.0 % of the kept predictor's answers are wrong on average over such studies; that is not certified for this one",
    );
    expect(brief?.headline?.value.value).toBe(results.coverage);
    expect(brief?.headline?.reference).toMatchObject({ name: "nominal coverage", value: { value: 0.9 } });
    expect(brief?.warnings).toEqual([]);
    const numbers = brief?.sentences.flat().filter((part) => typeof part !== "string") ?? [];
    expect(numbers.length).toBeGreaterThan(4);
    for (const { value, origin } of numbers) {
      expect(results[origin.pointer.slice(1) as keyof typeof results]).toEqual(value);
    }
  });
  it("warns where the promise is broken", { tags: "slow" }, async () => {
    const { ran } = await runTrust(await fitted(byLot()));
    const broken = { ...(ran.results as object), coverage_pass: false };
    expect(said(broken)?.warnings).toHaveLength(1);
  });
  it("gives the reason where nothing was done", async () => {
    const of = byLot();
    const nine = subset(of, of.rows.batch?.flatMap((name, i) => (name === "l09" ? [] : [i])) ?? []);
    const { ran } = await runTrust(await fitted({ ...nine, declared: of.declared }));
    expect(said(ran.results)).toMatchObject({ headline: null, sentences: [[expect.stringContaining("there are 9")]] });
  });
  it("of a single number points into the summary", () => {
    expect(trust.origin?.(["by_class", "over 20 %", "coverage"], null)).toEqual({
      artifact: "trust/trust_summary.json",
      pointer: "/by_class/over 20 %/coverage",
    });
  });
});
