import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, matrix, row, takeColumns, takeRows } from "../../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { learnsOf, type TrainingOutcome } from "../../../../blocks/contract/step.ts";
import { type FeatureColumns, featureColumns } from "../../../../blocks/methods/features/options.ts";
import { anovaF, best, columnScores, regressionF } from "../../../../blocks/methods/features/ranking.ts";
import { type FeatureState, features } from "../../../../blocks/methods/features/step.ts";
import { subset } from "../../../../blocks/methods/numeric/row-subset.ts";
import { snv } from "../../../../blocks/methods/steps/snv.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { golden, haveRealData, realSpectra, relativeError } from "../../../fixtures/real-data.ts";

const meats = realSpectra("meats-nir");
const axis: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: meats.axis };
const corrected = snv.apply(meats.spectra, {}, axis, null);
const classes = [...new Set(meats.column("fat_label"))].sort();
const outcome: TrainingOutcome = {
  codes: Int32Array.from(meats.column("fat_label"), (name) => classes.indexOf(name)),
  classes: classes.length,
  target: null,
};
const fat: TrainingOutcome = { codes: null, classes: 0, target: Float64Array.from(meats.column("fat").map(Number)) };
const nothing: TrainingOutcome = { codes: null, classes: 0, target: null };

const columnsOf = (written: object): Json => featureColumns.parse(written) as unknown as Json;
const fitted = (x: Matrix, written: object, of = outcome, before: Columns = axis) => {
  const options = columnsOf(written);
  const state = features.fit?.(x, options, before, of) ?? null;
  return { options, state: state as unknown as FeatureState, x: features.apply(x, options, before, state) };
};
const column = ({ rows, cols, data }: Matrix, j: number) =>
  Float64Array.from({ length: rows }, (_, i) => data[i * cols + j]);
const names = (written: object, before: Columns = axis) => {
  const after = features.columns(before, columnsOf(written));
  return after.kind === "names" ? after.names : [];
};
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return "nothing was refused";
};

describe("PCA scores", () => {
  const reference = golden("meats");
  it("agree with scikit-learn, up to sign", () => {
    const { x, state } = fitted(corrected, { pca: { components: 5 } });
    const expected = fromRows(reference.pca_on_snv.abs_scores);
    for (let c = 0; c < 5; c++)
      expect(relativeError(column(x, c).map(Math.abs), column(expected, c))).toBeLessThan(1e-9);
    const shares = reference.pca_on_snv.explained_variance_ratio.slice(0, 5);
    expect(relativeError(state.pca?.explained ?? [], shares)).toBeLessThan(1e-9);
  });
  it("divided by their sample standard deviation where scaled, are those scikit-learn calls whitened, up to sign", () => {
    const { x } = fitted(corrected, { pca: { components: 10, scale: true } });
    const file = join(import.meta.dirname, "../../../fixtures/golden/whitened-scores.json");
    const whitened = JSON.parse(readFileSync(file, "utf8"));
    const own = takeRows(x, whitened.spectra).data.map(Math.abs);
    expect(relativeError(own, whitened.absolute.flat())).toBeLessThan(1e-8);
  });
  it("of fewer components are the beginning of those of more, fitted together", () => {
    const path = [2, 6].map((components) => columnsOf({ pca: { components } }));
    const [two, six] = (features.fitPath?.(corrected, path, axis, outcome) ?? []) as unknown as FeatureState[];
    expect(two.pca?.directions).toEqual(six.pca?.directions.slice(0, 2));
    const alone = fitted(corrected, { pca: { components: 2 } });
    const together = features.apply(corrected, path[0], axis, two as unknown as Json);
    expect(relativeError(together.data, alone.x.data)).toBeLessThan(1e-9);
  });
  it("are 0 beyond the components the rows carry, where a smaller number was asked for too", () => {
    const few = takeRows(corrected, [0, 1, 2, 3]);
    const { x, state } = fitted(few, { pca: { components: [2, 9] } });
    expect(x.cols).toBe(9);
    expect(state.pca?.directions.length).toBe(3);
    for (let c = 3; c < 9; c++) expect([...column(x, c)]).toEqual([0, 0, 0, 0]);
  });
  it("are refused where even the smallest number is more than the rows carry", () => {
    expect(codeOf(() => fitted(takeRows(corrected, [0, 1, 2, 3]), { pca: { components: [5, 9] } }))).toBe("FS5101");
  });
});

