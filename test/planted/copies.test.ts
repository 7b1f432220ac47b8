/**
 * A copy of a spectrum is one whatever label, name or row it has: everything that counts copies counts it.
 *
 * @module-tag slow
 */
import { describe, expect, it } from "vitest";
import { type BaseSet, baseSet, type Column, labelOf } from "./base-set.ts";
import { compiled } from "./compiled.ts";

const id: Column = { name: "id", value: (_, i) => `m${i + 1}` };
const label: Column = { name: "class", value: ({ sample }) => labelOf(sample) };
const lot: Column = {
  name: "lot",
  value: ({ sample }) => `l${sample % 8 < 4 ? (sample % 8 < 2 ? 1 : 2) : sample % 8 < 6 ? 3 : 4}`,
};

/** The row has the spectrum of the other. */
function copied(set: BaseSet, row: number, of: number): BaseSet {
  return { ...set, rows: set.rows.map((one, i) => (i === row ? { ...one, values: set.rows[of].values } : one)) };
}
const honest = baseSet({ seed: 5, samples: 40, extra: (sample, band) => (band === 0 ? sample % 2 : 0) });
const run = (set: BaseSet, more: readonly string[] = []) =>
  compiled(
    {
      set,
      columns: [id, label, lot],
      options: {
        data: ["id: id", "label: class", "batch: lot", "replicates: none", "duplicates: drop", ...more],
        estimator: "{pls-da: {components: 3}}",
        tune: null,
      },
    },
    "\n```foodspec qc\ngate: data\n```\n",
  );
const noCopy = "No sample and no copy of a spectrum";

describe("a copy with another label", () => {
  it("in another lot is leakage: FS5201 comes, and summary, gate and head count one", async () => {
    // Sample 3 is of class B and lot 2, sample 4 of class A and lot 3.
    const { codes, told, json, text } = await run(copied(honest, 4, 3));
    expect(codes).toEqual(expect.arrayContaining(["FS3045", "FS5201"]));
    expect(told("FS5201")[0]).toContain("0 samples and 1 copy of a spectrum");
    expect(json("data/data_summary.json").duplicates).toEqual({
      policy: "drop",
      pairs: 1,
      dropped: 0,
      fraction: 1 / 40,
      contradicting: 1,
      across_samples: 1,
    });
    const { checks } = json("data_qc_report.json");
    expect([checks.duplicates.value, checks.contradicting_duplicates.value]).toEqual([1 / 40, 1]);
    expect(text("report.md")).not.toContain(noCopy);
    expect(text("report/index.html")).not.toContain(noCopy);
  });
  it("in the same lot is on no two sides of a fold, and is told as a contradiction", async () => {
    const { codes, json, text } = await run(copied(honest, 3, 2));
    expect(codes).toContain("FS3045");
    expect(codes).not.toContain("FS5201");
    expect(json("data/data_summary.json").duplicates).toMatchObject({ pairs: 1, contradicting: 1 });
    expect(text("report.md")).toContain(noCopy);
  });
  it("in the external test set takes its independence: FS3048 and FS5202 come", async () => {
    const external = ["test: {column: lot, is: l4}"];
    expect((await run(honest, external)).codes).not.toContain("FS5202");
    const { codes, told } = await run(copied(honest, 7, 2), external);
    expect(codes).toEqual(expect.arrayContaining(["FS3045", "FS3048", "FS5202"]));
    expect(told("FS5202")[0]).toContain("0 samples and 1 copy of a spectrum");
  });
});
