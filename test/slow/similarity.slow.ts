/** Clusters of 5,000 samples: what they cost; and that beyond 10,000 they are not looked for. */
import { describe, expect, it } from "vitest";
import { matrix } from "../../blocks/contract/matrix.ts";
import { stream } from "../../blocks/contract/stream.ts";
import { bareSpectra } from "../../blocks/methods/validation/bare-spectra.ts";
import { similarSamples } from "../../blocks/methods/validation/similarity/clusters.ts";
import { similarityBlocked } from "../../blocks/methods/validation/similarity-blocked.ts";
import { baseSet } from "../planted/base-set.ts";
import { validatedSet } from "../planted/validated.ts";

/** Spectra of so many samples: forty bands of contents drawn by lot, 200 points; each tenth sample nearly as the one before. */
function spectraOf(n: number) {
  const draw = stream(5, "many spectra");
  const bands = Array.from({ length: 40 }, () => ({ centre: 200 * draw.uniform(), width: 3 + 9 * draw.uniform() }));
  const spectra = matrix(n, 200);
  for (let i = 0; i < n; i++) {
    const own = spectra.data.subarray(200 * i, 200 * (i + 1));
    // One sample in ten is nearly that of two before, which is of the same class.
    if (i % 10 === 9) own.set(spectra.data.subarray(200 * (i - 2), 200 * (i - 1)));
    else
      for (const { centre, width } of bands) {
        const content = 0.3 + 0.3 * (draw.uniform() - 0.5);
        for (let j = 0; j < 200; j++)
          own[j] += content * Math.exp(-((j - centre) * (j - centre)) / (2 * width * width));
      }
    for (let j = 0; j < 200; j++) own[j] += 1e-4 * draw.uniform();
  }
  return spectra;
}

describe("5,000 samples of 200 points", () => {
  const n = 5000;
  const members = Array.from({ length: n }, (_, i) => [i]);
  const codes = members.map((_, i) => i % 2);
  const values = Float64Array.from(members, (_, i) => (i * 37) % 101);

  it.each([
    ["two classes", { codes, target: null }, 2],
    ["a target", { codes: null, target: values }, 4],
  ] as const)("with %s have their clusters within the CPU and the memory that is theirs", (_, of, seconds) => {
    const spectra = spectraOf(n);
    const before = process.resourceUsage().maxRSS;
    const from = process.cpuUsage();
    const clusters = similarSamples(spectra, members, of);
    const { user, system } = process.cpuUsage(from);
    const used = { seconds: (user + system) / 1e6, megabytes: (process.resourceUsage().maxRSS - before) / 1024 };
    process.stdout.write(`${JSON.stringify(used)}, ${clusters.length} clusters\n`);
    expect(used.seconds).toBeLessThan(seconds);
    expect(used.megabytes).toBeLessThan(200);
    expect(clusters.length).toBeLessThan(n);
  });
});

describe("10,001 samples", () => {
  it("are not looked at, which is no result", async () => {
    const { validated, dataset } = await validatedSet(baseSet({ seed: 3, samples: 10_001 }), {
      grid: { components: [1] },
      batch: ({ sample }) => `b${(sample >> 1) % 5}`,
    });
    const bare = bareSpectra(validated.methods, dataset, validated.recipe.pipeline.steps);
    expect(await similarityBlocked(validated, bare, stream(7, "test"))).toEqual({ na: "too_many_samples" });
  });
});
