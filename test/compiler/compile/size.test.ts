/** `foodspec plan --format json` says how much is asked for, counted from the data and the plan, and leaves nothing behind. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

async function sizeOf(parts: Parameters<typeof smallProtocol>[0]) {
  const place = inMemory({ "protocol.md": smallProtocol(parts), "small.csv": smallCsv() });
  const { out } = await place.type(["plan", "protocol.md", "--format", "json"]);
  expect(place.names()).toEqual(["protocol.md", "small.csv"]);
  return JSON.parse(out).size;
}
/** 24 spectra of 40 points in 4 batches. */
const lobo = "estimator: {pls-da: {components: 2}}\nscheme: lobo\n";
const tuned =
  "estimator: {pls-da: {components: [1, 2, 3]}}\nscheme: lobo\ntune: {inner: group_kfold, folds: 3, metric: accuracy}\n";

describe("the size of a plan", () => {
  it("counts spectra, points, folds and fits: one a fold, and one of all", async () => {
    expect(await sizeOf({ model: lobo })).toEqual({
      spectra: 24,
      points: 40,
      folds: 4,
      fits: 5,
      steps: 5 * 24 * 24,
      seconds: 0,
    });
  });
  it("counts a fit for each candidate in each inner fold, and steps by path", async () => {
    expect(await sizeOf({ model: tuned })).toMatchObject({ folds: 4, fits: 5 * 10, steps: 5 * 4 * 24 * 24 });
  });
  it("counts every fold again for each permutation", async () => {
    const size = await sizeOf({ model: `${tuned}validate: {permutations: 20}\n` });
    expect(size).toMatchObject({ fits: (5 + 20 * 4) * 10 });
  });
  it("counts nothing of data that the run will refuse", async () => {
    expect(await sizeOf({ model: lobo, data: "missing: refuse\nwhere: {class: nobody}\n" })).toMatchObject({
      spectra: 0,
      fits: 0,
    });
  });
});
