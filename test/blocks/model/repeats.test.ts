/** Repeats and intervals through files: spectra in, metrics.json and predictions.csv out; every figure can be worked out anew from the latter. */
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { baseSet, csvOf, documentOf, labelOf } from "../../planted/base-set.ts";

type Line = { readonly [column: string]: string };
type Fields = { readonly [field: string]: unknown };

interface Study {
  readonly seed: number;
  readonly samples: number;
  readonly batches?: number;
  /** Added to the content of the first band in every second sample, which is of class B. */
  readonly signal?: number;
  /** Lines of the model block. */
  readonly model: string;
  /** The class that is written down. */
  readonly label?: (sample: number) => string;
}

/** A study in a folder; the target is what is added to the content of the second band. */
async function compiled({ seed, samples, batches = 0, signal = 0, model, label = labelOf }: Study) {
  const y = (sample: number) => 0.6 * (((sample * 37) % samples) / samples);
  const extra = (sample: number, band: number) =>
    band === 0 && sample % 2 === 1 ? signal : band === 1 ? y(sample) : 0;
  const set = baseSet({ seed, samples, extra });
  const csv = csvOf(set, [
    { name: "id", value: ({ sample }) => `s${sample}` },
    { name: "batch", value: ({ sample }) => `L${sample % Math.max(1, batches)}` },
    { name: "class", value: ({ sample }) => label(sample) },
    { name: "y", value: ({ sample }) => y(sample).toFixed(4) },
  ]);
  const [estimator, ...rest] = model.split("\n");
  const data = ["id: id", "label: class", "target: y", ...(batches === 0 ? [] : ["batch: batch"])];
  const text = documentOf(set, { data, estimator, tune: null, scheme: "loso", model: rest });
  const quoting = "\nRight for `= model.accuracy : .1%`, from `= model.accuracy_ci : .1%`.\n";
  const place = inMemory({ "set.csv": csv, "protocol.md": text + (estimator.includes("pls-da") ? quoting : "") });
  const { exitCode } = await place.compile();
  expect(exitCode).toBe(0);
  const json = (path: string) => JSON.parse(place.read(`runs/latest/${path}`)) as Fields;
  const { data: lines } = Papa.parse<Line>(place.read("runs/latest/model/predictions.csv").trim(), { header: true });
  const report = place.read("runs/latest/report.md").replaceAll("\u00a0", " ");
  const metrics = json("model/metrics.json");
  return { metrics, pooled: metrics.pooled as Fields, json, lines, report };
}

