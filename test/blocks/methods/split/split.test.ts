import { describe, expect } from "vitest";
import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import type { SchemeSpec, Split } from "../../../../blocks/contract/model.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { schemes } from "../../../../blocks/methods/split/schemes.ts";
import { innerSplit, split } from "../../../../blocks/methods/split/split.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { anyRows, labelled, measured, permuteRows, rowsOf } from "./rows.ts";

const everyScheme: SchemeSpec[] = [
  { name: "lobo", options: {} },
  { name: "loso", options: {} },
  { name: "group_kfold", options: {} },
  { name: "stratified_group_kfold", options: { folds: 3, repeats: 2 } },
  { name: "kfold", options: { folds: 4 } },
  { name: "holdout", options: { test: 0.3 } },
  { name: "nested", options: { outer: "loso" } },
];

const namesOf = (unit: Split["unit"], rows: Rows): readonly string[] =>
  unit === "batch"
    ? (rows.batch as string[])
    : unit === "spectrum"
      ? rows.id
      : unit === "sample"
        ? rows.sample
        : rows.group;

/** Who is in which fold, by name: what must not depend on the order of rows. */
const members = ({ folds }: Split, rows: Rows) =>
  folds.map(({ name, left, training, test }) => ({
    name,
    left,
    training: training.map((i) => rows.id[i]).sort(),
    test: test.map((i) => rows.id[i]).sort(),
  }));

function refusalOf(action: () => unknown): Refusal {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error("nothing was refused");
}

describe("every scheme", () => {
  it("has a test here", () => {
    // walk_forward has its own, in walk-forward.test.ts: its training rows are not all others.
    expect([...everyScheme.map(({ name }) => name), "none", "walk_forward"].sort()).toEqual(
      Object.keys(schemes).sort(),
    );
  });
});

describe.each(everyScheme)("scheme $name", (scheme) => {
  it.prop([anyRows, fc.integer({ min: 0, max: 99 })], { numRuns: 30 })(
    "never has a unit on both sides of a fold",
    ({ rows, outcome }, seed) => {
      const { folds, unit } = split(rows, outcome, scheme, seed);
      const names = namesOf(unit, rows);
      expect(folds.length).toBeGreaterThan(0);
      for (const { left, training, test } of folds) {
        expect([...new Set(test.map((i) => names[i]))].sort()).toEqual(left);
        expect(training.filter((i) => left.includes(names[i]))).toEqual([]);
      }
    },
  );

  it.prop([anyRows], { numRuns: 30 })("keeps external rows out and every other row in", ({ rows, outcome }) => {
    const own = rows.id.map((_, i) => i).filter((i) => !rows.external[i]);
    for (const { training, test } of split(rows, outcome, scheme, 1).folds) {
      expect([...training, ...test].sort((a, b) => a - b)).toEqual(own);
      expect(test.length).toBeGreaterThan(0);
    }
  });

  it.prop([anyRows, fc.integer({ min: 0, max: 99 })], { numRuns: 30 })(
    "puts the same spectra into the same folds when the rows come in another order",
    ({ rows, outcome, order }, seed) => {
      const permuted = permuteRows(rows, order);
      const codes = outcome.label as NonNullable<Outcome["label"]>;
      const other = { ...outcome, label: { ...codes, codes: order.map((i) => codes.codes[i]) } };
      expect(members(split(permuted, other, scheme, seed), permuted)).toEqual(
        members(split(rows, outcome, scheme, seed), rows),
      );
    },
  );

  it.prop([anyRows], { numRuns: 20 })(
    "leaves every unit out once a repeat, or holds out a part",
    ({ rows, outcome }) => {
      const { folds, unit } = split(rows, outcome, scheme, 7);
      if (scheme.name === "holdout") {
        expect(folds).toHaveLength(1);
        return;
      }
      const names = namesOf(unit, rows);
      const own = [...new Set(names.filter((_, i) => !rows.external[i]))].sort();
      const repeats = (scheme.options.repeats as number | undefined) ?? 1;
      const left = folds.flatMap((fold) => fold.left).sort();
      expect(left).toEqual(own.flatMap((name) => new Array(repeats).fill(name)));
      expect(new Set(folds.map(({ name }) => name)).size).toBe(folds.length);
    },
  );

  it.prop([anyRows], { numRuns: 20 })(
    "stays inside the training rows when it is used for tuning",
    ({ rows, outcome }) => {
      const training = rows.id.map((_, i) => i).filter((i) => i % 10 !== 9);
      const inner = innerSplit(training, rows, outcome, scheme, [3, "tune", "plsda", "fold 1"]);
      const inside = new Set(training);
      for (const fold of inner.folds) {
        expect([...fold.training, ...fold.test].every((i) => inside.has(i) && !rows.external[i])).toBe(true);
      }
    },
  );
});

