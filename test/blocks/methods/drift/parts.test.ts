/** Parts of drift detection: Holm, energy distance, sign flips, exceedances, PSI, each against its definition. */

import { describe, expect } from "vitest";
import { fromRows, matrix } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { distancesBetween, energyTests } from "../../../../blocks/methods/drift/energy.ts";
import { exceedance, limitRank } from "../../../../blocks/methods/drift/exceedance.ts";
import { holm } from "../../../../blocks/methods/drift/holm.ts";
import { populationStability } from "../../../../blocks/methods/drift/population-stability.ts";
import { signFlip } from "../../../../blocks/methods/drift/sign-flip.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { made } from "./examples.ts";

describe("Holm", () => {
  // R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm") and the like.
  it.each([
    [
      [0.01, 0.04, 0.03, 0.005],
      [0.03, 0.06, 0.06, 0.02],
    ],
    [[0.5], [0.5]],
    [
      [0.6, 0.7],
      [1, 1],
    ],
    [[], []],
  ])("adjusts %j to %j", (p, adjusted) => {
    const found = holm(p);
    expect(found.length).toBe(adjusted.length);
    for (const [k, value] of found.entries()) expect(value).toBeCloseTo(adjusted[k], 14);
  });
});

describe("the energy test", () => {
  it("has the statistic of its definition", () => {
    // Points on a line: 0, 1 against 3, 5. 2·mean|x − y| = 2·3.5, mean|x − x'| = 0.5, mean|y − y'| = 1.
    const [{ statistic }] = energyTests([distancesBetween(fromRows([[0], [1], [3], [5]]))], 2, 0, stream("e"));
    expect(statistic).toBeCloseTo(7 - 0.5 - 1, 14);
  });
  it("counts permutations as they are: of six ways to take two of four, two are as far apart", () => {
    const [{ p }] = energyTests([distancesBetween(fromRows([[0], [1], [3], [5]]))], 2, 20_000, stream("e"));
    expect(p).toBeGreaterThan(1 / 3 - 0.012);
    expect(p).toBeLessThan(1 / 3 + 0.012);
  });
  it("counts what was seen among the permutations, so that p is never 0", () => {
    expect(energyTests([distancesBetween(fromRows([[0], [1], [3], [5]]))], 2, 0, stream("e"))[0].p).toBe(1);
    expect(signFlip(fromRows([[1], [2]]), 0, stream("s")).p).toBe(1);
  });
  it("is the same whichever set is the smaller", () => {
    const x = made("sizes", 30).x;
    const turned = fromRows(
      Array.from({ length: 30 }, (_, i) => x.data.slice(((i + 10) % 30) * 60, ((i + 10) % 30) * 60 + 60)),
    );
    const [one] = energyTests([distancesBetween(x)], 10, 99, stream("e"));
    const [other] = energyTests([distancesBetween(turned)], 20, 99, stream("e"));
    expect(other.statistic).toBeCloseTo(one.statistic, 12);
  });
  it("has even p-values where both sets are alike", () => {
    const p = Array.from({ length: 400 }, (_, k) => {
      const { x } = made(`even ${k}`, 20, 10);
      return energyTests([distancesBetween(x)], 8, 99, stream("even", k))[0].p;
    });
    for (const share of [0.05, 0.2, 0.5, 0.8]) {
      const below = p.filter((value) => value <= share).length / p.length;
      expect(Math.abs(below - share)).toBeLessThan(3 * Math.sqrt((share * (1 - share)) / p.length));
    }
  });
});

describe("sign flips", () => {
  it("find differences that all go one way, as often as all signs agree", () => {
    const { p, statistic } = signFlip(fromRows(Array.from({ length: 8 }, () => [1, 2])), 20_000, stream("s"));
    expect(statistic).toBeCloseTo(Math.sqrt(5), 12);
    // Of 256 patterns of signs, two leave the length as it is.
    expect(p).toBeGreaterThan(2 / 256 - 0.002);
    expect(p).toBeLessThan(2 / 256 + 0.002);
  });
  it("find nothing where nothing differs", () => {
    expect(signFlip(matrix(8, 3), 99, stream("s")).p).toBe(1);
  });
});

describe("exceedances", () => {
  it.each([
    [5, 5],
    [19, 19],
    [20, 20],
    [39, 38],
    [99, 95],
    [100, 96],
  ])("of %i values the %ith smallest is the limit at 95 %%", (m, rank) => {
    expect(limitRank(m, 0.95)).toBe(rank);
  });
  it("are counted beyond the value that 95 of 100 new ones stay below", () => {
    const reference = Array.from({ length: 99 }, (_, i) => i + 1);
    expect(exceedance(reference, [94.5, 95, 95.5, 200], 0.95)).toMatchObject({ limit: 95, beyond: 2 });
  });
  it("are as likely as in draws, whatever the distribution", () => {
    const draw = stream("exceedances");
    let times = 0;
    for (let k = 0; k < 4000; k++) {
      const numbers = (n: number) => Float64Array.from({ length: n }, () => Math.exp(3 * draw.uniform()));
      if (exceedance(numbers(30), numbers(12), 0.95).beyond >= 2) times++;
    }
    // 30 values: the 30th smallest is the limit, and the share beyond it is beta(1, 30).
    const { p } = exceedance(
      Array.from({ length: 30 }, (_, i) => i),
      [40, 41, ...new Array(10).fill(0)],
      0.95,
    );
    expect(Math.abs(times / 4000 - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 4000));
  });
});

describe("the population stability index", () => {
  it("is the sum of its definition", () => {
    // Two bins at the median 4.5: 4 and 4 of eight, 1 and 7 of eight; half a value more in each.
    const values = [1, 5, 6, 7, 8, 9, 10, 11];
    const [a, b] = [4.5 / 9, 1.5 / 9];
    const expected = (a - b) * Math.log(a / b) + (a - (1 - b)) * Math.log(a / (1 - b));
    expect(populationStability([1, 2, 3, 4, 5, 6, 7, 8], values, 1).psi).toBeCloseTo(expected, 14);
  });
  it.each([
    // (1/50 + 1/50) times chi-square of 9 degrees of freedom at 1 − 0.01/features: qchisq(0.99, 9), qchisq(0.999, 9).
    [1, 0.04 * 21.66599433],
    [10, 0.04 * 27.87716487],
  ])("has a limit that %i features share", (features, limit) => {
    const values = Array.from({ length: 50 }, (_, i) => i);
    expect(populationStability(values, values, features).limit).toBeCloseTo(limit, 7);
  });
  it("names hardly any good set, where the usual 0.25 would name most", () => {
    const draw = stream("psi");
    const found = Array.from({ length: 500 }, () => {
      const numbers = (n: number) => Float64Array.from({ length: n }, () => draw.uniform());
      return populationStability(numbers(50), numbers(50), 1);
    });
    expect(found.filter(({ moved }) => moved).length).toBeLessThan(20);
    expect(found.filter(({ psi }) => psi > 0.25).length).toBeGreaterThan(250);
  });
  it.prop([fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 40 })])(
    "is 0 for a set against itself",
    (values) => {
      expect(populationStability(values, values, 3).psi).toBe(0);
    },
  );
});
