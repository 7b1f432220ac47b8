/** Every planted set at three seeds and two shapes, in both modes: none is approved, and each is stopped by what it is known for. */
import { describe, expect, it } from "vitest";
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
