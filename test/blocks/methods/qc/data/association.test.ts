import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  areaBetween,
  cramersV,
  epsilonSquared,
  rankShare,
  spearmanSquared,
} from "../../../../../blocks/methods/qc/data/association.ts";
import { atLeast } from "../../../../../blocks/methods/qc/data/undeclared_replicates.ts";
import { fc } from "../../../../fixtures/property.ts";

const golden = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../../../../fixtures/golden/association.json"), "utf8"),
);
const names: readonly string[] = [...new Set<string>(golden.class)].sort();
const table = (days: readonly string[]) =>
  names.map((name) =>
    days.map((day) => golden.class.filter((c: string, i: number) => c === name && golden.day[i] === day).length),
  );
const of = (name: string): number[] => golden.time.filter((_: number, i: number) => golden.class[i] === name);

describe("association agrees with R and scipy", () => {
  it.each<[string, number | null, number]>([
    ["Cramér's V", cramersV(table(["d1", "d2", "d3", "d4"])), golden.cramers_v],
    ["ε²", epsilonSquared(golden.y, golden.day), golden.epsilon_squared],
    ["Spearman's ρ²", spearmanSquared(golden.time, golden.y), golden.spearman_squared],
    [
      "the share of ranks between groups",
      rankShare(
        golden.time,
        golden.class.map((c: string) => names.indexOf(c)),
      ),
      golden.rank_share,
    ],
    ["the area between two groups", areaBetween(of("a"), of("b")), golden.area_b_over_a],
    ["the Poisson-binomial tail", atLeast(15, golden.chances), golden.at_least_15],
  ])("in %s", (_, found, known) => expect(found).toBeCloseTo(known, 12));
});

describe("association", () => {
  it("has no value where there is nothing to compare", () => {
    expect(cramersV([[3, 2]])).toBeNull();
    expect(
      cramersV([
        [3, 0],
        [2, 0],
      ]),
    ).toBeNull();
    expect(epsilonSquared([1, 2, 3], ["a", "b", "c"])).toBeNull();
    expect(epsilonSquared([1, 1, 1], ["a", "a", "b"])).toBeNull();
    expect(spearmanSquared([1, 1], [1, 2])).toBeNull();
    expect(rankShare([4, 4], [0, 1])).toBeNull();
    expect([atLeast(0, [0.5]), atLeast(2, [0.5])]).toEqual([1, 0]);
  });

  it("of two groups, the share of ranks is Spearman's ρ² with the group; V does not hang on the order of rows or columns", () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.boolean()), { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(values, (pairs) => {
        const x = pairs.map(([value]) => value);
        const g = pairs.map(([, is]) => (is ? 1 : 0));
        const [a, b] = [rankShare(x, g), spearmanSquared(x, g)];
        if (a !== null && b !== null) expect(a).toBeCloseTo(b, 12);
      }),
    );
    const counts = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 4,
    });
    fc.assert(
      fc.property(counts, (all) => {
        const turned = [...all].reverse().map((row) => [...row].reverse());
        const [a, b] = [cramersV(all), cramersV(turned)];
        expect(a === null).toBe(b === null);
        if (a !== null) expect(a).toBeCloseTo(b as number, 12);
      }),
    );
  });
});
