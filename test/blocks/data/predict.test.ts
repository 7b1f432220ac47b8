/** Rows that are only predicted: told apart from all that is learnt from, counted and judged. */
import { describe, expect, it } from "vitest";
import { checkOptions, refusalOf, runData } from "./run-data.ts";

const text = [
  "id,sample,kind,fat,lot,800,801,802",
  "a1,A,x,10,1,1,2,3",
  "b1,B,y,11,1,2,3,4",
  "c1,C,x,12,2,3,4,6",
  "u1,U,,,2,4,5,9",
  "u2,U,,,2,4,6,9",
  "",
].join("\n");
const options = { id: "id", sample: "sample", label: "kind", target: "fat", batch: "lot" };
const known = `${text.split("\n").slice(0, 4).join("\n")}\n`;

describe("rows to predict", () => {
  it("leave a word of `test` that marks no row refused, though they have it themselves", () => {
    const asked = { ...options, test: { column: "sample", is: "U" }, predict: { input: "new" } };
    expect(refusalOf(known, asked, { new: text })).toMatchObject([{ code: "FS3041", option: ["test", "is"] }]);
  });
  it.each<[string, string, object, { [input: string]: string }]>([
    ["without outcome", text, { predict: "no-outcome" }, {}],
    ["marked by a column", text, { predict: { column: "sample", is: "U" } }, {}],
    [
      "of an input of their own",
      known,
      { predict: { input: "new" } },
      { new: "id,sample,800,801,802\nu1,U,4,5,9\nu2,U,4,6,9\n" },
    ],
    [
      "of one written otherwise",
      known,
      { predict: { input: "new" } },
      { new: "sample;id;802;801;800\nU;u1;9,0;5,0;4,0\nU;u2;9,0;6,0;4,0\n" },
    ],
  ])("%s stand apart", (_, file, more, others) => {
    const { dataset, summary } = runData(file, { ...options, ...more }, others);
    const without = runData(known, options).dataset;
    expect(dataset.unknown).toEqual({ id: ["u1", "u2"], sample: ["U", "U"] });
    expect([...dataset.unknownSpectra.data]).toEqual([4, 5, 9, 4, 6, 9]);
    const { unknown: _u, unknownSpectra: _s, ...rest } = dataset;
    const { unknown: _v, unknownSpectra: _t, ...same } = without;
    expect(rest).toEqual(same);
    expect(summary).toMatchObject({
      n_spectra: 3,
      n_unknown: 2,
      n_unknown_samples: 1,
      class_distribution: { x: 2, y: 1 },
    });
    expect(summary.selection).toMatchObject({ samples_in_files: 3, samples_in_scope: 3, excluded_samples: 0 });
  });

  it("are not told of where none is asked for, and may be none", () => {
    expect(runData(known, options).summary).not.toHaveProperty("n_unknown");
    expect(runData(known, { ...options, predict: "no-outcome" }).summary.n_unknown).toBe(0);
  });

  it("are kept or left out by `where` and `exclude` as all rows are", () => {
    const left = { ...options, predict: "no-outcome", exclude: [{ id: "u1", reason: "spilt" }] };
    const { dataset, summary } = runData(text, { ...left, where: { lot: [1, 2] } });
    expect(dataset.unknown.id).toEqual(["u2"]);
    expect(summary.selection.excluded_samples).toBe(0);
  });

  it("are treated for missing values as all spectra are", () => {
    const gap = text.replace("u1,U,,,2,4,5,9", "u1,U,,,2,4,,9");
    const asked = (missing: string) => ({ ...options, predict: "no-outcome", missing });
    expect(refusalOf(gap, asked("refuse"))[0]).toMatchObject({ code: "FS3020", data: { line: 5 } });
    expect([...runData(gap, asked("interpolate")).dataset.unknownSpectra.data]).toEqual([4, 6.5, 9, 4, 6, 9]);
    const dropped = runData(gap, asked("drop"));
    expect(dropped.dataset.unknown.id).toEqual(["u2"]);
    expect(dropped.summary).toMatchObject({ n_unknown: 1, missing: { rows_dropped: 1 } });
  });

  it.each<[string, string, object, { [input: string]: string }, object]>([
    [
      "a value that no row has",
      text,
      { predict: { column: "lot", is: 9 } },
      {},
      { code: "FS3135", facts: { values: ["1", "2"] } },
    ],
    [
      "another axis",
      known,
      { predict: { input: "new" } },
      { new: "id,sample,800,801,803\nu,U,1,2,4\n" },
      { code: "FS3043", option: ["predict", "input"] },
    ],
    [
      "a sample that is not named",
      text.replace("u1,U", "u1,"),
      { predict: "no-outcome" },
      {},
      { code: "FS3023", data: { line: 5 } },
    ],
    [
      "a column of names that is not there",
      known,
      { predict: { input: "new" } },
      { new: "id,800,801,802\nu,1,2,4\n" },
      { code: "FS3016", facts: { option: "sample" } },
    ],
    [
      "a value that nobody measured",
      text.replace("4,6,9", "-9999,6,9"),
      { predict: "no-outcome" },
      {},
      { code: "FS3129" },
    ],
  ])("are refused for %s", (_, file, more, others, wanted) => {
    expect(refusalOf(file, { ...options, ...more, axis: { unit: "nm" } }, others)[0]).toMatchObject(wanted);
  });

  it.each<[string, { readonly [option: string]: unknown }, string]>([
    ["neither input nor column", { predict: {} }, "FS2367"],
    ["a column without value", { predict: { column: "lot" } }, "FS2367"],
    ["both", { predict: { input: "new", column: "lot", is: 1 } }, "FS2367"],
    ["the input of the data", { predict: { input: "it" } }, "FS2368"],
    ["the input of external rows", { test: { input: "new" }, predict: { input: "new" } }, "FS2368"],
    ["no outcome that could be wanting", { predict: "no-outcome" }, "FS2369"],
  ])("%s is a mistake of the document", (_, more, code) => {
    expect(checkOptions(more).remarks.map((remark) => remark.code)).toEqual([code]);
  });
});
