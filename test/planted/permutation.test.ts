/**
 * The permutation test: what is exchanged, what p comes of it, and that the tuning is part of it.
 *
 * @module-tag slow
 */
import { describe, expect, it } from "vitest";
import { permutationTest } from "../../blocks/methods/validation/permutation/permutation-test.ts";
import { type BaseRow, baseSet } from "./base-set.ts";
import { type Seen, validatedSet } from "./validated.ts";

async function tested(options: Parameters<typeof baseSet>[0], seen: Seen, n: number, seed = 7) {
  const { validated } = await validatedSet(baseSet(options), seen);
  const found = await permutationTest(validated, n, true, seed);
  if ("na" in found) throw new Error(`not made: ${found.na}`);
  return found;
}

const grid = { components: [1, 2, 4] };
/** Four samples each, two of either class. */
const batch = ({ sample }: BaseRow) => `b${Math.floor(sample / 4)}`;
const signal = (sample: number, band: number) => (band === 1 && sample % 2 === 1 ? 0.6 : 0);

describe("the permutation test", () => {
  it("gives the smallest p there can be to a signal, and exchanges samples within the batches that hold both classes", async () => {
    const found = await tested(
      { seed: 31, samples: 40, extra: signal },
      { grid: { components: [2, 4, 6] }, batch },
      19,
    );
    expect(found).toMatchObject({
      n: 19,
      metric: "balanced_accuracy",
      p: 0.05,
      exchanged: "samples-in-batch",
      folds: 10,
    });
    expect(found.values).toHaveLength(19);
    expect(Math.max(...found.values)).toBeLessThan(found.observed);
  });

  it("ends with the tenth that does as well where there is nothing to find", async () => {
    const found = await tested({ seed: 32, samples: 30 }, { grid }, 99);
    expect(found.n).toBeLessThan(99);
    expect(found.p).toBe(10 / found.n);
    expect(found.values.filter((value) => value >= found.observed - 1e-12)).toHaveLength(10);
  });

  it("exchanges whole batches where none holds two classes, and deals ten folds where there are more than twenty", async () => {
    const batches = { grid, batch: ({ sample }: BaseRow) => `b${sample % 8}` };
    const nested = await tested({ seed: 33, samples: 40, extra: signal }, batches, 9);
    expect(nested).toMatchObject({ exchanged: "batches", folds: 8 });
    const loso = await tested(
      { seed: 34, samples: 30, extra: signal },
      { grid, batch, scheme: { name: "loso", options: {} } },
      3,
    );
    expect(loso).toMatchObject({ exchanged: "samples-in-batch", folds: 10 });
  });

  it("is a test of RMSECV where a target is predicted", async () => {
    const level = (sample: number) => (sample * 7) % 40;
    const found = await tested(
      { seed: 35, samples: 40, extra: (sample, band) => (band === 3 ? 0.05 * level(sample) : 0) },
      { grid: { components: [2, 4, 6] }, target: ({ sample }) => level(sample) },
      9,
    );
    expect(found).toMatchObject({ metric: "rmsecv", p: 0.1 });
    expect(Math.min(...found.values)).toBeGreaterThan(found.observed);
  });

  it("gives the same for the same seed, and is not made of more than 1,000 spectra unless a number is written", async () => {
    const seen = { grid };
    const one = await tested({ seed: 36, samples: 20 }, seen, 5);
    expect(await tested({ seed: 36, samples: 20 }, seen, 5)).toEqual(one);
    expect((await tested({ seed: 36, samples: 20 }, seen, 5, 8)).values).not.toEqual(one.values);
    const { validated } = await validatedSet(baseSet({ seed: 37, samples: 1001 }), { grid: { components: [1] } });
    expect(await permutationTest(validated, 5, false, 7)).toEqual({ na: "too_many_spectra" });
  });
});
