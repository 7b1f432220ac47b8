/**
 * Coverage of the intervals: how often they hold the truth of a population that the test made up, for each rule and each kind of set
 * that the contract names. By the product's own functions; of one case also through files: spectra in, metrics.json out.
 */
import { describe, expect, it } from "vitest";
import { matrix } from "../../blocks/contract/matrix.ts";
import { type Stream, stream } from "../../blocks/contract/stream.ts";
import { classForms, sharesOf } from "../../blocks/methods/metrics/class-forms.ts";
import { OVERALL } from "../../blocks/methods/metrics/classification.ts";
import type { Grouping } from "../../blocks/methods/metrics/grouping.ts";
import type { Interval } from "../../blocks/methods/metrics/intervals.ts";
import type { Judged } from "../../blocks/methods/metrics/judged.ts";
import { type Form, limitsOf } from "../../blocks/methods/metrics/limits.ts";
import { areaOf, placed } from "../../blocks/methods/metrics/placements.ts";
import { targetForm, targetValues } from "../../blocks/methods/metrics/target-forms.ts";
import type { Units } from "../../blocks/methods/metrics/units.ts";
import { inMemory } from "../fixtures/in-memory.ts";

const sets = 2000;
/** What the contract allows below its figure. */
const allowed = 0.015;

/** Standard normal, by Box and Muller. */
function normal(draw: Stream): number {
  const size = Math.sqrt(-2 * Math.log(1 - draw.uniform()));
  return size * Math.cos(2 * Math.PI * draw.uniform());
}
/** Student's t with 3 degrees of freedom. */
const t3 = (draw: Stream): number => {
  const [a, b, c] = [normal(draw), normal(draw), normal(draw)];
  return normal(draw) / Math.sqrt((a * a + b * b + c * c) / 3);
};
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Mean of logistic(mean + sd N), by the trapezoid rule. */
function meanShare(mean: number, sd: number): number {
  let [sum, total] = [0, 0];
  for (let z = -8; z <= 8; z += 0.01) {
    const density = Math.exp(-(z * z) / 2);
    sum += density * logistic(mean + sd * z);
    total += density;
  }
  return sum / total;
}

const named = (n: number) => Array.from({ length: n }, (_, i) => `s${i}`);
const unitsWith = (n: number, rest: Partial<Units>): Units => ({
  names: named(n),
  scores: matrix(n, 1),
  codes: null,
  target: null,
  rows: named(n).map((_, i) => [i]),
  spectra: n,
  ...rest,
});
const inBatches = (sizes: readonly number[]): Grouping => ({
  unit: "batch",
  of: Int32Array.from(sizes.flatMap((size, b) => new Array<number>(size).fill(b))),
  count: sizes.length,
});
const each = (n: number): Grouping => ({ unit: "sample", of: Int32Array.from({ length: n }, (_, i) => i), count: n });

/** One class, so that accuracy is what is looked at. */
const answers = (right: readonly boolean[], grouping: Grouping): Judged => ({
  repeats: [
    unitsWith(right.length, {
      scores: matrix(right.length, 2, Float64Array.from(right.flatMap((is) => (is ? [1, 0] : [0, 1])))),
      codes: new Int32Array(right.length),
    }),
  ],
  grouping,
});
const errors = (values: readonly number[], grouping: Grouping): Judged => ({
  repeats: [
    unitsWith(values.length, {
      scores: matrix(values.length, 1, Float64Array.from(values)),
      target: new Float64Array(values.length),
    }),
  ],
  grouping,
});

const holds = (interval: Interval | null, truth: number): boolean =>
  interval !== null && interval[0] <= truth && truth <= interval[1];

interface Counted {
  readonly form: Form;
  readonly grouping: Grouping;
}

/** Shares of the sets whose interval holds the truth, and whose one-sided lower limit lies below it. */
function coverage(truth: number, name: readonly (string | number)[], make: (draw: Stream) => Counted) {
  let [two, lower] = [0, 0];
  const draw = stream(20, "coverage", ...name);
  for (let k = 0; k < sets; k++) {
    const { form, grouping } = make(draw);
    if (holds(limitsOf(form, grouping).ci, truth)) two++;
    const limit = limitsOf(form, grouping, 0.9).ci?.[0];
    if (limit !== undefined && limit <= truth) lower++;
  }
  const found = { two: two / sets, lower: lower / sets };
  process.stdout.write(`${name.join(" ")}: ${found.two.toFixed(3)}, lower ${found.lower.toFixed(3)}\n`);
  return found;
}

