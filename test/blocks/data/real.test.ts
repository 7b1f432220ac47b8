/** Real sets, read by the product and by the tests' own few lines. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { haveRealData, type RealSet, realSpectra } from "../../fixtures/real-data.ts";
import { runData } from "./run-data.ts";

const project = resolve(import.meta.dirname, "../../..");
const shared = process.env.FOODSPEC_TEST_DATA ?? resolve(project, "../shared");
const bytesOf = (set: RealSet) =>
  readFileSync(
    set === "meats-nir" ? join(project, "analyses/meat-fat/meats-nir.csv") : join(shared, "data", `${set}.csv`),
  );

const nir = { axis: { unit: "nm", technique: "NIR" } };

describe("minced meat by NIR", () => {
  const meats = bytesOf("meats-nir");
  const real = realSpectra("meats-nir");

  it("is read equal in every bit", () => {
    const { dataset, summary } = runData(meats, {
      ...nir,
      id: "sample_id",
      sample: "sample",
      label: "fat_label",
      target: "fat",
      unit: "%",
      group: "lot",
    });
    expect(dataset.spectra).toEqual(real.spectra);
    expect(dataset.columns).toEqual({ kind: "axis", unit: "nm", technique: "NIR", values: real.axis });
    expect(dataset.rows.id).toEqual(real.column("sample_id"));
    expect(dataset.rows.batch).toEqual(real.column("lot"));
    expect(dataset.outcome.target?.values).toEqual(real.column("fat").map(Number));
    expect(dataset.outcome.label?.codes.map((code) => dataset.outcome.label?.classes[code])).toEqual(
      real.column("fat_label"),
    );
    expect(summary).toMatchObject({
      row_count: 215,
      column_count: 108,
      n_spectra: 215,
      n_features: 100,
      n_classes: 2,
      n_samples: 178,
    });
    expect(summary.axis).toMatchObject({ from: 850, to: 1050, points: 100 });
    expect(summary.dtypes).toMatchObject({
      sample_id: "text",
      fat: "number",
      fat_label: "text",
      "(spectral)": "number",
    });
  });

  it("has 22 pairs of exact duplicates, kept and marked", () => {
    const { summary, dataset } = runData(meats, { ...nir, id: "sample_id", label: "fat_label", target: "fat" });
    expect(summary.duplicates).toMatchObject({ pairs: 22, dropped: 0, contradicting: 0, across_samples: 22 });
    expect(summary.duplicates.fraction).toBeCloseTo(0.1023, 4);
    expect(dataset.rows.duplicateOf.filter((first) => first !== null)).toHaveLength(22);
  });

  it("leaves 193 spectra of 178 samples without them", () => {
    const { summary, remarks } = runData(meats, {
      ...nir,
      id: "sample_id",
      sample: "sample",
      group: "lot",
      label: "fat_label",
      duplicates: "drop",
    });
    expect(summary).toMatchObject({ n_spectra: 193, n_samples: 178 });
    expect(summary.class_distribution).toEqual({ "over 20 %": 65, "up to 20 %": 113 });
    expect(remarks.map(({ code }) => code)).toEqual(["FS3047"]);
  });

  it("gives the same classes by cutting the fat at 20 %", () => {
    const cut = { from: "fat", cut: [20], names: ["up to 20 %", "over 20 %"] };
    const byCut = runData(meats, { ...nir, label: cut }).dataset.outcome.label;
    const byLabel = runData(meats, { ...nir, label: "fat_label" }).dataset.outcome.label;
    expect(byCut?.codes).toEqual(byLabel?.codes);
  });

  it("counts every sixtieth cell that is empty", () => {
    const lines = meats.toString("utf8").trim().split("\n");
    const head = lines[0].split(",");
    const kept = runData(meats, { ...nir, id: "sample_id", label: "fat_label", duplicates: "drop" }).dataset.rows.id;
    let cell = 0;
    const body = lines
      .slice(1)
      .map((line) => line.split(","))
      .filter(([id]) => kept.includes(id));
    for (const cells of body)
      for (let j = head.length - 100; j < head.length; j++) if (cell++ % 60 === 0) cells[j] = "";
    const { summary } = runData([head, ...body].map((cells) => cells.join(",")).join("\n"), {
      ...nir,
      missing: "interpolate",
    });
    expect(summary.missing).toMatchObject({ spectral_values: 19300, spectral_missing: 322, values_interpolated: 322 });
    expect(summary.missing.fraction).toBeCloseTo(0.01668, 5);
  });

  it("exports a file that is read as the same data", () => {
    const options = { ...nir, id: "sample_id", label: "fat_label", duplicates: "drop", export: true };
    const first = runData(meats, options);
    const second = runData(first.csv as string, options);
    // What was left out of the first file does not stand in the second.
    const { facts: _, excluded: __, excludedSpectra: ___, ...kept } = first.dataset;
    expect(second.dataset).toMatchObject(kept);
    expect([second.dataset.facts.samples, second.dataset.facts.excluded]).toEqual([193, []]);
    expect(second.csv).toBe(first.csv);
  });
});

describe.skipIf(!haveRealData("olive-oils-ftir"))("olive oils by FTIR", () => {
  it("are read equal in every bit, replicates under their samples", () => {
    const real = realSpectra("olive-oils-ftir");
    const { dataset, summary } = runData(bytesOf("olive-oils-ftir"), {
      axis: { unit: "cm-1", technique: "FTIR" },
      id: "spectrum_id",
      sample: "sample_id",
      label: "country",
      batch: "session",
    });
    expect(dataset.spectra).toEqual(real.spectra);
    expect(summary).toMatchObject({ n_spectra: 120, n_samples: 60, n_features: 570, n_classes: 4 });
    expect(summary.class_distribution).toEqual({ Greece: 10, Italy: 17, Portugal: 8, Spain: 25 });
    expect(dataset.declared).toEqual({ sample: true, group: false, batch: true });
  });
});

describe.skipIf(!haveRealData("pufa-raman"))("fat emulsions by Raman", () => {
  it("are read equal in every bit, the published test set external", () => {
    const real = realSpectra("pufa-raman");
    const sets = [...new Set(real.column("set"))].sort();
    const { dataset } = runData(bytesOf("pufa-raman"), {
      axis: { unit: "cm-1", technique: "Raman" },
      target: "pufa_percent_of_fat",
      unit: "%",
      test: { column: "set", is: sets[0] },
    });
    expect(dataset.spectra).toEqual(real.spectra);
    expect(dataset.rows.external).toEqual(real.column("set").map((set) => set === sets[0]));
  });
});