const repeatsOf = (lines: readonly Line[]): Line[][] => {
  const names = [...new Set(lines.map(({ repeat = "1" }) => repeat))];
  return names.map((name) => lines.filter(({ repeat = "1" }) => repeat === name));
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (lines: readonly Line[], is: (line: Line) => boolean) => lines.filter(is).length / lines.length;
const isRight = ({ observed, predicted }: Line) => observed === predicted;

/** Share of pairs of a B and an A in which the B scores higher. */
const area = (lines: readonly Line[]) => {
  const scores = (of: string) => lines.filter(({ observed }) => observed === of).map((line) => Number(line["score:B"]));
  const pairs = scores("B").flatMap((b) => scores("A").map((a) => (b > a ? 1 : b === a ? 0.5 : 0)));
  return mean(pairs);
};

describe("a classifier over repeats", async () => {
  const study = (scheme: string) => ({
    seed: 3,
    samples: 60,
    signal: 0.3,
    model: `{pls-da: {components: 5}}\nscheme: {kfold: ${scheme}}`,
  });
  const { pooled, json, lines } = await compiled(study("{folds: 2, repeats: 12}"));
  const repeats = repeatsOf(lines);

  it("writes a row a spectrum and repeat, by repeat, then as they came", () => {
    expect(lines.length).toBe(720);
    expect(Object.keys(lines[0]).slice(0, 7)).toEqual(["id", "sample", "group", "batch", "fold", "repeat", "observed"]);
    expect(lines.slice(58, 62).map(({ id, repeat }) => [id, repeat])).toEqual([
      ["s58", "1"],
      ["s59", "1"],
      ["s0", "2"],
      ["s1", "2"],
    ]);
    for (const { fold, repeat } of lines) expect(fold.startsWith(`${repeat}.`)).toBe(true);
  });
  it.each([
    ["accuracy", (of: readonly Line[]) => share(of, isRight)],
    [
      "balanced_accuracy",
      (of: readonly Line[]) =>
        mean(
          ["A", "B"].map((c) =>
            share(
              of.filter(({ observed }) => observed === c),
              isRight,
            ),
          ),
        ),
    ],
    [
      "precision",
      (of: readonly Line[]) =>
        mean(
          ["A", "B"].map((c) =>
            share(
              of.filter(({ predicted }) => predicted === c),
              isRight,
            ),
          ),
        ),
    ],
    ["roc_auc", area],
    [
      "brier",
      (of: readonly Line[]) =>
        mean(of.map((line) => 2 * (1 - Number(line[`p:${line.observed}`])) * (1 - Number(line[`p:${line.observed}`])))),
    ],
  ])("says of each repeat what its rows say, and the mean: %s", (name, worked) => {
    const each = repeats.map(worked);
    expect(pooled[`${name}_repeats`]).toEqual(each.map((value) => expect.closeTo(value, 12)));
    expect(pooled[name]).toBeCloseTo(mean(each), 12);
    const [low, high] = pooled[`${name}_ci`] as [number, number];
    expect(low).toBeLessThan(mean(each));
    expect(high).toBeGreaterThan(mean(each));
  });
  it("does not say what averaged scores would, which is better than any one model is", () => {
    const ids = repeats[0].map(({ id }) => id);
    const averaged = ids.map((_, k) => {
      const lead = mean(repeats.map((of) => Number(of[k]["score:B"]) - Number(of[k]["score:A"])));
      return (lead > 0 ? "B" : "A") === repeats[0][k].observed ? 1 : 0;
    });
    expect(mean(averaged)).toBeGreaterThan((pooled.accuracy as number) + 0.02);
  });
  it("counts in its confusion matrix means over repeats", () => {
    const count = (o: string, p: string) =>
      lines.filter(({ observed, predicted }) => observed === o && predicted === p).length / 12;
    const { counts, n } = json("model/confusion_matrix.json");
    expect(n).toBe(60);
    expect(counts).toEqual(
      [
        [count("A", "A"), count("A", "B")],
        [count("B", "A"), count("B", "B")],
      ].map((row) => row.map((one) => expect.closeTo(one, 12))),
    );
  });
  it("with one repeat is what it is without the word", { tags: "slow" }, async () => {
    const one = await compiled(study("{folds: 2, repeats: 1}"));
    const none = await compiled(study("{folds: 2}"));
    expect(one.metrics).toEqual(none.metrics);
    expect(one.lines).toEqual(none.lines);
    expect(one.lines[0]).not.toHaveProperty("repeat");
    expect(one.pooled).not.toHaveProperty("accuracy_repeats");
  });
});

describe("a regression over repeats", async () => {
  const model = "{pls-regression: {components: 12}}\nscheme: {kfold: {folds: 2, repeats: 8}}";
  const { pooled, lines } = await compiled({ seed: 5, samples: 60, model });
  const repeats = repeatsOf(lines);
  const residuals = (of: readonly Line[]) => of.map(({ residual }) => Number(residual));
  const rmse = (of: readonly number[]) => Math.sqrt(mean(of.map((e) => e * e)));
  const sd = (of: readonly number[]) =>
    Math.sqrt((of.length / (of.length - 1)) * mean(of.map((one) => (one - mean(of)) * (one - mean(of)))));

  it.each([
    ["rmsecv", (of: readonly Line[]) => rmse(residuals(of))],
    ["bias", (of: readonly Line[]) => mean(residuals(of))],
    ["sep", (of: readonly Line[]) => sd(residuals(of))],
    ["rpd", (of: readonly Line[]) => sd(of.map(({ observed }) => Number(observed))) / sd(residuals(of))],
  ])("says of each repeat what its rows say, and the mean: %s", (name, worked) => {
    expect(pooled[`${name}_repeats`]).toEqual(repeats.map((of) => expect.closeTo(worked(of), 10)));
    expect(pooled[name]).toBeCloseTo(mean(repeats.map(worked)), 10);
  });
  it("has an RMSECV among those of its repeats, above that of averaged predictions", () => {
    const each = repeats.map((of) => rmse(residuals(of)));
    expect(pooled.rmsecv).toBeGreaterThanOrEqual(Math.min(...each));
    const averaged = repeats[0].map((_, k) => mean(repeats.map((of) => Number(of[k].residual))));
    expect(rmse(averaged)).toBeLessThan(Math.min(...each));
  });
});

describe("what is said of intervals", () => {
  const model = (scheme: string) => `{pls-da: {components: 2}}\nscheme: ${scheme}`;
  const said = (batches: number, scheme: string) =>
    compiled({ seed: 4, samples: 40, batches, signal: 0.4, model: model(scheme) });

  it("that there is none for fewer than five batches, and why", async () => {
    const { pooled, report } = await said(4, "lobo");
    expect(pooled).toMatchObject({ accuracy_ci: null, accuracy_na: "few_batches", units: { unit: "batch", n: 4 } });
    expect(report).toContain("95 % interval not available: fewer than 5 batches");
    expect(report).toContain("No 95 % interval of accuracy: fewer than 5 batches.");
  });
  it("that it is for new samples of these batches, where none is left out whole", async () => {
    const { pooled, report } = await said(4, "loso");
    expect(pooled).toMatchObject({
      accuracy_unit: "sample",
      accuracy_ci_unit: null,
      units: { unit: "sample", batches: 4 },
    });
    expect(report).toContain("from 4 batches, none of them left out whole: the interval is for new samples of these");
    expect(report).toContain("For new samples of these 4 batches: none was left out whole.");
  });
  it("that samples of a batch fail together, where they do", { tags: "slow" }, async () => {
    const study = { seed: 6, samples: 70, batches: 7, model: model("lobo") };
    // In two of the seven batches the classes are written down the wrong way round.
    const swapped = (sample: number) => labelOf(sample % 7 < 2 ? sample + 1 : sample);
    const together = await compiled({ ...study, signal: 0.6, label: swapped });
    expect(together.report).toContain("FS5215");
    expect(together.pooled.units).toMatchObject({ unit: "batch", n: 7 });
    expect((together.pooled.units as Fields).icc).toBeGreaterThan(0.2);
    expect((await compiled({ ...study, signal: 0.3 })).report).not.toContain("FS5215");
  });
});
