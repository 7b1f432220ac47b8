/** Rows of the table of faults that repeats had, with the settings they were told of: tuned, sixty repeats. */
import { describe, expect, it } from "vitest";
import { inMemory } from "../fixtures/in-memory.ts";
import { baseSet, csvOf, documentOf, labelOf } from "../planted/base-set.ts";

type Fields = { readonly [field: string]: unknown };

async function pooledOf(
  samples: number,
  extra: (sample: number, band: number) => number,
  y: (sample: number) => number,
  rest: object,
) {
  const set = baseSet({ seed: 11, samples, extra });
  const csv = csvOf(set, [
    { name: "id", value: ({ sample }) => `s${sample}` },
    { name: "class", value: ({ sample }) => labelOf(sample) },
    { name: "y", value: ({ sample }) => y(sample).toFixed(4) },
  ]);
  const text = documentOf(set, { data: ["id: id", "label: class", "target: y"], scheme: "loso", ...rest });
  const place = inMemory({ "set.csv": csv, "protocol.md": text });
  expect((await place.compile()).exitCode).toBe(0);
  return (JSON.parse(place.read("runs/latest/model/metrics.json")) as { readonly pooled: Fields }).pooled;
}
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("60 samples, band 1 + 0.6 in B, 2 folds × 60 repeats", () => {
  it("report the mean of the repeats, their spread, and an interval from per-sample shares", async () => {
    const signal = (sample: number, band: number) => (band === 0 && sample % 2 === 1 ? 0.6 : 0);
    const pooled = await pooledOf(60, signal, (sample) => sample, {
      model: ["scheme: {group_kfold: {folds: 2, repeats: 60}}"],
    });
    const each = pooled.accuracy_repeats as number[];
    expect(each).toHaveLength(60);
    expect(pooled.accuracy).toBeCloseTo(mean(each), 12);
    expect(pooled.accuracy_sd).toBeGreaterThan(0);
    expect(pooled).toMatchObject({ accuracy_n: 60, accuracy_method: "clopper-pearson" });
    process.stdout.write(
      `accuracy ${pooled.accuracy} ± ${pooled.accuracy_sd}, ${Math.min(...each)} to ${Math.max(...each)}, ${pooled.accuracy_ci}\n`,
    );
  });
});

describe("regression, 15 components, 2 folds × 30 repeats", () => {
  it("reports an RMSECV that is the mean of its repeats", async () => {
    const y = (sample: number) => 0.6 * (((sample * 37) % 60) / 60);
    const pooled = await pooledOf(60, (sample, band) => (band === 0 ? y(sample) : 0), y, {
      estimator: "{pls-regression: {components: 15}}",
      tune: null,
      model: ["scheme: {group_kfold: {folds: 2, repeats: 30}}"],
    });
    const each = pooled.rmsecv_repeats as number[];
    expect(each).toHaveLength(30);
    expect(pooled.rmsecv).toBeCloseTo(mean(each), 12);
    process.stdout.write(
      `RMSECV ${pooled.rmsecv}, ${Math.min(...each)} to ${Math.max(...each)}, ${pooled.rmsecv_ci}\n`,
    );
  });
});