const batches = [5, 10, 20];
const twenty = (u: number) => (): number[] => new Array<number>(u).fill(20);
const unequal =
  (u: number) =>
  (draw: Stream): number[] =>
    Array.from({ length: u }, () => 5 + draw.below(31));

describe("accuracy, lobo", () => {
  const cases = batches.flatMap((u) =>
    (
      [
        ["× 20", twenty(u)],
        ["× 5–35", unequal(u)],
      ] as const
    ).flatMap(([size, sizes]) =>
      (
        [
          [0, 0.95, 0.95],
          [1, 0.93, 0.915],
          [1.5, 0.92, 0.895],
        ] as const
      ).map(([sd, two, lower]) => ({ u, size, sizes, sd, two, lower })),
    ),
  );
  it.each(cases)(
    "$u batches $size, logit sd $sd: at least $two, lower limit $lower",
    ({ u, size, sizes, sd, two, lower }) => {
      const found = coverage(meanShare(2.2, sd), ["accuracy", u, size, sd], (draw) => {
        const grouping = inBatches(sizes(draw));
        const shares = Array.from({ length: u }, () => logistic(2.2 + sd * normal(draw)));
        const right = Array.from(grouping.of, (b) => draw.uniform() < shares[b]);
        return { form: sharesOf(answers(right, grouping)).accuracy(), grouping };
      });
      expect(found.two).toBeGreaterThanOrEqual(two - allowed);
      expect(found.lower).toBeGreaterThanOrEqual(lower - allowed);
    },
  );
});

describe("RMSECV and bias, lobo", () => {
  const cases = batches.flatMap((u) =>
    (
      [
        [0, 0.95],
        [0.2, 0.935],
        [0.5, 0.89],
      ] as const
    ).map(([icc, two]) => ({ u, icc, two })),
  );
  const made = (u: number, icc: number, draw: Stream) => {
    const grouping = inBatches(twenty(u)());
    const own = Array.from({ length: u }, () => Math.sqrt(icc) * normal(draw));
    return errors(
      Array.from(grouping.of, (b) => own[b] + Math.sqrt(1 - icc) * normal(draw)),
      grouping,
    );
  };
  it.each(cases)("RMSECV, $u batches × 20, ICC $icc: at least $two", ({ u, icc, two }) => {
    const found = coverage(1, ["rmsecv", u, icc], (draw) => {
      const judged = made(u, icc, draw);
      return { form: targetForm(judged, "rmse", targetValues(judged)), grouping: judged.grouping };
    });
    expect(found.two).toBeGreaterThanOrEqual(two - allowed);
  });
  it.each(cases)("bias, $u batches × 20, ICC $icc: at least 0.945", ({ u, icc }) => {
    const found = coverage(0, ["bias", u, icc], (draw) => {
      const judged = made(u, icc, draw);
      return { form: targetForm(judged, "bias", targetValues(judged)), grouping: judged.grouping };
    });
    expect(found.two).toBeGreaterThanOrEqual(0.945 - allowed);
  });
});

describe("SEP, RMSECV and bias by sample", () => {
  const made = (n: number, draw: Stream, one: (draw: Stream) => number) =>
    errors(
      Array.from({ length: n }, () => one(draw)),
      each(n),
    );
  it.each([8, 10, 20, 40])("of %d normal errors: SEP and RMSECV 0.935 to 0.965, bias at least 0.94", (n) => {
    for (const name of ["sep", "rmse"] as const) {
      const { two } = coverage(1, [name, n], (draw) => {
        const judged = made(n, draw, normal);
        return { form: targetForm(judged, name, targetValues(judged)), grouping: judged.grouping };
      });
      expect(two).toBeGreaterThanOrEqual(0.935 - allowed);
      expect(two).toBeLessThanOrEqual(0.965 + allowed);
    }
  });
  it.each([
    ["normal", normal],
    ["t₃", t3],
  ] as const)("bias of %s errors: at least 0.94", (name, one) => {
    for (const n of [8, 10, 20, 40]) {
      const { two } = coverage(0, ["bias", name, n], (draw) => {
        const judged = made(n, draw, one);
        return { form: targetForm(judged, "bias", targetValues(judged)), grouping: judged.grouping };
      });
      expect(two).toBeGreaterThanOrEqual(0.94 - allowed);
    }
  });
});

