/** Figures and tables of the data block, and its summary. */
import { createHash } from "node:crypto";
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import type { ChartView, Selection, SpectraView, TableView } from "../../../blocks/contract/view.ts";
import { data } from "../../../blocks/data/block.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { runData } from "./run-data.ts";

const text = "id,s,k,t,850,852,854\na,p,x,1,1,2,3\nb,p,x,2,4,5,6\nc,q,y/z,3,7,8,9\nd,r,x,4,10,11,12\n";
const run = runData(text, {
  id: "id",
  sample: "s",
  label: "k",
  target: "t",
  unit: "%",
  reference: "mean",
  test: { column: "id", is: "d" },
  duplicates: "drop",
});

async function view<T>(name: string, selection: Selection = {}, of = run) {
  const made = await data.views[name].make(of.source, selection);
  if ("na" in made) throw new Error(made.na);
  return { ...made, data: made.data as T };
}

const at = (json: Json, pointer: string): unknown =>
  pointer
    .split("/")
    .slice(1)
    .reduce<unknown>(
      (value, token) => (value as { [key: string]: unknown })[token.replaceAll("~1", "/").replaceAll("~0", "~")],
      json,
    );

describe("the summary table", () => {
  it("takes every number from the artifact at the place it names", async () => {
    const { data: table } = await view<TableView>("summary");
    expect(table.rows.length).toBeGreaterThan(10);
    const origins = Object.entries(table.origins ?? {});
    expect(origins.length).toBeGreaterThan(10);
    for (const [cell, { artifact, pointer }] of origins) {
      const [row, key] = cell.split(":");
      expect(artifact).toBe("data/data_summary.json");
      expect(table.rows[Number(row)][key], pointer).toEqual(at(run.source.results, pointer));
    }
    expect(table.rows).toContainEqual({ quantity: "Samples of y/z", value: 1 });
    expect(table.rows).toContainEqual({ quantity: "Highest t (%)", value: 4 });
  });

  it("has beside it how each file was read, its numbers from the artifact", async () => {
    const { data: table } = await view<TableView>("read");
    expect(table.rows).toMatchObject([
      {
        file: "it.csv",
        reading: "wide; UTF-8, columns by comma, decimal point; names on line 1",
        said: "nm (declared); quantity not declared",
        points: 3,
      },
    ]);
    expect(table.origins?.["0:points"]).toEqual({ artifact: "data/data_summary.json", pointer: "/read/0/points" });
  });
});

describe("the figure of raw spectra", () => {
  it("shows every spectrum in its class, external ones unmarked", async () => {
    const { data: figure, alt } = await view<SpectraView>("spectra-raw");
    expect(figure.spectra).toEqual(run.dataset.spectra);
    expect(figure).toMatchObject({ codes: [0, 0, 1, 0], classes: ["x", "y/z"], ids: ["a", "b", "c", "d"], marked: [] });
    expect(figure.axis).toEqual({ title: "Wavelength", unit: "nm", values: [850, 852, 854], descending: false });
    expect(alt).toBe("4 spectra as read of the classes x, y/z, drawn over each other from 850 to 854 nm.");
  });

  it("is narrowed by classes and range", async () => {
    const { data: figure } = await view<SpectraView>("spectra-raw", { classes: ["y/z"], range: [851, 854] });
    expect(figure).toMatchObject({ codes: [0], classes: ["y/z"], ids: ["c"] });
    expect(figure.axis.values).toEqual([852, 854]);
    expect([...figure.spectra.data]).toEqual([8, 9]);
  });

  it.each([
    [{ range: [1, 2] as const }, /range/],
    [{ classes: ["zz"] }, /classes/],
  ])("has nothing to show for %o, and says why", async (selection, reason) => {
    expect(await data.views["spectra-raw"].make(run.source, selection)).toEqual({ na: expect.stringMatching(reason) });
  });

  it("stands without a label, but not for chosen classes", async () => {
    const bare = runData(text);
    expect((await view<SpectraView>("spectra-raw", {}, bare)).data).toMatchObject({ codes: null, classes: [] });
    expect(await data.views["spectra-raw"].make(bare.source, { classes: ["x"] })).toEqual({
      na: expect.stringMatching(/no label/),
    });
  });

  it.each([
    [{ unit: "cm-1", technique: "FTIR" }, "Wavenumber", true],
    [{ unit: "cm-1" }, "Wavenumber", true],
    [{ unit: "cm-1", technique: "Raman" }, "Raman shift", false],
    [{ unit: "um", technique: "NIR" }, "Wavelength", false],
  ])("names the axis %o %s", async (axis, title, descending) => {
    const { data: figure } = await view<SpectraView>("spectra-raw", {}, runData(text, { axis }));
    expect(figure.axis).toMatchObject({ title, descending });
  });
});

