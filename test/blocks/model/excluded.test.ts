/** Samples that were taken out: predicted by the final model as external ones would be, and told of in the figures. */
import { describe, expect, it } from "vitest";
import type { DatasetParts } from "../../../blocks/contract/dataset.ts";
import { matrix, stacked, takeRows } from "../../../blocks/contract/matrix.ts";
import { briefOf } from "../../../blocks/model/brief.ts";
import { evidenceOf } from "../../../blocks/model/evidence.ts";
import { sentenceText } from "../../../compiler/render/summary.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { baseMeats } from "../qc/sets.ts";
import { runModel } from "./views/run-model.ts";

const meats = baseMeats();
const label = meats.outcome.label as NonNullable<typeof meats.outcome.label>;
const of = (from: number, to: number) => Array.from({ length: to - from }, (_, k) => from + k);
const [own, out] = [of(0, 90), of(90, 110)];
const steps = [
  { name: "savgol", options: { window: 11, order: 2, deriv: 1 } as Json },
  { name: "snv", options: {} },
  { name: "msc", options: { reference: "mean" } as Json },
];
const take = <T>(values: readonly T[], rows: readonly number[]): T[] => rows.map((i) => values[i]);
const { id } = meats.rows;
/** Each spectrum is taken for a sample. */
const sample = id;
const batch = meats.rows.batch as readonly string[];
const className = (i: number) => label.classes[label.codes[i]];

/** The last three: a gap, a class that the model does not know, and one of which nobody knows the class. */
const spoilt = matrix(3, meats.spectra.cols, takeRows(meats.spectra, [110, 111, 112]).data);
spoilt.data[4] = Number.NaN;
const outside = (
  more: "none" | "spoilt",
  target: readonly number[] | null = null,
): Pick<DatasetParts, "excluded" | "excludedSpectra"> => {
  const rows = more === "spoilt" ? [...out, 110, 111, 112] : out;
  const labels: (string | null)[] = rows.map(className);
  if (more === "spoilt") labels.splice(-2, 2, "game", null);
  return {
    excluded: {
      id: take(id, rows),
      sample: take(sample, rows),
      group: take(batch, rows),
      batch: take(batch, rows),
      why: rows.map((_, k) => (k % 2 === 0 ? "exclude" : "where")),
      label: labels,
      target: target && take(target, rows),
    },
    excludedSpectra: more === "spoilt" ? stacked([takeRows(meats.spectra, out), spoilt]) : takeRows(meats.spectra, out),
  };
};

function given(rows: readonly number[], excluded?: Pick<DatasetParts, "excluded" | "excludedSpectra">) {
  return {
    x: takeRows(meats.spectra, rows),
    columns: meats.columns,
    outcome: { label: { ...label, codes: take(label.codes, rows) }, target: null },
    rows: {
      id: take(id, rows),
      sample: take(sample, rows),
      group: take(batch, rows),
      batch: take(batch, rows),
      external: rows.map((i) => i >= 90),
      duplicateOf: rows.map(() => null),
    },
    steps,
    ...(excluded === undefined ? {} : { excluded }),
  };
}
const plsda = { estimator: { "pls-da": { components: 3 } }, scheme: "lobo" };
const cells = (text: string) =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));
const right = (text: string) =>
  cells(text)
    .slice(1)
    .filter((row) => row[5] === row[6]).length;