describe("what a scheme separates by", () => {
  it.each([
    ["lobo", {}, "batch"],
    ["loso", {}, "sample"],
    ["group_kfold", {}, "group"],
    ["stratified_group_kfold", {}, "group"],
    ["kfold", {}, "spectrum"],
    ["holdout", {}, "group"],
    ["nested", {}, "batch"],
    ["nested", { outer: "loso" }, "sample"],
  ])("is for %s %o the %s", (name, options, unit) => {
    const rows = rowsOf(
      Array.from({ length: 24 }, (_, i) => `s${i % 12}`),
      {
        group: Array.from({ length: 24 }, (_, i) => `g${i % 6}`),
        batch: Array.from({ length: 24 }, (_, i) => `b${i % 3}`),
      },
    );
    const found = split(rows, labelled(rows.group.map((g) => (g < "g3" ? "x" : "y"))), { name, options }, 0);
    expect(found.unit).toBe(unit);
    const names = { batch: ["b0"], sample: ["s0"] }[unit];
    if (names !== undefined) expect(found.folds[0].left).toEqual(names);
  });
});

describe("folds that are drawn", () => {
  const rows = rowsOf(Array.from({ length: 40 }, (_, i) => `s${i}`));
  const outcome = labelled(rows.sample.map((_, i) => (i % 10 === 0 ? "rare" : "common")));
  const draw = (scheme: SchemeSpec, seed: number) => members(split(rows, outcome, scheme, seed), rows);

  it("are the same for the same seed and others for another", () => {
    const scheme = { name: "group_kfold", options: {} };
    expect(draw(scheme, 1)).toEqual(draw(scheme, 1));
    expect(draw(scheme, 1)).not.toEqual(draw(scheme, 2));
  });
  it("do not depend on whether defaults are written out, nor in which order", () => {
    const bare = draw({ name: "group_kfold", options: {} }, 1);
    expect(draw({ name: "group_kfold", options: { repeats: 1, folds: 5 } }, 1)).toEqual(bare);
    expect(draw({ name: "group_kfold", options: { folds: 5, repeats: 1 } }, 1)).toEqual(bare);
  });
  it("differ between repeats and are named by repeat and fold", () => {
    const folds = draw({ name: "group_kfold", options: { folds: 2, repeats: 2 } }, 1);
    expect(folds.map(({ name }) => name)).toEqual(["1.1", "1.2", "2.1", "2.2"]);
    expect(folds[0].left).not.toEqual(folds[2].left);
  });
  it("hold equally many of a rare class where they are stratified", () => {
    const { folds } = split(rows, outcome, { name: "stratified_group_kfold", options: { folds: 4 } }, 5);
    const rare = folds.map(({ test }) => test.filter((i) => i % 10 === 0).length);
    expect(rare).toEqual([1, 1, 1, 1]);
    expect(folds.map(({ test }) => test.length)).toEqual([10, 10, 10, 10]);
  });
  it("hold out the share that was asked for, but never nothing and never all", () => {
    const left = (test: number) => split(rows, outcome, { name: "holdout", options: { test } }, 1).folds[0].left.length;
    expect([left(0.25), left(0.001), left(0.999)]).toEqual([10, 1, 39]);
  });
  it("are others in another outer fold", () => {
    const inner = (name: string) =>
      innerSplit(
        rows.id.map((_, i) => i),
        rows,
        outcome,
        { name: "group_kfold", options: {} },
        [1, "tune", name],
      );
    expect(inner("a")).not.toEqual(inner("b"));
  });
});