describe("PCA scores of rows that are compared", () => {
  const training = Array.from({ length: 70 }, (_, i) => 3 * i);
  const others = Array.from({ length: 40 }, (_, i) => 3 * i + 1);
  // With many columns from products of rows, with few by passes over the rows.
  const wide = () => snv.apply(realSpectra("olive-oils-ftir").spectra, {}, axis, null);
  const tall = takeColumns(
    corrected,
    Array.from({ length: 90 }, (_, j) => j),
  );
  const cases: readonly (readonly [string, () => Matrix])[] = [
    ...(haveRealData("olive-oils-ftir") ? [["wide", wide] as const] : []),
    ["tall", () => tall],
  ];
  const firstOf = (indexes: readonly number[], x: Matrix) => indexes.filter((i) => i < x.rows);
  const path = [2, 8, 5].map((components) => columnsOf({ pca: { components, scale: true } }));

  it.each(cases)("are what fitting and applying gives, up to sign: %s", (_, rows) => {
    const x = rows();
    const [own, unseen] = [subset(x, firstOf(training, x)), subset(x, firstOf(others, x))];
    const compared = features.compare?.(own, unseen, path, axis, nothing) ?? [];
    expect(compared).toHaveLength(path.length);
    path.forEach((options, k) => {
      const { state } = fitted(own, { pca: { components: [2, 8, 5][k], scale: true } });
      for (const [rows, found] of [
        [own, compared[k].training],
        [unseen, compared[k].others],
      ]) {
        const expected = features.apply(rows, options, axis, state as unknown as Json);
        expect(relativeError(found.data.map(Math.abs), expected.data.map(Math.abs))).toBeLessThan(1e-8);
      }
    });
  });

  it.each(cases)("have no bit of rows that are not compared, nor training rows one of the others: %s", (_, rows) => {
    const x = rows();
    const own = firstOf(training, x);
    const spoilt = matrix(x.rows, x.cols, x.data.slice());
    for (let i = 0; i < x.rows; i++) if (!own.includes(i)) row(spoilt, i).fill(i / 7);
    const [here, there] = [x, spoilt].map(
      (whole) => features.compare?.(subset(whole, own), subset(whole, firstOf(others, x)), path, axis, nothing) ?? [],
    );
    path.forEach((_, k) => {
      expect(there[k].training).toEqual(here[k].training);
    });
  });

  it.skipIf(!haveRealData("olive-oils-ftir"))(
    "are refused as where they are fitted, and left to fitting where other columns stand beside them",
    () => {
      const own = subset(wide(), [0, 1, 2, 3]);
      expect(codeOf(() => features.compare?.(own, own, [path[1]], axis, nothing))).toBe("FS5101");
      const beside = columnsOf({ pca: { components: 2 }, pls: { components: 2 } });
      expect(features.compare?.(own, own, [beside], axis, nothing)).toBe(null);
      expect(features.compare?.(takeRows(tall, training), tall, path, axis, nothing)).toBe(null);
    },
  );
});

