/** What a gate draws: its checks as a table, the health of the spectra, and the spectra that are worst. */
import { describe, expect, it } from "vitest";
import type { Columns, DatasetParts } from "../../../blocks/contract/dataset.ts";
import { takeRows } from "../../../blocks/contract/matrix.ts";
import type { ChartView, SpectraView, TableView, View } from "../../../blocks/contract/view.ts";
import type { Checks } from "../../../blocks/methods/qc/judge.ts";
import { reportOf } from "../../../blocks/methods/qc/report.ts";
import { preprocess } from "../../../blocks/preprocess/block.ts";
import { qc } from "../../../blocks/qc/block.ts";
import { worstRows } from "../../../blocks/qc/worst-spectra.ts";
import type { CheckResult, GateReport } from "../../../schemas/gate-report.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { gateCheck as check } from "../../fixtures/gate-check.ts";
import { baseMeats, runBlock, spikedMeats, value } from "./sets.ts";

const failing = (more: Partial<CheckResult> = {}) => check({ value: 3, pass: false, ...more });
const judged = (of: string, checks: Checks, advice: Checks = {}) => ({ of, checks, advice });

/** A view, with what a block of the compiler would hand it. */
async function shown(
  name: "checks" | "health" | "worst",
  report: GateReport | null,
  parts: { readonly [part: string]: unknown } = {},
): ReturnType<View["make"]> {
  const results = report as unknown as Json;
  const input = async (_: string, part: string) => {
    if (!(part in parts)) throw new Error(`the block started from no ${part}`);
    return parts[part];
  };
  return qc.views[name].make({ block: "gate", options: {}, results, own: async () => null, input }, {});
}
async function drawn<T>(...of: Parameters<typeof shown>): Promise<{ data: T; alt: string; caption: string }> {
  const made = await shown(...of);
  if ("na" in made) throw new Error(made.na);
  return made as unknown as { data: T; alt: string; caption: string };
}

describe("the table of a gate", () => {
  it("that passed says so in words and tells what the advice found, which fails nothing", async () => {
    const report = reportOf("spectral", [
      judged(
        "prep",
        { health_score: check({ limit: "min" }) },
        {
          outliers: check(),
          zero_variance: failing({ worst: [{ feature: "950", value: null }] }),
          collinear_features: check({ pass: null, na: "too_large" }),
        },
      ),
    ]);
    const { data, alt, caption } = await drawn<TableView>("checks", report);
    expect(alt).toBe("3 checks of the spectral gate; all pass");
    expect(caption).toBe(
      "Checks of the spectral gate (all pass). Limits are inclusive. Not applicable: Pairs of features that say the same (it would take too long on so much).",
    );
    expect(Object.fromEntries(data.rows.map(({ check: title, verdict }) => [title, verdict]))).toEqual({
      "Spectral quality score": "Pass",
      "Features that never vary": "Outside guide value",
      "Spectra outside the T² or Q limit": "Within guide value",
    });
    expect(data.rows.map(({ worst }) => worst).filter((worst) => worst !== "")).toEqual(["950"]);
  });

  it("over several blocks has a column that says which, and each number leads to its own block's", async () => {
    const report = reportOf("model", [
      judged("first", { min_accuracy: check() }),
      judged("second", { min_accuracy: failing({ worst: [{ value: 3, about: "the mean" }] }) }),
    ]);
    const { data, alt } = await drawn<TableView>("checks", report);
    expect(data.columns[0]).toMatchObject({ key: "of", title: "Block" });
    expect(data.rows.map(({ of, verdict, worst }) => [of, verdict, worst])).toEqual([
      ["first", "Pass", ""],
      ["second", "Fail", ""],
    ]);
    expect(data.origins?.["1:value"]).toEqual({
      artifact: "model_qc_report.json",
      pointer: "/by_block/second/checks/min_accuracy/value",
    });
    expect(alt).toBe("2 checks of the model gate; fail: accuracy");
  });
});

describe("the table of a gate that judged nothing", () => {
  it("is none, and says why of each check", async () => {
    const na = check({ pass: null, value: null, na: "too_few_points" });
    expect(await shown("checks", reportOf("spectral", [judged("prep", { health_score: na })]))).toEqual({
      na: "Not applicable: Spectral quality score (the spectra have fewer than 32 points).",
    });
  });
});

describe("the quantity of a number of a gate", () => {
  it.each([
    [["checks", "min_accuracy", "value"], "share"],
    [["by_block", "plsda", "checks", "min_accuracy", "value"], "share"],
    [["checks", "min_samples_per_class", "threshold"], "count"],
    [["checks", "one_channel", "chance", "p"], "p"],
    [["checks", "min_accuracy", "worst", "0", "value"], "number"],
    [["checks", "toString", "value"], "number"],
  ])("%j is %s", (path, quantity) => expect(qc.quantity?.(path)).toBe(quantity));
});

describe("a number of a gate quoted in the text", () => {
  it("leads to its place in the gate's report", () => {
    const report = reportOf("data", [judged("data", { duplicates: check() })]);
    expect(qc.origin?.(["checks", "duplicates", "value"], report as unknown as Json)).toEqual({
      artifact: "data_qc_report.json",
      pointer: "/checks/duplicates/value",
    });
  });
});

