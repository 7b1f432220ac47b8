/** The carve: sizes, refusals, and above all that no two sets share a unit. */

import { describe, expect, it } from "vitest";
import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import { split } from "../../../../blocks/methods/split/split.ts";
import { carve, carveRules, isShortage } from "../../../../blocks/methods/trust/carve.ts";
import type { Carve, Strata } from "../../../../blocks/methods/trust/carve-rules.ts";
import { type TrustOptions, trustOptions, wishesOf } from "../../../../blocks/methods/trust/options.ts";
import { mostFolds, outerFolds } from "../../../../blocks/methods/trust/outer.ts";
import type { Setup } from "../../../../blocks/methods/trust/pass.ts";
import { planOf } from "../../../../blocks/methods/trust/plan.ts";
import { type Samples, samplesOf } from "../../../../blocks/methods/trust/samples.ts";
import type { Shortage } from "../../../../blocks/methods/trust/shortage.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { labelled, permuteRows, rowsOf } from "../split/rows.ts";

const wishes = (options: Partial<TrustOptions> | object = {}) =>
  wishesOf(trustOptions.parse(options), "classification");

/** Samples of one spectrum, `counts` of each class. */
function ofCounts(counts: readonly number[]): { samples: Samples; strata: Strata } {
  const names = counts.flatMap((n, c) => new Array<string>(n).fill(`class ${c}`));
  const rows = rowsOf(names.map((_, i) => `s${String(i).padStart(4, "0")}`));
  const samples = samplesOf(rows, labelled(names), { sample: true, group: false, batch: false });
  return { samples, strata: { names: [...new Set(names)], of: (s) => (samples.codes as readonly number[])[s] } };
}

const carved = (counts: readonly number[], options: object = {}, seed = 1): Carve | Shortage => {
  const { samples, strata } = ofCounts(counts);
  const rules = carveRules(wishes(options));
  return carve([...samples.names.keys()], samples, strata, rules, "a", [seed, "trust", "split", 1]);
};
const sizes = (of: Carve | Shortage) =>
  isShortage(of) ? of.facts : [of.conformal.length, of.calibration.length, of.training.length];

describe("the carve by sample", () => {
  // conformal max(9, round(0.30 n)), calibration max(3, round(0.15 n)), training the rest.
  it.each([
    [22, [9, 3, 10]],
    [25, [9, 4, 12]],
    [31, [9, 5, 17]],
    [40, [12, 6, 22]],
    [100, [30, 15, 55]],
  ])("of %i samples of each of two classes gives each its share", (n, each) => {
    expect(sizes(carved([n, n]))).toEqual(each.map((size) => 2 * size));
  });
  it("refuses 21 samples of a class and says what would do", () => {
    expect(carved([40, 21])).toMatchObject({
      reason: "too_few_samples",
      facts: { what: "samples of class 1", have: 21, need: 22, fold: "a", by_none: 18, cross: 9 },
    });
    expect(isShortage(carved([40, 22]))).toBe(false);
  });
  it("asks for more where α is smaller: 19 conformal samples of a class at 0.05", () => {
    expect(carved([50, 40], { conformal: { alpha: 0.05 } })).toMatchObject({ facts: { have: 40, need: 42 } });
    expect(sizes(carved([42, 42], { conformal: { alpha: 0.05 } }))).toEqual([38, 12, 34]);
  });
  it("asks for fewer of each class where the promise is for all together", () => {
    expect(sizes(carved([18, 18], { conformal: { by: "none" } }))).toEqual([10, 6, 20]);
    expect(isShortage(carved([16, 16], { conformal: { by: "none" } }))).toBe(true);
  });
  it("leaves a set that nobody uses to training", () => {
    expect(sizes(carved([20, 20], { calibration: false }))).toEqual([18, 0, 22]);
    expect(sizes(carved([20, 20], { conformal: false, abstention: false }))).toEqual([0, 6, 34]);
  });
  it("is another for another seed, and the same for the same", () => {
    expect(carved([30, 30], {}, 1)).toEqual(carved([30, 30], {}, 1));
    expect(carved([30, 30], {}, 2)).not.toEqual(carved([30, 30], {}, 1));
  });
});

/** Samples in batches; every sample of batch b has class (b + place) mod 2. */
function inBatches(batches: number, each: number) {
  const sample: string[] = [];
  const batch: string[] = [];
  const label: string[] = [];
  for (let b = 0; b < batches; b++) {
    for (let i = 0; i < each; i++) {
      sample.push(`s${b}-${i}`);
      batch.push(`b${String(b).padStart(2, "0")}`);
      label.push(i % 2 === 0 ? "x" : "y");
    }
  }
  const rows = rowsOf(sample, { batch, group: batch });
  const outcome = labelled(label);
  return { rows, outcome, samples: samplesOf(rows, outcome, { sample: true, group: false, batch: true }) };
}

