/** Similar samples: who is clustered with whom, and where clusters go. */
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import type { Fold } from "../../../../blocks/contract/model.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { normalDeviates } from "../../../../blocks/methods/simulate/normal-deviates.ts";
import { closePairs } from "../../../../blocks/methods/validation/similarity/close-pairs.ts";
import { similarSamples } from "../../../../blocks/methods/validation/similarity/clusters.ts";
import { completeLinkage } from "../../../../blocks/methods/validation/similarity/complete-linkage.ts";
import { moveClusters } from "../../../../blocks/methods/validation/similarity/move-clusters.ts";
import golden from "../../../fixtures/golden/similarity.json" with { type: "json" };

/** Clusters as R numbers them: each item the first of its own. */
const firsts = (of: readonly number[]): number[] => of.map((cluster) => of.indexOf(cluster));
const firstsOf = (clusters: readonly (readonly number[])[]): number[] => {
  const result: number[] = [];
  for (const cluster of clusters) for (const s of cluster) result[s] = cluster[0];
  return result;
};
const alone = (count: number) => Array.from({ length: count }, (_, i) => [i]);

describe("clusters of similar samples", () => {
  const { classes, regression } = golden;

  it("are those of R's hclust: complete linkage on distances over the median of a class, cut at 0.2", () => {
    const found = similarSamples(fromRows(classes.spectra), alone(classes.codes.length), {
      codes: classes.codes,
      target: null,
    });
    expect(firstsOf(found)).toEqual(firsts(classes.clusters));
  });

  it("are those of R's hclust on the residuals of lm on t and t² where a target is predicted", () => {
    const found = similarSamples(fromRows(regression.spectra), alone(regression.target.length), {
      codes: null,
      target: regression.target,
    });
    expect(firstsOf(found)).toEqual(firsts(regression.clusters));
  });

  it("do not hang on scale, offset or the numbers of classes, nor on the order of the rows of a sample", () => {
    const x = fromRows(classes.spectra);
    const { codes } = classes;
    const plain = similarSamples(x, alone(codes.length), { codes, target: null });
    const other = matrix(
      x.rows,
      x.cols,
      x.data.map((value, at) => 3.7 * value + 5 + Math.floor(at / x.cols)),
    );
    const swapped = codes.map((code) => 5 - code);
    expect(firstsOf(similarSamples(other, alone(codes.length), { codes: swapped, target: null }))).toEqual(
      firstsOf(plain),
    );
    // Rows the other way round, names as before.
    const n = codes.length;
    const reversed = takeRows(
      x,
      Array.from({ length: n }, (_, i) => n - 1 - i),
    );
    const members = Array.from({ length: n }, (_, s) => [n - 1 - s]);
    expect(similarSamples(reversed, members, { codes, target: null })).toEqual(plain);
  });

  it("come by falling size, equals by their least member", () => {
    const found = similarSamples(fromRows(classes.spectra), alone(classes.codes.length), {
      codes: classes.codes,
      target: null,
    });
    const order = [...found].sort((a, b) => b.length - a.length || a[0] - b[0]);
    expect(found).toEqual(order);
  });
});

/** Distances of every pair over their median, and what a textbook does with them. */
function textbook(x: Matrix, cut: number): number[] {
  const distance = (i: number, j: number) => {
    let sum = 0;
    for (let k = 0; k < x.cols; k++) {
      const d = x.data[i * x.cols + k] - x.data[j * x.cols + k];
      sum += d * d;
    }
    return Math.sqrt(sum);
  };
  const all: number[] = [];
  for (let i = 0; i < x.rows; i++) for (let j = 0; j < i; j++) all.push(distance(i, j));
  all.sort((a, b) => a - b);
  const middle = (all[Math.floor((all.length - 1) / 2)] + all[Math.floor(all.length / 2)]) / 2;
  let clusters = Array.from({ length: x.rows }, (_, i) => [i]);
  for (;;) {
    let best: { a: number; b: number; height: number } | null = null;
    for (let a = 0; a < clusters.length; a++) {
      for (let b = a + 1; b < clusters.length; b++) {
        const height = Math.max(...clusters[a].flatMap((i) => clusters[b].map((j) => distance(i, j)))) / middle;
        if (height <= cut && (best === null || height < best.height)) best = { a, b, height };
      }
    }
    if (best === null) return firstsOf(clusters);
    const { a, b } = best;
    const joined = [...clusters[a], ...clusters[b]].sort((p, q) => p - q);
    clusters = [...clusters.filter((_, k) => k !== a && k !== b), joined].sort((p, q) => p[0] - q[0]);
  }
}