describe("excluded samples", async () => {
  const [left, tested] = [
    await runModel(given(own, outside("none")), plsda),
    await runModel(given([...own, ...out]), plsda),
  ];
  const [excluded, external] = [
    left.texts["model/excluded_predictions.csv"],
    tested.texts["model/test_predictions.csv"],
  ];

  it("are predicted as the final model predicts external ones, with what took them out", () => {
    const [head, ...rows] = cells(excluded);
    const [otherHead, ...others] = cells(external);
    expect(head).toEqual([...otherHead, "why"]);
    expect(rows.map((row) => row.slice(0, -1))).toEqual(
      others.map((row) => row.map((cell) => (cell === "external" ? "" : cell))),
    );
    expect(rows.map((row) => row.at(-1))).toEqual(out.map((_, k) => (k % 2 === 0 ? "exclude" : "where")));
  });

  it("change nothing of the model and its own figures", () => {
    const without = (run: typeof left) => ({
      ...(run.artifacts["model/metrics.json"] as object),
      including_excluded: null,
      external: null,
    });
    expect(without(left)).toEqual(without(tested));
    expect(left.artifacts["model/model.json"]).toEqual(tested.artifacts["model/model.json"]);
    expect(left.texts["model/predictions.csv"]).toBe(tested.texts["model/predictions.csv"]);
  });

  it("count in a figure of their own, whose interval knows of the batches", () => {
    const { including_excluded } = left.results;
    const hits = right(left.texts["model/predictions.csv"]) + right(excluded);
    expect(including_excluded).toMatchObject({ accuracy: hits / 110, accuracy_n: 110, not_predicted: 0 });
    expect(including_excluded?.accuracy_ci?.[0]).toBeLessThan(hits / 110);
    expect((left.artifacts["model/metrics.json"] as { including_excluded: object }).including_excluded).toEqual(
      including_excluded,
    );
    expect(tested.results.including_excluded).toBeNull();
    expect(tested.artifacts["model/metrics.json"]).not.toHaveProperty("including_excluded");
  });

  it("are told of beside the headline, in the statement and on the first page", () => {
    const brief = briefOf(left.results);
    const [line] = brief.warnings.map(sentenceText).map((text) => text.replaceAll("\u00a0", " "));
    expect(line).toMatch(
      /^With the excluded samples, predicted by the final model: accuracy [\d.]+ % \(95 % interval .+\) of 110 samples\.$/,
    );
    expect(brief.firstPage?.map(({ about }) => about)).toEqual(["Figure with excluded samples"]);
    expect(
      evidenceOf(left.results, "lean").lines.some(([first]) => String(first).startsWith("With the excluded")),
    ).toBe(true);
  });

  it("leave the figure of external samples to stand beside the validated one", () => {
    const [line] = briefOf(tested.results).firstPage ?? [];
    expect([line.about, sentenceText(line.sentence).replaceAll("\u00a0", " ")]).toEqual([
      "External samples",
      expect.stringMatching(
        /^Validated: accuracy [\d.]+ % of 90 samples; external test set: [\d.]+ % of 20 samples\.$/,
      ),
    ]);
  });

  it("that have gaps or no class are counted as not predicted, and of an unknown class as wrong", async () => {
    const run = await runModel(given(own, outside("spoilt")), plsda);
    const rows = cells(run.texts["model/excluded_predictions.csv"]).slice(1);
    expect(rows.map(([name]) => name)).toEqual(take(id, [...out, 111, 112]));
    expect(rows.slice(-2).map((row) => row[5])).toEqual(["game", ""]);
    const hits = right(run.texts["model/predictions.csv"]) + right(excluded);
    expect(run.results.including_excluded).toMatchObject({ accuracy: hits / 111, accuracy_n: 111, not_predicted: 2 });
    expect(briefOf(run.results).warnings.map(sentenceText).join()).toContain("; 2 could not be judged.");
  });

  it("that one step cannot treat do not hide the others", async () => {
    const flat = outside("none");
    flat.excludedSpectra.data.fill(0, 0, meats.spectra.cols);
    const run = await runModel(given(own, flat), plsda);
    expect(run.texts["model/excluded_predictions.csv"].split("\n").slice(1)).toEqual(excluded.split("\n").slice(2));
    expect(run.results.including_excluded).toMatchObject({ accuracy_n: 109, not_predicted: 1 });
  });

  it("give no figure where nothing was validated", async () => {
    const run = await runModel(given(own, outside("none")), { ...plsda, scheme: "none" });
    expect(run.results.including_excluded).toBeNull();
    expect(run.texts["model/excluded_predictions.csv"]).toBe(excluded);
  });

  it("of a regression count with their error", async () => {
    const fat = meats.rows.id.map((_, i) => meats.spectra.data[i * meats.spectra.cols + 40] * 10 + (i % 7));
    const outcome = { label: null, target: { name: "fat", unit: "%", values: take(fat, own) } };
    const run = await runModel(
      { ...given(own, outside("none", fat)), outcome },
      { ...plsda, estimator: { "pls-regression": { components: 3 } } },
    );
    const residuals = ["predictions", "excluded_predictions"].flatMap((file) =>
      cells(run.texts[`model/${file}.csv`])
        .slice(1)
        .map((row) => Number(row[7])),
    );
    const rmse = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0) / residuals.length);
    expect(run.results.including_excluded?.rmsecv).toBeCloseTo(rmse, 12);
    expect(run.results.including_excluded).toMatchObject({ rmsecv_n: 110, not_predicted: 0 });
  });
});
