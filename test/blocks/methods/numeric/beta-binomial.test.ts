/** Beta-binomial: scipy's numbers, and what must hold of any tail. */

import { describe, expect } from "vitest";
import { betaBinomialUpper } from "../../../../blocks/methods/numeric/beta-binomial.ts";
import { fc, it } from "../../../fixtures/property.ts";

describe("the upper tail of the beta-binomial distribution", () => {
  // scipy 1.17.1: betabinom.sf(k − 1, n, a, b).
  it.each([
    [3, 20, 6, 95, 0.12797538873047842],
    [1, 5, 2, 19, 0.3666666666666666],
    [12, 30, 6, 115, 1.6212037984297822e-6],
    [0, 4, 1, 2, 1],
    [5, 4, 1, 2, 0],
  ])("from %i of %i with beta(%i, %i) is scipy's", (k, n, a, b, expected) => {
    expect(Math.abs(betaBinomialUpper(k, n, a, b) - expected)).toBeLessThanOrEqual(1e-10 * expected);
  });
  it.prop([fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 40 })])(
    "is what the other outcome's lower tail leaves",
    (n, a, b) => {
      for (let k = 1; k <= n; k++) {
        expect(betaBinomialUpper(k, n, a, b) + betaBinomialUpper(n - k + 1, n, b, a)).toBeCloseTo(1, 10);
      }
    },
  );
});
