/** Six scans of each sample under names of their own, `H001_1` to `H001_6`, and labels of chance: nowhere is it a result of 420 samples. */
import { describe, expect, it } from "vitest";
import { baseSet, type Column, type DocumentOptions, labelOf } from "./base-set.ts";
import { compiled } from "./compiled.ts";

const id: Column = {
  name: "id",
  value: ({ sample, repeat }) => `H${String(sample + 1).padStart(3, "0")}_${repeat + 1}`,
};
const label: Column = { name: "class", value: ({ sample }) => labelOf(sample) };

/** 70 samples without any signal of their class, each measured six times. */
const run = (more: Partial<DocumentOptions>) =>
  compiled({
    set: baseSet({ seed: 3, samples: 70, repeats: 6 }),
    columns: [id, label],
    options: {
      scheme: "{group_kfold: {folds: 7}}",
      data: ["id: id", "label: class", "positive: B"],
      estimator: "{pls-da: {components: 20}}",
      tune: null,
      ...more,
    },
  });
const assured = ["No sample and no copy of a spectrum", "stood on both sides"];

describe("scans under names of their own", () => {
  it("are no samples in regulatory mode until somebody says what a sample is", async () => {
    const { exitCode, codes } = await run({ mode: "regulatory", declared: ["upstream: none"] });
    expect([exitCode, codes]).toEqual([4, expect.arrayContaining(["FS2625"])]);
  });

  it("stop a regulatory run that says there are no replicates: by their names, with neither statement nor report", async () => {
    const { exitCode, codes, failed, told, paths } = await run({ mode: "regulatory" });
    expect([exitCode, failed]).toEqual([7, expect.arrayContaining(["undeclared_replicates"])]);
    expect(codes).toContain("FS7108");
    expect(told("FS7108")[0]).toMatch(/^100.0 % of the spectra are nearest .* as with `H\d{3}_\d`/);
    expect(paths.filter((path) => /\.pdf$|STATEMENT|^model\//.test(path))).toEqual(["report/report_failed.pdf"]);
  });

  it("are told of in research mode, where the figure stands and nothing is assured", async () => {
    const { exitCode, codes, json, text } = await run({});
    expect([exitCode, codes]).toEqual([0, expect.arrayContaining(["FS7108"])]);
    const { design, n_samples, samples_known } = json("data/data_summary.json");
    expect([design.undeclared_replicates.pass, n_samples, samples_known]).toEqual([false, 420, false]);
    // Scans of one sample on both sides: a figure far above chance, of labels that nothing in the spectra tells.
    expect(json("model/metrics.json").pooled.accuracy).toBeGreaterThan(0.75);
    for (const page of ["report.md", "report/index.html"])
      for (const words of assured) expect(text(page)).not.toContain(words);
    const [firstLines] = text("report.md").split("\n> ");
    expect(firstLines).toContain(
      "repeats under names of their own stand on both sides of a fold, and count as samples",
    );
  });
});