describe("a scheme that cannot be", () => {
  const six = rowsOf(["a", "a", "b", "b", "c", "c"]);
  const classes = labelled(["x", "x", "y", "y", "x", "x"]);

  it("is refused where batches are neither declared nor to be had from a group", () => {
    expect(refusalOf(() => split(six, classes, { name: "lobo", options: {} }, 0)).code).toBe("FS2401");
    expect(refusalOf(() => split(six, classes, { name: "nested", options: {} }, 0)).code).toBe("FS2401");
  });
  it("is not refused where the batch is the declared group", () => {
    const lots = { ...six, group: ["l1", "l1", "l1", "l1", "l2", "l2"] };
    expect(split(lots, classes, { name: "lobo", options: {} }, 0).folds.map(({ name }) => name)).toEqual(["l1", "l2"]);
  });
  it("is refused where everything is one batch, with how many are needed", () => {
    const one = { ...six, batch: six.sample.map(() => "monday") };
    const { code, remarks } = refusalOf(() => split(one, classes, { name: "lobo", options: {} }, 0));
    expect([code, remarks[0].facts]).toEqual([
      "FS3402",
      { scheme: "lobo", unit: "batches", have: 1, need: 2, among: "in the data" },
    ]);
  });
  it("is refused with fewer groups than folds, naming both", () => {
    const { code, remarks } = refusalOf(() => split(six, classes, { name: "group_kfold", options: {} }, 0));
    expect([code, remarks[0].facts]).toEqual([
      "FS3401",
      { scheme: "group_kfold", unit: "groups", have: 3, need: 5, among: "in the data" },
    ]);
  });
  it("counts only rows that are not external", () => {
    const external = { ...six, external: [false, false, false, false, true, true] };
    const scheme = { name: "group_kfold", options: { folds: 3 } };
    expect(refusalOf(() => split(external, classes, scheme, 0)).remarks[0].facts).toMatchObject({ have: 2, need: 3 });
  });
  it("is refused where strata are wanted and there are no classes", () => {
    const scheme = { name: "stratified_group_kfold", options: { folds: 2 } };
    expect(refusalOf(() => split(six, measured([1, 2, 3, 4, 5, 6]), scheme, 0)).code).toBe("FS2402");
  });
  it("is none of ours where its name or options are unknown", () => {
    expect(() => split(six, classes, { name: "toString", options: {} }, 0)).toThrow(RangeError);
    expect(() => split(six, classes, { name: "loso", options: { folds: 3 } }, 0)).toThrow(/folds/);
  });
});

describe("scheme none", () => {
  it("has no folds", () => {
    const rows = rowsOf(["a", "b"]);
    expect(split(rows, labelled(["x", "y"]), { name: "none", options: {} }, 0)).toMatchObject({
      unit: "none",
      folds: [],
    });
  });
});

describe("options of a scheme", () => {
  it("are closed and described", () => {
    for (const { options } of Object.values(schemes)) expect(options.safeParse({ surprise: 1 }).success).toBe(false);
    expect(schemes.group_kfold.options.parse({})).toEqual({ folds: 5, repeats: 1 });
    expect(schemes.holdout.options.parse({})).toEqual({ test: 0.2 });
    expect(schemes.nested.options.parse({})).toEqual({ outer: "lobo" });
  });
});