describe("the chart of classes", () => {
  it("shows samples by class, with the same numbers as a table", async () => {
    const { data: chart, alt } = await view<ChartView>("class-distribution");
    expect(chart.data.rows).toEqual([
      { class: "x", samples: 2, spectra: 3 },
      { class: "y/z", samples: 1, spectra: 1 },
    ]);
    for (const [cell, { pointer }] of Object.entries(chart.data.origins ?? {})) {
      const [row, key] = cell.split(":");
      expect(chart.data.rows[Number(row)][key]).toBe(at(run.source.results, pointer));
    }
    expect(alt).toBe("Bar chart of samples by class: x 2, y/z 1.");
    expect(() => compile(chart.spec as never)).not.toThrow();
    expect((await view<ChartView>("class-distribution", { classes: ["x"] })).data.data.rows).toHaveLength(1);
  });

  it("exists only where there is a label", () => {
    const { exists } = data.views["class-distribution"];
    expect(exists({ options: data.options.parse({ input: "it", label: "k" }) as Json, shape: null })).toBe(true);
    expect(exists({ options: data.options.parse({ input: "it" }) as Json, shape: null })).toBe(false);
  });
});

describe("data_summary.json", () => {
  it("holds what the files and the dataset are", () => {
    const { summary } = run;
    expect(summary).toMatchObject({
      path: "it.csv",
      file_size_bytes: text.length,
      sha256: `sha256:${createHash("sha256").update(text).digest("hex")}`,
      row_count: 4,
      column_count: 7,
      column_names: ["id", "s", "k", "t", "850", "852", "854"],
      dtypes: { id: "text", s: "text", k: "text", t: "number", "(spectral)": "number" },
      missing_fraction: 0,
      n_samples: 3,
      n_spectra: 4,
      n_features: 3,
      n_classes: 2,
      class_distribution: { x: 2, "y/z": 1 },
      class_spectra: { x: 3, "y/z": 1 },
      group_counts: { p: 1, q: 1, r: 1 },
      n_external: 1,
      n_external_samples: 1,
    });
    expect(summary.numeric_stats.t).toEqual({ n: 4, min: 1, max: 4, mean: 2.5, sd: Math.sqrt(5 / 3) });
    expect(summary.numeric_stats["(spectral)"]).toMatchObject({ n: 12, min: 1, max: 12, mean: 6.5 });
  });

  it("digests several files as their bytes one after the other", () => {
    const { summary } = runData({ "b.csv": "850\n2\n", "a.csv": "850\n1\n" });
    expect(summary.sha256).toBe(`sha256:${createHash("sha256").update("850\n1\n850\n2\n").digest("hex")}`);
  });

  it("tells the log what it read", () => {
    expect(run.logged).toMatchObject({
      n_samples: 3,
      n_features: 3,
      classes: ["x", "y/z"],
      data_hash_sha256: run.summary.sha256,
    });
  });

  it("counts external samples by class and group too", () => {
    const grouped = runData(text, { sample: "s", label: "k", group: "k" });
    expect(grouped.summary.group_counts).toEqual({ x: 2, "y/z": 1 });
  });
});
