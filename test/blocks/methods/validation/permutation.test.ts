/** Permutations: all ways of labelling six samples beside R, who is exchanged with whom, and what is made once. */
import { describe, expect, it } from "vitest";
import type { Columns, Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { subset } from "../../../../blocks/methods/numeric/row-subset.ts";
import { exchangeOf } from "../../../../blocks/methods/validation/permutation/exchange.ts";
import { remembering } from "../../../../blocks/methods/validation/permutation/remembering.ts";
import { wholeRecipe } from "../../../../blocks/methods/validation/permutation/whole-recipe.ts";
import golden from "../../../fixtures/golden/permutation.json" with { type: "json" };
import { recipeOn, type step } from "../../../fixtures/recipe.ts";

const rowsOf = (n: number, batch: readonly string[] | null = null, group?: readonly string[]): Rows => {
  const names = Array.from({ length: n }, (_, i) => `s${i}`);
  return {
    id: names,
    sample: names,
    group: group ?? names,
    batch,
    instrument: null,
    external: names.map(() => false),
    duplicateOf: names.map(() => null),
  };
};

describe("six samples labelled in all twenty ways", () => {
  const columns: Columns = { kind: "axis", unit: "nm", technique: null, values: [1, 2, 3, 4] };
  const recipe = recipeOn(columns)("pls-da", { components: [1] }, []);
  const codes = [0, 1, 0, 1, 0, 1];
  const outcome: Outcome = { label: { name: "y", classes: ["a", "b"], codes, positive: null }, target: null };
  const given = { recipe, rows: rowsOf(6), outcome, scheme: { name: "loso", options: {} }, seed: 1 };
  const figure = wholeRecipe.start(methods, fromRows(golden.spectra), given);
  const values = golden.codes.map((one) => figure({ values: one }).statistic);

  it("have the balanced accuracies that R's pls gives, and the p of the exhaustive test", () => {
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(golden.values[k], 12);
    });
    const [, observed] = values;
    expect(observed).toBeCloseTo(golden.observed, 12);
    expect(values.filter((value) => value >= observed - 1e-12).length / values.length).toBe(golden.p);
  });

  it("are each drawn as often as any other", () => {
    const { draw } = exchangeOf(
      rowsOf(6),
      codes.map((_, s) => [s]),
      { codes, target: null },
    );
    const seen = new Map<string, number>();
    for (let k = 0; k < 4000; k++) {
      const way = [...draw(stream(1, "test", k))].map((s) => codes[s]).join("");
      seen.set(way, (seen.get(way) ?? 0) + 1);
    }
    expect(seen.size).toBe(20);
    // 200 ± 5 standard deviations of 13.8.
    for (const count of seen.values()) expect(Math.abs(count - 200)).toBeLessThan(69);
  });
});

describe("who is exchanged", () => {
  const members = Array.from({ length: 6 }, (_, s) => [s]);
  const drawn = (rows: Rows, codes: readonly number[]) => {
    const { exchanged, draw } = exchangeOf(rows, members, { codes, target: null });
    return { exchanged, draws: Array.from({ length: 20 }, (_, k) => [...draw(stream(k, "test"))]) };
  };
  const batch = ["a", "a", "a", "b", "b", "b"];

  it("are samples within a batch where a batch holds two classes", () => {
    const { exchanged, draws } = drawn(rowsOf(6, batch), [0, 1, 0, 1, 1, 0]);
    expect(exchanged).toBe("samples-in-batch");
    for (const from of draws) expect(from.map((s) => batch[s])).toEqual(batch);
    expect(draws.every((from) => [...from].sort().join() === "0,1,2,3,4,5")).toBe(true);
  });

  it.each([
    ["batches", rowsOf(6, ["a", "a", "b", "b", "c", "c"])],
    ["groups", rowsOf(6, null, ["a", "a", "b", "b", "c", "c"])],
  ])("are whole %s where none holds two classes", (_, rows) => {
    const codes = [0, 0, 1, 1, 0, 0];
    const { exchanged, draws } = drawn(rows, codes);
    expect(exchanged).toBe("batches");
    for (const from of draws) {
      const taken = from.map((s) => codes[s]);
      expect([taken[0] === taken[1], taken[2] === taken[3], taken[4] === taken[5]]).toEqual([true, true, true]);
      expect(taken.reduce((sum, code) => sum + code, 0)).toBe(2);
    }
  });

  it("are all samples where there is no batch", () => {
    expect(drawn(rowsOf(6), [0, 1, 0, 1, 1, 0]).exchanged).toBe("samples");
  });
});

describe("what labels do not touch", () => {
  it("is made once for the same rows, and what looks at them is made anew", () => {
    const x = fromRows(Array.from({ length: 8 }, (_, i) => [i, i * i, Math.sqrt(i + 1), (i * 7) % 5]));
    const columns: Columns = { kind: "names", names: ["a", "b", "c", "d"] };
    const remembered = remembering(methods);
    const asked = (name: string, options: ReturnType<typeof step>["options"], codes: readonly number[]) =>
      remembered.step(name).compare?.(subset(x, [0, 1, 2, 3, 4, 5]), subset(x, [6, 7]), [options], columns, {
        codes: Int32Array.from(codes),
        classes: 2,
        target: null,
      }) ?? [];
    const [one] = asked("autoscale", {}, [0, 1, 0, 1, 0, 1]);
    expect(asked("autoscale", {}, [1, 0, 1, 0, 1, 0])[0]).toBe(one);
    const select = { select: { method: "anova_f", k: 1 } };
    // Where there is no quicker way, a step that looks at labels is left to be fitted.
    for (const codes of [
      [0, 1, 0, 1, 0, 1],
      [0, 0, 0, 1, 1, 1],
    ])
      expect(asked("features", select, codes)).toEqual([]);
    const autoscale = methods.step("autoscale");
    const outcome = { codes: null, classes: 0, target: null };
    const state = autoscale.fit?.(subset(x, [0, 1, 2, 3, 4, 5]), {}, columns, outcome) ?? null;
    expect(one.others).toEqual(autoscale.apply(subset(x, [6, 7]), {}, columns, state));
  });
});