describe("PLS scores", () => {
  it("rise and fall with the target, the first one most", () => {
    const { x } = fitted(corrected, { pls: { components: 3 } }, fat);
    const f = regressionF(x, fat);
    expect(f[0]).toBeGreaterThan(f[1]);
    expect(f[0]).toBeGreaterThan(200);
  });
  it("are not correlated with one another over the training rows", () => {
    const { x } = fitted(corrected, { pls: { components: 3 } }, outcome);
    const dot = (a: number, b: number) => column(x, a).reduce((sum, value, i) => sum + value * column(x, b)[i], 0);
    for (const [a, b] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(Math.abs(dot(a, b)) / Math.sqrt(dot(a, a) * dot(b, b))).toBeLessThan(1e-9);
  });
  it("are refused where even the smallest number is more than the rows carry, and 0 beyond what they carry", () => {
    const few = takeRows(corrected, [0, 1, 2, 3]);
    const four = { ...outcome, codes: Int32Array.from([0, 1, 0, 1]) };
    expect(codeOf(() => fitted(few, { pls: { components: [5, 9] } }, four))).toBe("FS5101");
    const { x, state } = fitted(few, { pls: { components: [1, 5] } }, four);
    expect(state.pls?.directions.length).toBeLessThan(4);
    expect([...column(x, 4)]).toEqual([0, 0, 0, 0]);
  });
  it("need an outcome", () => {
    expect(codeOf(() => fitted(corrected, { pls: { components: 1 } }, nothing))).toBe("FS5512");
  });
});

describe("bands, peaks and ratios", () => {
  const first = takeRows(meats.spectra, [0, 1, 2, 3]);
  const written = {
    bands: { b: [880, 920] },
    peaks: { h: { at: 930, window: 10 }, a: { at: 930, window: 10, measure: "area" } },
    ratios: { r: ["h", "b"] },
  };
  it("agree with numpy's trapezoid and maximum", () => {
    const { x, state } = fitted(first, written);
    expect(state).toBe(null);
    expect(
      relativeError(column(x, 0), [104.17529812050009, 116.37355981900014, 102.3633763855001, 111.59566397700013]),
    ).toBeLessThan(1e-12);
    expect(
      relativeError(column(x, 1), [23.381259446999863, 26.583124931999844, 22.462320971999873, 24.37931905499986]),
    ).toBeLessThan(1e-12);
    expect([...column(x, 2)]).toEqual([2.92085, 3.30681, 2.80649, 3.04579]);
    expect(
      relativeError(column(x, 3), [
        2.92085 / 104.17529812050009,
        3.30681 / 116.37355981900014,
        2.80649 / 102.3633763855001,
        3.04579 / 111.59566397700013,
      ]),
    ).toBeLessThan(1e-12);
  });
  it("weigh an uneven axis by its distances", () => {
    const uneven: Columns = { kind: "axis", unit: "cm-1", technique: "Raman", values: [1, 2, 4, 9] };
    const { x } = fitted(fromRows([[1, 3, 5, 2]]), { bands: { b: [1, 9], c: [2, 4] } }, nothing, uneven);
    expect([...x.data]).toEqual([2 + 8 + 17.5, 8]);
  });
  it("stand in the order of families, and of names, however they are written", () => {
    const other = { ratios: written.ratios, peaks: { a: written.peaks.a, h: written.peaks.h }, bands: written.bands };
    expect(names(written)).toEqual(["b", "a", "h", "r"]);
    expect(names(other)).toEqual(["b", "a", "h", "r"]);
    expect(fitted(first, other).x.data).toEqual(fitted(first, written).x.data);
    expect(names({ bands: { "10": [880, 920], "9": [900, 940], B: [900, 910], a: [900, 950] } })).toEqual([
      "10",
      "9",
      "B",
      "a",
    ]);
  });
  it("are not finite where a ratio divides by 0", () => {
    const { x } = fitted(
      fromRows([[1, 1, 0, 0]]),
      { bands: { b: [1, 2], z: [3, 4] }, ratios: { r: ["b", "z"], s: ["z", "z"] } },
      nothing,
      { kind: "axis", unit: "nm", technique: null, values: [1, 2, 3, 4] },
    );
    expect([...x.data]).toEqual([1, 0, Number.POSITIVE_INFINITY, Number.NaN]);
  });
  it.prop([fc.double({ min: 0.1, max: 10, noNaN: true }), fc.integer({ min: 0, max: 214 })])(
    "grow with the spectrum, ratios do not",
    (factor, i) => {
      const one = takeRows(meats.spectra, [i]);
      const more = matrix(
        1,
        one.cols,
        one.data.map((value) => factor * value),
      );
      const [a, b] = [fitted(one, written).x.data, fitted(more, written).x.data];
      expect(
        relativeError(
          b.slice(0, 3),
          a.slice(0, 3).map((value) => factor * value),
        ),
      ).toBeLessThan(1e-12);
      expect(relativeError([b[3]], [a[3]])).toBeLessThan(1e-12);
    },
  );
});

describe("ranking", () => {
  it("by analysis of variance agrees with scipy", () => {
    const f = anovaF(takeColumns(corrected, [0, 20, 40, 60, 99]), outcome);
    expect(
      relativeError(
        f,
        [123.70840794712886, 130.02394454249622, 241.72234166600467, 119.38538042890599, 51.735063153956006],
      ),
    ).toBeLessThan(1e-10);
  });
  it("by analysis of variance agrees with a case worked by hand: three classes, and a constant column", () => {
    const x = fromRows([
      [1, 7],
      [3, 7],
      [5, 7],
      [7, 7],
      [9, 7],
      [11, 7],
    ]);
    const codes = Int32Array.from([0, 0, 1, 1, 2, 2]);
    // Means 2, 6, 10 around 6: 2·(16 + 0 + 16)/2 = 32 between; 6·1/3 = 2 within.
    expect([...anovaF(x, { codes, classes: 3, target: null })]).toEqual([16, 0]);
    // A class that is absent does not count.
    expect([...anovaF(x, { codes: codes.map((code) => 2 * code), classes: 5, target: null })]).toEqual([16, 0]);
  });
  it("by correlation with a number agrees with scipy", () => {
    const f = regressionF(takeColumns(corrected, [0, 20, 40, 60, 99]), fat);
    expect(
      relativeError(
        f,
        [199.00449858364624, 187.63230617292174, 644.3305860234108, 204.52391098387173, 67.62082746274132],
      ),
    ).toBeLessThan(1e-10);
  });
  it("by VIP has a mean square of 1 and no unit", () => {
    const some = takeColumns(corrected, [0, 20, 40, 60, 99]);
    const vip = columnScores(some, "vip", outcome);
    expect(vip.reduce((sum, value) => sum + value * value, 0) / 5).toBeCloseTo(1, 10);
    const units = [1000, 1, 0.001, 5, 7];
    const others = matrix(
      some.rows,
      5,
      some.data.map((value, at) => value * units[at % 5]),
    );
    expect(relativeError(columnScores(others, "vip", outcome), vip)).toBeLessThan(1e-9);
  });
  it("takes the first of equals, and columns without differences last", () => {
    expect(best(Float64Array.from([1, 3, 3, 0, 3]), 2)).toEqual([1, 2]);
    expect(best(Float64Array.from([1, 3, Number.POSITIVE_INFINITY]), 2)).toEqual([1, 2]);
    expect(best(Float64Array.from([1, 2]), 5)).toEqual([0, 1]);
  });
  it("between classes is refused for a number", () => {
    expect(codeOf(() => fitted(corrected, { select: { method: "anova_f", k: 2 } }, fat))).toBe("FS5511");
  });
});

describe("selection", () => {
  it("keeps the spectral points that differ most between classes, and names them", () => {
    const { x, state } = fitted(corrected, { select: { method: "anova_f", k: 5 } });
    expect(state.select?.kept).toEqual([11, 12, 13, 14, 15]);
    expect(state.select?.names[0]).toBe(`${meats.axis[11]} nm`);
    expect([...column(x, 4)]).toEqual([...column(corrected, 15)]);
  });
  it("chooses among the features where there are any, after all of them", () => {
    const written = {
      bands: { b: [880, 920] },
      pca: { components: 3 },
      pls: { components: 2 },
      select: { method: "vip", k: 2 },
    };
    const { x, state } = fitted(corrected, written);
    const all = fitted(corrected, { ...written, select: undefined }).x;
    expect(state.select?.names.every((name) => ["b", "PC1", "PC2", "PC3", "LV1", "LV2"].includes(name))).toBe(true);
    state.select?.kept.forEach((j, k) => {
      expect([...column(x, k)]).toEqual([...column(all, j)]);
    });
  });
  it("of several sizes fitted together is what each is alone", () => {
    const path = [2, 5, 9].map((k) => columnsOf({ pca: { components: 9 }, bands: { b: [880, 920] }, select: { k } }));
    const together = features.fitPath?.(corrected, path, axis, outcome);
    expect(together).toEqual(path.map((options) => features.fit?.(corrected, options, axis, outcome)));
  });
  it("hangs on the labels: with others it keeps other points", () => {
    const swapped = { ...outcome, codes: outcome.codes?.map((_, i) => (row(corrected, i)[80] > 0.9 ? 1 : 0)) ?? null };
    const a = fitted(corrected, { select: { k: 5 } });
    const b = fitted(corrected, { select: { k: 5 } }, swapped);
    expect(a.state.select?.kept).not.toEqual(b.state.select?.kept);
  });
});

describe("what features learn from", () => {
  it.each<[string, object, string | null]>([
    ["bands", { bands: { b: [880, 920] } }, null],
    ["PCA", { bands: { b: [880, 920] }, pca: { components: 2 } }, "spectra"],
    ["PLS", { pls: { components: 2 } }, "outcome"],
    ["selection", { bands: { b: [880, 920] }, select: { k: 1 } }, "outcome"],
  ])("hangs on what is asked for: %s", (_, written, expected) => {
    expect(learnsOf(features, columnsOf(written))).toBe(expected);
  });
});

describe("a state", () => {
  it.each([
    ["PCA", { pca: { components: 3, scale: true } }],
    ["PLS", { pls: { components: 3 } }],
    ["selection", { pca: { components: 6 }, select: { k: 3 } }],
  ])("of %s is plain data: read back from JSON it gives the same bytes", (_, written) => {
    const { options, state, x } = fitted(corrected, written);
    const again = JSON.parse(JSON.stringify(state));
    expect(again).toEqual(state);
    expect(features.apply(corrected, options, axis, again).data).toEqual(x.data);
  });
  it("treats every row by itself", () => {
    const { options, state, x } = fitted(corrected, {
      bands: { b: [880, 920] },
      pca: { components: 4 },
      select: { k: 3 },
    });
    const alone = features.apply(takeRows(corrected, [17]), options, axis, state as unknown as Json);
    expect(alone.data).toEqual(row(x, 17));
  });
});

describe("columns", () => {
  it("are known without data and as many as are made", () => {
    const written: object = {
      bands: { b: [880, 920] },
      ratios: {},
      pca: { components: [2, 4] },
      pls: { components: 1 },
    };
    expect(names(written)).toEqual(["b", "PC1", "PC2", "PC3", "PC4", "LV1"]);
    expect(fitted(corrected, written).x.cols).toBe(6);
    expect(names({ ...written, select: { k: [3, 5] } })).toHaveLength(5);
  });
  const list: [string, object, string][] = [
    ["a ratio of something unknown", { bands: { b: [880, 920] }, ratios: { r: ["b", "c"] } }, "FS2501"],
    [
      "a ratio of a component",
      { pca: { components: 2 }, bands: { b: [880, 920] }, ratios: { r: ["b", "PC1"] } },
      "FS2501",
    ],
    ["a band and a peak of one name", { bands: { b: [880, 920] }, peaks: { b: { at: 900, window: 9 } } }, "FS2502"],
    ["a band that is called like a component", { bands: { PC1: [880, 920] }, pca: { components: 2 } }, "FS2502"],
    ["more columns kept than made", { pca: { components: 2 }, select: { k: 3 } }, "FS2504"],
    ["a value twice", { pca: { components: [2, 3, 2] } }, "FS2806"],
    ["a band beside the axis", { bands: { b: [1200, 1300] } }, "FS3511"],
    ["a band between two points", { bands: { b: [900, 901] } }, "FS3511"],
    ["a peak beside the axis", { peaks: { b: { at: 100, window: 10 } } }, "FS3511"],
    ["more points kept than there are", { select: { k: 101 } }, "FS3512"],
  ];
  it.each(list)("are refused for %s", (_, written, code) => {
    expect(codeOf(() => features.columns(axis, columnsOf(written)))).toBe(code);
  });
  it("need an axis for bands, none for components", () => {
    const named: Columns = { kind: "names", names: ["a", "b"] };
    expect(codeOf(() => features.columns(named, columnsOf({ bands: { b: [1, 2] } })))).toBe("FS2301");
    expect(names({ pca: { components: 1 } }, named)).toEqual(["PC1"]);
  });
});

describe("options", () => {
  it.each<[string, unknown]>([
    ["nothing at all", {}],
    ["empty mappings only", { bands: {}, peaks: {} }],
    ["an unknown family", { umap: { components: 2 } }],
    ["a band upside down", { bands: { b: [920, 880] } }],
    ["no components", { pca: { components: 0 } }],
    ["an empty grid", { pca: { components: [] } }],
    ["a window of nothing", { peaks: { b: { at: 900, window: 0 } } }],
  ])("refuse %s", (_, written) => expect(featureColumns.safeParse(written).success).toBe(false));
  it("fill in what is not said", () => {
    const parsed: FeatureColumns = featureColumns.parse({
      peaks: { p: { at: 900, window: 5 } },
      select: { k: 1 },
      pca: { components: 1 },
    });
    expect(parsed).toMatchObject({
      peaks: { p: { measure: "height" } },
      select: { method: "anova_f" },
      pca: { scale: false },
    });
  });
});
