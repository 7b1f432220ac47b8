import { describe, expect, it } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import { normalQuantile } from "../../../../blocks/methods/numeric/special.ts";
import { normalDeviates } from "../../../../blocks/methods/simulate/normal-deviates.ts";

const n = 20_000;
const draw = normalDeviates(stream(1, "normal deviates"));
const deviates = Float64Array.from({ length: n }, draw);
const mean = (of: (z: number, i: number) => number) => deviates.reduce((sum, z, i) => sum + of(z, i), 0) / n;

describe("normal deviates", () => {
  it("follow the normal distribution (Kolmogorov's distance, level 0.01)", { tags: "slow" }, () => {
    const sorted = deviates.slice().sort();
    let far = 0;
    // Its share below z against the distribution's, at 3,999 points of the latter.
    for (let k = 1, below = 0; k < 4000; k++) {
      while (below < n && sorted[below] <= normalQuantile(k / 4000)) below++;
      far = Math.max(far, Math.abs(below / n - k / 4000));
    }
    expect(far).toBeLessThan(1.63 / Math.sqrt(n));
  });
  it("have the moments of the normal distribution", () => {
    expect(Math.abs(mean((z) => z))).toBeLessThan(0.03);
    expect(Math.abs(mean((z) => z * z) - 1)).toBeLessThan(0.04);
    expect(Math.abs(mean((z) => z * z * z * z) - 3)).toBeLessThan(0.3);
  });
  it("do not depend on the one before", () => {
    expect(Math.abs(mean((z, i) => z * deviates[(i + 1) % n]))).toBeLessThan(0.03);
  });
});
