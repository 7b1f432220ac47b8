/** Every planted set at three seeds and two shapes, in both modes: none is approved, and each is stopped by what it is known for. */
import { describe, expect, it } from "vitest";
import { compiled } from "../planted/compiled.ts";
import { expectedOf } from "../planted/expected.ts";
import { type At, plantedSets } from "../planted/planted-sets.ts";

const places = ([1, 2, 3] as const).flatMap((seed): At[] => [
  { seed, shape: "NIR" },
  { seed, shape: "FTIR" },
]);

describe.each(plantedSets)("$says", (planted) => {
  it.each(places)("seed $seed, $shape: is told of in research mode, and stopped in regulatory mode", async (at) => {
    for (const mode of ["research", "regulatory"] as const) {
      const { found, wanted } = await expectedOf(planted, at, mode);
      expect({ mode, ...found }).toEqual({ mode, ...wanted });
    }
  });
});

describe("40 samples measured 3 times as s1, s1a, s1b, loso", () => {
  it("fall where samples that look alike are kept together in at least three of four seeds", async () => {
    const planted = plantedSets.find(({ says }) => says.startsWith("40 samples measured 3 times"));
    if (planted === undefined) throw new Error("the set is not there");
    const seen: number[] = [];
    for (const seed of [1, 2, 3, 4]) {
      const { codes, json } = await compiled(planted.study({ seed, shape: "NIR" }));
      if (codes.includes("FS5211")) seen.push(seed);
      const { ordinary, blocked } = json("model/validation.json").similarity;
      process.stdout.write(`seed ${seed}: ${ordinary} to ${blocked}\n`);
    }
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });
});