describe("complete linkage over close pairs", () => {
  it.each([1, 2, 3, 4, 5, 6])("joins what a textbook joins over all pairs (set %d)", (seed) => {
    const draw = normalDeviates(stream(seed, "test"));
    const centres = Array.from({ length: 8 }, () => [draw(), draw()]);
    const x = fromRows(Array.from({ length: 40 }, (_, i) => centres[i % 8].map((value) => value + 0.12 * draw())));
    const cut = 0.3;
    expect([...completeLinkage(x.rows, closePairs(x, cut))]).toEqual(textbook(x, cut));
  });

  it("joins equals, also where more than half of all pairs are equal and the median is 0", () => {
    const x = fromRows([[1], [1], [1], [1], [2], [2], [3]]);
    expect([...completeLinkage(7, closePairs(x, 0.2))]).toEqual([0, 0, 0, 0, 4, 4, 6]);
    expect(closePairs(fromRows([[1]]), 0.2).count).toBe(0);
  });

  it("joins of equal distances those that stand first", () => {
    // Neighbours on a line, all equally far: 0 with 1, 2 with 3, and then nothing is within the cut.
    const x = fromRows([[0], [1], [2], [3], [100], [200]]);
    const { height } = closePairs(x, 1);
    expect([...completeLinkage(6, closePairs(x, Math.min(...height) * 1.5))]).toEqual([0, 0, 2, 2, 4, 5]);
  });
});

const foldsOf = (tests: readonly (readonly number[])[], n: number): readonly Fold[] =>
  tests.map((test, k) => ({
    name: `${k}`,
    left: [],
    test,
    training: Array.from({ length: n }, (_, i) => i).filter((i) => !test.includes(i)),
  }));
const one = (n: number) => ({ of: Int32Array.from({ length: n }, (_, i) => i), count: n });
const testsOf = (moved: ReturnType<typeof moveClusters>) => moved.folds.map(({ test }) => [...test]);

describe("moved folds", () => {
  const tests = [
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
  ];

  it("are the ordinary ones where no two samples are alike", () => {
    const found = moveClusters(foldsOf(tests, 9), one(9), alone(9));
    expect(testsOf(found)).toEqual(tests);
    expect(found.moved).toBe(0);
    expect(found.folds.some(({ isChanged }) => isChanged)).toBe(false);
  });

  it("take a cluster where most of it was, of equals to the emptier, then the first; what is left goes where there is room", () => {
    // 3 and 6 to the fold of 3 (equally had, equally empty: the first); 4, 7, 8 before them, being more, to the fold of 7 and 8.
    const clusters = [[4, 7, 8], [3, 6], [0], [1], [2], [5]];
    const found = moveClusters(foldsOf(tests, 9), one(9), clusters);
    expect(testsOf(found)).toEqual([
      [0, 1, 2],
      [3, 5, 6],
      [4, 7, 8],
    ]);
    expect(found.moved).toBe(2);
    expect(found.folds.map(({ isChanged }) => isChanged)).toEqual([false, true, true]);
    expect(found.folds[1].training).toEqual([0, 1, 2, 4, 7, 8]);
  });

  it("take a cluster that two folds had equally to the emptier of them", () => {
    const two = [
      [0, 1, 2, 4],
      [3, 5, 6, 7],
    ];
    const found = moveClusters(foldsOf(two, 8), one(8), [[0, 1], [2, 3], [4], [5], [6], [7]]);
    expect(testsOf(found)).toEqual([
      [0, 1, 4, 7],
      [2, 3, 5, 6],
    ]);
    expect(found.moved).toBe(2);
  });

  it("are fewer where a cluster is as large as several, and whole in any case", () => {
    const found = moveClusters(foldsOf(tests, 9), one(9), [[0, 1, 2, 3, 4, 5, 6, 7], [8]]);
    expect(testsOf(found)).toEqual([[0, 1, 2, 3, 4, 5, 6, 7], [8]]);
    expect(found.folds.map(({ at }) => at)).toEqual([0, 2]);
  });

  it("let samples like those of a holdout leave training, and test the same", () => {
    const [holdout] = foldsOf([[0, 1]], 6);
    const found = moveClusters([holdout], one(6), [[1, 4], [0], [2], [3], [5]]);
    expect(found).toEqual({ moved: 1, folds: [{ at: 0, training: [2, 3, 5], test: [0, 1], isChanged: true }] });
  });

  it.each([1, 2, 3])("keep every cluster whole and every sample tested once (deal %d)", (seed) => {
    const draw = stream(seed, "deal");
    const n = 40;
    const fold = Array.from({ length: n }, () => draw.below(6));
    const folds = foldsOf(
      Array.from({ length: 6 }, (_, k) => fold.flatMap((f, i) => (f === k ? [i] : []))),
      n,
    );
    const cluster = Array.from({ length: n }, () => draw.below(15));
    const clusters = Array.from({ length: 15 }, (_, c) => cluster.flatMap((d, i) => (d === c ? [i] : [])))
      .filter((members) => members.length > 0)
      .sort((a, b) => b.length - a.length || a[0] - b[0]);
    const found = moveClusters(folds, one(n), clusters);
    expect(found.folds.flatMap(({ test }) => [...test]).sort((a, b) => a - b)).toEqual(
      one(n).of.length === n ? [...one(n).of] : [],
    );
    for (const members of clusters) {
      expect(found.folds.filter(({ test }) => members.some((i) => test.includes(i)))).toHaveLength(1);
    }
    for (const { test, training } of found.folds) expect(test.length + training.length).toBe(n);
  });
});