function setupOf(rows: Rows, outcome: Outcome, options: object = {}, batch = true): Setup {
  return {
    recipe: { task: "classification", estimator: "pls-da" } as Setup["recipe"],
    data: { rows, outcome } as Setup["data"],
    samples: samplesOf(rows, outcome, { sample: true, group: false, batch }),
    wishes: wishes(options),
    classes: outcome.label?.classes ?? null,
    name: [1, "trust"],
  };
}

describe("the carve by batch", () => {
  it("takes whole batches: of 9 left in, 3 conformal, 1 calibration, 5 training", () => {
    const { rows, outcome, samples } = inBatches(10, 18);
    const plan = planOf(setupOf(rows, outcome), split(rows, outcome, { name: "lobo", options: {} }, 1));
    if ("reason" in plan) throw new Error(plan.reason);
    const counts = plan.passes.map(({ sets }) =>
      [sets.conformal, sets.calibration, sets.training].map((set) => new Set(set.map((s) => samples.part[s])).size),
    );
    expect(counts.slice(0, 10)).toEqual(new Array(10).fill([3, 1, 5]));
    expect(counts[10]).toEqual([3, 2, 5]);
  });
  it("refuses fewer than 10 batches, and names the way out", () => {
    const { rows, outcome } = inBatches(9, 20);
    const made = planOf(setupOf(rows, outcome), split(rows, outcome, { name: "lobo", options: {} }, 1));
    expect(made).toMatchObject({ reason: "too_few_batches", facts: { have: 9, need: 10, cross: 6 } });
  });
  it("refuses where no shuffle gives every set enough, and says of what", () => {
    const { rows, outcome } = inBatches(10, 8);
    const made = planOf(setupOf(rows, outcome), split(rows, outcome, { name: "lobo", options: {} }, 1));
    expect(made).toMatchObject({ reason: "no_fair_carve", facts: { need: 10, set: "calibration", shuffles: 100 } });
  });
  it("counts batches, not samples, where the promise is for new batches", () => {
    const few = inBatches(12, 18);
    const many = inBatches(18, 18);
    const lobo = { name: "lobo", options: {} };
    const options = { conformal: { unit: "batch" } };
    expect(planOf(setupOf(few.rows, few.outcome, options), split(few.rows, few.outcome, lobo, 1))).toMatchObject({
      reason: "too_few_batches",
      facts: { have: 11, need: 16, unit: "batch" },
    });
    const plan = planOf(setupOf(many.rows, many.outcome, options), split(many.rows, many.outcome, lobo, 1));
    if ("reason" in plan) throw new Error(plan.reason);
    for (const { sets } of plan.passes) {
      expect(new Set(sets.conformal.map((s) => many.samples.part[s])).size).toBeGreaterThanOrEqual(9);
    }
  });
  it("takes batches that share a sample for one", () => {
    const { rows, outcome } = inBatches(12, 18);
    const batch = [...(rows.batch as readonly string[])];
    // The first sample was measured again in the second batch.
    const sample = [...rows.sample];
    sample[18] = sample[0];
    const joined = samplesOf({ ...rows, sample, batch }, outcome, { sample: true, group: false, batch: true });
    expect(joined.parts).toHaveLength(11);
    expect(joined.parts).not.toContain("b01");
    expect(new Set(joined.part.filter((_, s) => joined.names[s].startsWith("s1-"))).size).toBe(1);
  });
});

describe("the cross design", () => {
  it("goes on with 10 samples of a class, and refuses 9", () => {
    for (const [n, isEnough] of [
      [10, true],
      [9, false],
    ] as const) {
      const names = [...new Array(20).fill("x"), ...new Array(n).fill("y")];
      const rows = rowsOf(names.map((_, i) => `s${i}`));
      const outcome = labelled(names);
      const setup = setupOf(rows, outcome, { design: "cross" }, false);
      const plan = planOf(setup, split(rows, outcome, { name: "loso", options: {} }, 1));
      expect("reason" in plan).toBe(!isEnough);
    }
  });
});

