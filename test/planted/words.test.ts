/** Words that claim more than was done: none of them stands in a report, its brief or its statement where nothing carries it. */
import { describe, expect, it } from "vitest";
import { type BaseRow, baseSet, type Column, labelOf } from "./base-set.ts";
import { compiled } from "./compiled.ts";

const id: Column = { name: "id", value: (_, i) => `m${i + 1}` };
const label: Column = { name: "class", value: ({ sample }) => labelOf(sample) };
const batch: Column = { name: "batch", value: ({ sample }: BaseRow) => `b${(sample >> 1) % 10}` };
const set = baseSet({
  seed: 41,
  samples: 160,
  extra: (sample, band) => (band % 10 === 1 && sample % 2 === 1 ? 0.9 : 0),
});
const quick = { estimator: "{pls-da: {components: 4}}", tune: null };

/** What a study says, in all that people read; addresses of figures are no words. */
async function saidBy(options: Parameters<typeof compiled>[0]["options"]): Promise<readonly string[]> {
  const { text, exitCode } = await compiled({ set, columns: [id, label, batch], options: { ...quick, ...options } });
  expect(exitCode).toBe(0);
  const files = ["report.md", ...(options.mode === "regulatory" ? ["REGULATORY_COMPLIANCE_STATEMENT.txt"] : [])];
  return files.map((file) =>
    text(file)
      .replaceAll(/\]\([^)]*\)/g, "]")
      .replaceAll("\u00a0", " "),
  );
}
const said = async (options: Parameters<typeof saidBy>[0]): Promise<string> => (await saidBy(options)).join("\n");

const known = ["id: id", "label: class", "positive: B"];
const inBatches = [...known, "batch: batch"];
/** Where a line says "new samples", it says of which batches. */
const claims = (text: string): readonly string[] => text.split("\n").filter((line) => /new samples/.test(line));
const overclaiming = /independent samples|\braw\b|new laborator|any new sample/i;

describe("a report says of what its figures hold", () => {
  it("where whole batches are left out: of batches, and nothing of what came before", async () => {
    const text = await said({ data: inBatches, scheme: "lobo" });
    expect(text).toContain("| Before FoodSpec | not declared |");
    expect(text).not.toMatch(overclaiming);
    expect(claims(text)).toEqual([]);
    expect(text).toContain("10 batches");
  });
  it("where batches are known and not left out: of new samples of these batches, and of no others", async () => {
    const text = await said({ data: inBatches, scheme: "loso" });
    expect(text).not.toMatch(overclaiming);
    expect(claims(text).length).toBeGreaterThan(0);
    for (const line of claims(text)) expect(line).toMatch(/new samples of these/);
  });
  it("where no batch is known: of samples", async () => {
    const text = await said({ data: known, scheme: "loso" });
    expect(text).not.toMatch(overclaiming);
    expect(claims(text)).toEqual([]);
  });
  it("in regulatory mode with statement: unit, tries and what came before as it was declared", async () => {
    const texts = await saidBy({ mode: "regulatory", data: inBatches, scheme: "lobo" });
    expect(texts).toHaveLength(2);
    for (const text of texts) {
      expect(text).not.toMatch(overclaiming);
      expect(text).toMatch(/Before FoodSpec[^\n]*none declared/i);
      expect(text).toMatch(/of this document on these rows and this outcome/);
      expect(text).toMatch(/10 batches|10 of them were left out in turn/);
    }
  });
});
