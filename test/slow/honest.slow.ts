/** Honest sets under the settings of the planted ones: of twenty seeds at most one is refused. */
import { describe, expect, it } from "vitest";
import { compiled } from "../planted/compiled.ts";
import { type At, honestSets, plantedSets } from "../planted/planted-sets.ts";

const seeds = Array.from({ length: 20 }, (_, k) => 101 + k);
/** What stops planted sets, but for figures that are too low. */
const suspicious = plantedSets.flatMap(({ research }) => research);

describe.each(honestSets)("$says", ({ study }) => {
  it.each(["NIR", "FTIR"] as const)("%s: of twenty seeds at most one is refused in regulatory mode", async (shape) => {
    const refused: unknown[] = [];
    for (const seed of seeds) {
      const { options, ...rest } = study({ seed, shape } satisfies At);
      const { exitCode, codes, failed } = await compiled({ ...rest, options: { ...options, mode: "regulatory" } });
      if (exitCode !== 0) refused.push({ seed, exitCode, codes, failed });
      expect(codes.filter((code) => suspicious.includes(code))).toEqual([]);
    }
    process.stdout.write(`${shape}: refused ${JSON.stringify(refused)}\n`);
    expect(refused.length).toBeLessThanOrEqual(1);
  });
});