describe("the health figure", () => {
  const raw = spikedMeats();
  const spectra = async (of: DatasetParts, steps?: Json) => {
    const given = steps === undefined ? {} : (await runBlock(preprocess, { steps }, [value("dataset", of)])).gives;
    const made = await shown("health", null, { ...(given as object), ...of });
    if ("na" in made) return made.na;
    const { rows } = (made.data as ChartView).data;
    return rows.reduce((sum, row) => sum + Number(row.value), 0);
  };

  it("counts raw spectra too, where they are modelled as they are", async () => expect(await spectra(raw)).toBe(193));

  it("leaves out external spectra, as the gate does", async () => {
    const external = raw.rows.id.map((_, i) => i < 100);
    expect(await spectra({ ...raw, rows: { ...raw.rows, external } })).toBe(93);
  });

  it("says why there is none where too few points are left", async () =>
    expect(await spectra(raw, [{ crop: [850, 900] }])).toMatch(/^Spectra of fewer than 32 points/));
});

describe("the worst spectra", () => {
  const all = baseMeats();
  const of: DatasetParts = {
    ...all,
    spectra: takeRows(all.spectra, [0, 1, 2, 3]),
    rows: {
      ...all.rows,
      id: ["s1", "s2", "s3", "s4"],
      sample: ["A", "A", "B", "C"],
      external: [false, false, false, true],
    },
  };
  const bySpectrum = { health_score: failing({ worst: [{ sample: "B", spectrum: "s3", value: 0 }] }) };
  const byName = { min_accuracy: failing({ worst: [{ sample: "A", value: 0.5 }] }) };

  it("are those the failed checks name, drawn over all others as they were read", async () => {
    const report = reportOf("spectral", [
      judged("prep", { ...bySpectrum, saturation: check({ worst: [{ spectrum: "s1", sample: "A", value: 1 }] }) }),
    ]);
    const { data, alt, caption } = await drawn<SpectraView>("worst", report, of as unknown as Record<string, unknown>);
    expect(data).toMatchObject({ outlying: [2], marked: [3], ids: ["s1", "s2", "s3", "s4"] });
    expect(data.spectra.data).toEqual(of.spectra.data);
    expect(alt).toBe("4 spectra as read; those of B are drawn grey and named in the margin.");
    expect(caption).toContain("the worst of the spectral gate: B");
    expect(data.from?.artifact).toBe("spectral_qc_report.json");
  });

  it("of a sample are all its replicates", () =>
    expect(worstRows(reportOf("model", [judged("plsda", byName)]), of.rows)).toEqual([0, 1]));

  it("of several blocks are those of each, and no row twice", () =>
    expect(
      worstRows(reportOf("model", [judged("plsda", byName), judged("other", { ...byName, ...bySpectrum })]), of.rows),
    ).toEqual([2, 0, 1]));

  it("are those of the checks that passed, where what failed names classes only", () => {
    const report = reportOf("model", [
      judged("plsda", {
        min_class_recall: failing({ worst: [{ class: "x", value: 0.5 }] }),
        min_accuracy: check({ worst: [{ sample: "C", value: 0.1 }] }),
      }),
    ]);
    expect(worstRows(report, of.rows)).toEqual([3]);
  });

  it("are not drawn where nothing names a sample, or where there is no axis, which is said", async () => {
    const classes = reportOf("model", [
      judged("plsda", { min_class_recall: failing({ worst: [{ class: "x", value: 0.5 }] }) }),
    ]);
    const parts = of as unknown as Record<string, unknown>;
    expect(await shown("worst", classes, parts)).toEqual({
      na: "what failed is about classes or features, not about single samples",
    });
    const columns: Columns = { kind: "names", names: ["a"] };
    const named = reportOf("spectral", [judged("prep", bySpectrum)]);
    expect(await shown("worst", named, { ...parts, columns })).toEqual({ na: "the data have no spectral axis" });
  });

  it.each([
    ["cm-1", "Raman", "Raman shift", "cm⁻¹", false, "counts", "Counts"],
    ["cm-1", "FTIR", "Wavenumber", "cm⁻¹", true, "transmittance-percent", "Transmittance (%)"],
    ["nm", "NIR", "Wavelength", "nm", false, "absorbance", "Absorbance"],
    ["um", "NIR", "Wavelength", "µm", false, undefined, "Signal (quantity not declared)"],
    [null, "FTIR", "Axis", "unit not declared", false, undefined, "Signal (quantity not declared)"],
  ] as const)(
    "stand over an axis in %s (%s) as people draw it",
    async (unit, technique, title, said, descending, quantity, y) => {
      const columns: Columns = { kind: "axis", unit, technique, values: [1, 2, 3], quantity };
      const report = reportOf("spectral", [judged("prep", bySpectrum)]);
      const { data } = await drawn<SpectraView>("worst", report, { ...of, columns });
      expect(data.axis).toEqual({ title, unit: said, values: [1, 2, 3], descending });
      expect(data.ordinate).toBe(y);
    },
  );
});