/** 25 to 40 samples of each of two or three classes, 1 to 3 spectra each, some in batches, rows in any order. */
const anySet = fc
  .record({
    classes: fc.integer({ min: 2, max: 3 }),
    n: fc.integer({ min: 25, max: 40 }),
    batches: fc.oneof(fc.constant(null), fc.integer({ min: 10, max: 14 })),
    seed: fc.integer({ min: 0, max: 1000 }),
    design: fc.constantFrom("split", "cross"),
    scheme: fc.constantFrom("loso", "lobo", "group_kfold", "kfold"),
    order: fc.integer({ min: 1, max: 9973 }),
  })
  .map(({ classes, n, batches, seed, design, scheme, order }) => {
    const sample: string[] = [];
    const label: string[] = [];
    const batch: string[] = [];
    for (let s = 0; s < classes * n; s++) {
      for (let r = 0; r <= s % 3; r++) {
        sample.push(`s${s}`);
        label.push(`c${s % classes}`);
        batch.push(`b${Math.floor(s / classes) % (batches ?? 1)}`);
      }
    }
    const rows = rowsOf(sample, batches === null ? {} : { batch });
    const places = [...sample.keys()].sort((a, b) => ((a * order) % 9973) - ((b * order) % 9973) || a - b);
    const moved = permuteRows(rows, places);
    const outcome = labelled(places.map((i) => label[i]));
    return { rows: moved, outcome, hasBatch: batches !== null, seed, design, scheme };
  });

describe("training, calibration, conformal and left out samples", () => {
  property.prop([anySet], { numRuns: 60 })("share no unit", ({ rows, outcome, hasBatch, seed, design, scheme }) => {
    const declared = { sample: true, group: false, batch: hasBatch };
    const setup = {
      ...setupOf(rows, outcome, { design }, hasBatch),
      samples: samplesOf(rows, outcome, declared),
      name: [seed, "trust"],
    };
    const model = split(rows, outcome, { name: scheme === "lobo" && !hasBatch ? "loso" : scheme, options: {} }, seed);
    const plan = planOf(setup, model);
    if ("reason" in plan) return;
    const { samples } = setup;
    const units = (of: readonly number[]) => new Set(of.map((s) => samples.part[s]));
    const disjoint = (a: readonly number[], b: readonly number[]) => {
      const other = units(b);
      expect([...units(a)].filter((unit) => other.has(unit))).toEqual([]);
    };
    const left = plan.outer.folds.flatMap((fold) => fold.left);
    expect([...left].sort((a, b) => a - b)).toEqual([...samples.names.keys()]);
    expect(plan.outer.folds.length).toBeLessThanOrEqual(mostFolds);
    for (const { fold, inside, sets } of plan.passes) {
      disjoint(inside, fold?.left ?? []);
      expect(inside.length + (fold?.left.length ?? 0)).toBe(samples.names.length);
      if (design === "cross") continue;
      disjoint(sets.training, sets.calibration);
      disjoint(sets.training, sets.conformal);
      disjoint(sets.calibration, sets.conformal);
      const all = [...sets.training, ...sets.calibration, ...sets.conformal].sort((a, b) => a - b);
      expect(all).toEqual([...inside]);
    }
  });
  property.prop([anySet], { numRuns: 15 })("do not hang on the order of rows", ({ rows, outcome, hasBatch, seed }) => {
    const turned = [...rows.id.keys()].reverse();
    const other = permuteRows(rows, turned);
    const codes = turned.map((i) => outcome.label?.classes[outcome.label.codes[i]] ?? "");
    const made = [
      { rows, outcome },
      { rows: other, outcome: labelled(codes) },
    ].map((of) => {
      const setup = { ...setupOf(of.rows, of.outcome, {}, hasBatch), name: [seed, "trust"] };
      return planOf(setup, split(of.rows, of.outcome, { name: hasBatch ? "lobo" : "loso", options: {} }, seed));
    });
    const plain = made.map((plan) =>
      "reason" in plan ? plan : plan.passes.map(({ at, inside, sets }) => ({ at, inside, sets })),
    );
    expect(plain[0]).toEqual(plain[1]);
  });
});

describe("outer folds", () => {
  const of = inBatches(12, 10);
  const names: [string, string, object, "model" | "own", number][] = [
    ["the model's where there are at most 20", "lobo", {}, "model", 12],
    ["their own where the model leaves one sample out", "loso", {}, "own", 10],
    ["their own where the model's cut through batches", "kfold", { folds: 5 }, "own", 10],
    ["their own where the model leaves a unit out twice", "group_kfold", { folds: 5, repeats: 2 }, "own", 10],
    ["their own where the model was not validated", "none", {}, "own", 10],
    ["the model's one where that is a holdout", "holdout", { test: 0.25 }, "model", 1],
  ];
  it.each(names)("are %s", (_, scheme, options, from, folds) => {
    const { rows, outcome, samples } = of;
    const model = split(rows, outcome, { name: scheme, options: options as { [key: string]: number } }, 1);
    const outer = outerFolds(model, samples, rows, outcome, "classification", [1, "trust"]);
    expect([outer.from, outer.folds.length]).toEqual([from, folds]);
  });
});