/** Two classes of so many samples; the score of the second against 0. */
function classes(sizes: readonly [number, number], score: (code: number) => number): Judged {
  const codes = Int32Array.from({ length: sizes[0] + sizes[1] }, (_, i) => (i < sizes[0] ? 0 : 1));
  const scores = Float64Array.from([...codes].flatMap((code) => [0, score(code)]));
  return {
    repeats: [unitsWith(codes.length, { codes, scores: matrix(codes.length, 2, scores) })],
    grouping: each(codes.length),
  };
}

describe("classes by sample", () => {
  it.each([
    [40, 8],
    [90, 10],
    [20, 20],
  ])("balanced accuracy of %d against %d: at least 0.92", (first, second) => {
    const recalls = [0.9, 0.8];
    const { two } = coverage(0.85, ["balanced accuracy", first, second], (draw) => {
      const judged = classes([first, second], (code) => (draw.uniform() < recalls[code] === (code === 1) ? 1 : -1));
      const shares = sharesOf(judged);
      const value = (shares.recall(0).value + shares.recall(1).value) / 2;
      const forms = classForms(judged, 2, null, () => stream(7, "balanced-accuracy"));
      return { form: forms.overall(OVERALL.indexOf("balanced_accuracy"), value), grouping: judged.grouping };
    });
    expect(two).toBeGreaterThanOrEqual(0.92 - allowed);
  });
  it.each([
    [90, 10],
    [40, 8],
    [50, 50],
  ])("area under the ROC curve of %d against %d: at least 0.945", (first, second) => {
    // Two normals 1.5 apart: the area is Φ(1.5/√2).
    const { two } = coverage(0.8555778168, ["area", first, second], (draw) => {
      const judged = classes([first, second], (code) => 1.5 * code + normal(draw));
      const { scores, codes } = judged.repeats[0];
      const value = areaOf(placed(scores, codes as Int32Array, 1));
      const forms = classForms(judged, 2, null, () => stream());
      return { form: forms.byClass(1, 4, value), grouping: judged.grouping };
    });
    expect(two).toBeGreaterThanOrEqual(0.945 - allowed);
  });
});

describe("through files: spectra in, metrics.json out", () => {
  const files = 150;
  it(`accuracy of 10 batches × 20, logit sd 1, in ${files} studies`, async () => {
    const truth = meanShare(2.2, 1);
    let held = 0;
    for (let k = 0; k < files; k++) {
      const draw = stream(20, "coverage", "files", k);
      const rows = Array.from({ length: 10 }, (_, b) => {
        const share = logistic(2.2 + normal(draw));
        return Array.from({ length: 20 }, (_, i) => {
          // The spectrum says one class; the label is the other where the model shall be wrong.
          const [says, isRight] = [i % 2, draw.uniform() < share];
          const label = isRight ? says : 1 - says;
          const points = [0.2 + says + 0.01 * normal(draw), 1 - says + 0.01 * normal(draw), 0.5 + 0.01 * normal(draw)];
          return [`b${b}s${i}`, `b${b}`, "ab"[label], ...points.map((one) => one.toFixed(4))].join(",");
        });
      }).flat();
      const place = inMemory({
        "spectra.csv": ["id,lot,class,900,910,920", ...rows, ""].join("\n"),
        "protocol.md": study,
      });
      await place.compile();
      const { pooled } = JSON.parse(place.read("runs/latest/model/metrics.json")) as {
        readonly pooled: { readonly accuracy_ci: Interval | null };
      };
      if (holds(pooled.accuracy_ci, truth)) held++;
    }
    process.stdout.write(`through files: ${(held / files).toFixed(3)}\n`);
    // Three standard errors of the share of so many studies.
    expect(held / files).toBeGreaterThanOrEqual(0.93 - 3 * Math.sqrt((0.93 * 0.07) / files));
  });
});

const study = `---
title: Coverage
scheme: lobo
inputs: {spectra: {path: spectra.csv}}
---

\`\`\`foodspec data
input: spectra
id: id
batch: lot
label: class
axis: {unit: nm, technique: NIR}
\`\`\`

\`\`\`foodspec model
estimator: {pls-da: {components: 1}}
\`\`\`
`;
