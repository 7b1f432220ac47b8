/** Every option of the data block, on small files. */
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { dataOptions } from "../../../blocks/data/options.ts";
import { checkOptions, refusalOf, runData } from "./run-data.ts";

const plain = "id,kind,fat,lot,tool,850,852\na,x,1.5,L1,T1,0.1,0.2\nb,y,2.5,L1,T2,0.3,0.4\nc,x,3.5,L2,T1,0.5,0.6\n";
const spectra = (run: ReturnType<typeof runData>) => [...run.dataset.spectra.data];

describe("options of the data block", () => {
  it("has a sentence for every option", () => {
    for (const [name, schema] of Object.entries(dataOptions.shape))
      expect(schema.description ?? (schema as z.ZodDefault<z.ZodType>).unwrap?.().description, name).toBeTruthy();
  });

  it("fills in its defaults", () => {
    expect(dataOptions.parse({ input: "meat" })).toEqual({
      input: "meat",
      axis: {},
      where: {},
      exclude: [],
      missing: "refuse",
      duplicates: "keep",
      export: false,
    });
  });

  it.each([["labell"], ["Id"], ["colour"]])("knows no option `%s`", (option) => {
    expect(dataOptions.safeParse({ input: "it", [option]: "x" }).success).toBe(false);
  });

  it("reads spectra, axis and nothing else without options; rows are named by their number", () => {
    const { dataset, summary } = runData(plain, {});
    expect([...dataset.spectra.data]).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
    expect(dataset.columns).toEqual({ kind: "axis", unit: "nm", technique: null, values: [850, 852] });
    expect(dataset.rows).toEqual({
      id: ["1", "2", "3"],
      sample: ["1", "2", "3"],
      group: ["1", "2", "3"],
      batch: null,
      instrument: null,
      external: [false, false, false],
      duplicateOf: [null, null, null],
    });
    expect(dataset.declared).toEqual({ sample: false, group: false, batch: false });
    expect(dataset.outcome).toEqual({ label: null, target: null });
    expect(summary).toMatchObject({ n_spectra: 3, n_classes: null, class_distribution: {} });
  });

  it("takes id, sample, group, batch and instrument from their columns", () => {
    const { dataset } = runData(plain, { id: "id", sample: "kind", group: "lot", batch: "tool", instrument: "tool" });
    expect(dataset.rows).toMatchObject({
      id: ["a", "b", "c"],
      sample: ["x", "y", "x"],
      group: ["L1", "L1", "L2"],
      batch: ["T1", "T2", "T1"],
      instrument: ["T1", "T2", "T1"],
    });
    expect(dataset.declared).toEqual({ sample: true, group: true, batch: true });
  });

  it("takes sample from id, group from sample, batch from a declared group", () => {
    expect(runData(plain, { id: "id" }).dataset.rows).toMatchObject({
      sample: ["a", "b", "c"],
      group: ["a", "b", "c"],
      batch: null,
    });
    const grouped = runData(plain, { id: "id", group: "lot" }).dataset;
    expect(grouped.rows).toMatchObject({
      sample: ["a", "b", "c"],
      group: ["L1", "L1", "L2"],
      batch: ["L1", "L1", "L2"],
    });
    expect(grouped.declared).toEqual({ sample: false, group: true, batch: false });
    expect(runData(plain, { id: "id", batch: "lot" }).dataset.rows).toMatchObject({
      group: ["a", "b", "c"],
      batch: ["L1", "L1", "L2"],
    });
  });

  it("codes labels by classes in code-unit order", () => {
    const text = "k,850\né,1\nb,2\nB,3\n10,4\n9,5\n";
    const { dataset, summary } = runData(text, { label: "k", positive: 10 });
    expect(dataset.outcome.label).toEqual({
      name: "k",
      classes: ["10", "9", "B", "b", "é"],
      codes: [4, 3, 2, 0, 1],
      positive: "10",
    });
    expect(summary.class_distribution).toEqual({ "10": 1, "9": 1, B: 1, b: 1, é: 1 });
  });

  it("keeps labels that are numbers as they are written", () => {
    expect(runData("k,850\n1,1\n1.0,2\n01,3\n", { label: "k" }).dataset.outcome.label?.classes).toEqual([
      "01",
      "1",
      "1.0",
    ]);
  });

  it("takes the class written as the positive one is before one that is the same number", () => {
    const text = "k,850\n01,1\n1,2\n2.0,3\n";
    expect(runData(text, { label: "k", positive: 1 }).dataset.outcome.label?.positive).toBe("1");
    expect(runData(text, { label: "k", positive: 2 }).dataset.outcome.label?.positive).toBe("2.0");
  });

  it("cuts a number column into classes, a value at the limit into the lower one", () => {
    const text = "fat,850\n20,1\n20.0001,2\n5,3\n30,4\n31,5\n";
    const { dataset } = runData(text, { label: { from: "fat", cut: [20, 30], names: ["lean", "mid", "fat"] } });
    expect(dataset.outcome.label).toEqual({
      name: "fat",
      classes: ["fat", "lean", "mid"],
      codes: [1, 2, 1, 2, 0],
      positive: null,
    });
  });

  it("takes a target with its unit, beside a label", () => {
    const { dataset, summary } = runData(plain, { target: "fat", unit: "%", label: "kind" });
    expect(dataset.outcome.target).toEqual({ name: "fat", unit: "%", values: [1.5, 2.5, 3.5] });
    expect(summary.target).toEqual({ column: "fat", unit: "%", sel: null, n: 3, min: 1.5, max: 3.5, mean: 2.5, sd: 1 });
    expect(summary.label).toBe("kind");
  });

  it("takes numbers with decimal commas for targets and cuts too", () => {
    const run = runData("fat;850,5\n1,5;0,25\n2,5;0,5\n", {
      target: "fat",
      label: { from: "fat", cut: [2], names: ["low", "high"] },
    });
    expect(run.dataset.outcome).toMatchObject({ target: { values: [1.5, 2.5] }, label: { codes: [1, 0] } });
    expect(run.dataset.columns).toMatchObject({ values: [850.5] });
    expect(run.summary.read[0]).toMatchObject({ delimiter: ";", decimal: "," });
  });

  it("takes headers with points over numbers with commas", () => {
    expect(runData("id;850.5\na;0,25\n").dataset.columns).toMatchObject({ values: [850.5] });
  });

  it.each([
    [{ unit: "um", technique: "FTIR" }, "um", "FTIR"],
    [{ technique: "NIR" }, "nm", "NIR"],
    [{ technique: "Raman" }, "cm-1", "Raman"],
    [{ technique: "FTIR" }, "cm-1", "FTIR"],
    [{}, null, null],
  ])("takes the axis %o for %s, which the technique leaves for the values or nothing does", (axis, unit, technique) => {
    expect(runData(plain, { axis }).dataset.columns).toMatchObject({ unit, technique });
  });

  it("takes only headers inside the range for the axis, both ends included; a year is then metadata", () => {
    const text = "2024,850,852,854,1000\n7,1,2,3,4\n8,5,6,7,8\n";
    const run = runData(text, { axis: { unit: "nm", range: [850, 854] }, target: "2024" });
    expect(run.dataset.columns).toMatchObject({ values: [850, 852, 854] });
    expect(spectra(run)).toEqual([1, 2, 3, 5, 6, 7]);
    expect(run.dataset.outcome.target?.values).toEqual([7, 8]);
  });

  it("reverses a descending axis and says so", () => {
    const run = runData("854,id,852,850\n1,a,2,3\n4,b,5,6\n");
    expect(run.dataset.columns).toMatchObject({ values: [850, 852, 854] });
    expect(spectra(run)).toEqual([3, 2, 1, 6, 5, 4]);
    expect(run.summary.axis).toMatchObject({ from: 850, to: 854, step: 2, points: 3, reversed: true });
    expect(run.remarks).toMatchObject([{ code: "FS3013", facts: { from: 854, to: 850 } }]);
  });

  it("reads the delimiter and decimal sign that are declared, whatever it would have found", () => {
    const run = runData("id|850;5|851\na|1|2\n", { delimiter: "|", decimal: "." });
    expect(run.dataset.columns).toMatchObject({ values: [851] });
  });

  it.each([
    [{ lot: "L1" }, ["a", "b"]],
    [{ lot: ["L1", "L2"] }, ["a", "b", "c"]],
    [{ fat: 2.5 }, ["b"]],
    [{ fat: "2.5", kind: ["y", "x"] }, ["b"]],
    [{ lot: "L1", kind: "x" }, ["a"]],
  ])("keeps where %o", (where, ids) => {
    const run = runData(plain, { id: "id", where });
    expect(run.dataset.rows.id).toEqual(ids);
    expect(run.summary.where_dropped).toBe(3 - ids.length);
    expect(run.summary.row_count).toBe(3);
  });

  it("takes true in a document for TRUE in a file", () => {
    expect(runData("ok,850\nTRUE,1\nFALSE,2\n", { where: { ok: true } }).dataset.spectra.rows).toBe(1);
  });

  it("says which value of where no row has", () => {
    const run = runData(plain, { where: { lot: ["L1", "L3"] } });
    expect(run.remarks).toMatchObject([
      {
        code: "FS3031",
        facts: { column: "lot", value: "L3", values: ["L1", "L2"], suggestion: "L1" },
        option: ["where", "lot"],
      },
    ]);
  });

  it("leaves out samples with their reasons, and suggests a name for one that is not there", () => {
    const run = runData(plain, {
      id: "id",
      sample: "kind",
      exclude: [
        { sample: "x", reason: "spilt" },
        { sample: "yy", reason: "typo" },
      ],
    });
    expect(run.dataset.rows.id).toEqual(["b"]);
    expect(run.summary.excluded).toEqual([
      { sample: "x", reason: "spilt", n_spectra: 2 },
      { sample: "yy", reason: "typo", n_spectra: 0 },
    ]);
    expect(run.remarks).toMatchObject([
      { code: "FS3030", facts: { sample: "yy", suggestion: "y" }, option: ["exclude", 1, "sample"] },
    ]);
  });

  it("counts among the excluded only what where had kept", () => {
    const exclude = [{ sample: "x", reason: "spilt" }];
    const run = runData(plain, { sample: "kind", exclude, where: { lot: "L1" } });
    expect(run.summary).toMatchObject({ where_dropped: 1, excluded: [{ n_spectra: 1 }], n_spectra: 1 });
  });

  it("excludes by id or row number where no sample is declared", () => {
    expect(runData(plain, { id: "id", exclude: [{ sample: "b", reason: "-" }] }).dataset.rows.id).toEqual(["a", "c"]);
    expect(runData(plain, { exclude: [{ sample: 2, reason: "-" }] }).dataset.rows.id).toEqual(["1", "3"]);
  });

  it("marks rows of another input external, numbered on", () => {
    const run = runData(plain, { label: "kind", test: { input: "new" } }, { new: "kind,850,852,id\ny,7,8,z\n" });
    expect(run.dataset.rows.external).toEqual([false, false, false, true]);
    expect(run.dataset.rows.id).toEqual(["1", "2", "3", "4"]);
    expect(spectra(run).slice(-2)).toEqual([7, 8]);
    expect(run.summary).toMatchObject({ row_count: 3, n_spectra: 4, n_external: 1, n_external_samples: 1 });
    expect(run.summary.files.map(({ role, path }) => [role, path])).toEqual([
      ["input", "it.csv"],
      ["external", "it.csv"],
    ]);
  });

  it("marks rows external that a column says are", () => {
    const run = runData(plain, { test: { column: "lot", is: "L2" } });
    expect(run.dataset.rows.external).toEqual([false, false, true]);
    expect(run.dataset.outcome.label).toBeNull();
  });

  const holes = "k,t,850,852,856,858\na,1,,2,,8\nb,2,1,NA,4,nan\na,,1,2,3,4\nb,4,5,6,7,8\na,5,6,7,8,9\n";
  it("drops spectra with missing values, and those without a target", () => {
    const run = runData(holes, { missing: "drop", label: "k", target: "t" });
    expect(run.dataset.rows.id).toEqual(["4", "5"]);
    expect(run.dataset.outcome.target?.values).toEqual([4, 5]);
    expect(run.summary.missing).toEqual({
      policy: "drop",
      spectral_values: 20,
      spectral_missing: 4,
      fraction: 0.2,
      rows_dropped: 3,
      values_interpolated: 0,
    });
    expect(run.summary.missing_counts).toEqual({ k: 0, t: 1, "(spectral)": 4 });
    expect(run.summary.missing_fraction).toBe(5 / 30);
  });

  it("interpolates along the axis by its values, ends by the nearest", () => {
    const run = runData(holes, { missing: "interpolate" });
    expect(spectra(run).slice(0, 8)).toEqual([2, 2, 6, 8, 1, 2, 4, 4]);
    expect(run.summary.missing).toMatchObject({ rows_dropped: 0, values_interpolated: 4, spectral_missing: 4 });
  });

  const twice = "s,k,t,850,852\na,x,1,1,2\nb,x,1,1,2\nc,y,1,1,2\nd,y,2,3,4\ne,y,2,3,4\n";
  it("keeps exact duplicates and marks the first, counting those of other samples and contradictions", () => {
    const run = runData(twice, { id: "s", label: "k", target: "t" });
    expect(run.dataset.rows.duplicateOf).toEqual([null, 0, 0, null, 3]);
    expect(run.summary.duplicates).toEqual({
      policy: "keep",
      pairs: 3,
      dropped: 0,
      fraction: 0.6,
      contradicting: 1,
      across_samples: 3,
    });
    expect(
      run.remarks.map(({ code, facts, data }) => [code, facts.n_spectra, facts.id, facts.first, data?.line]),
    ).toEqual([
      ["FS3045", 1, "c", "a", 4],
      ["FS3046", 3, "b", "a", 3],
    ]);
  });

  it("drops the copies that agree with an earlier one, and marks the others", () => {
    const run = runData(twice, { id: "s", label: "k", target: "t", duplicates: "drop", export: true });
    expect(run.dataset.rows.id).toEqual(["a", "c", "d"]);
    expect(run.dataset.rows.duplicateOf).toEqual([null, 0, null]);
    expect(run.dataset.outcome).toMatchObject({ label: { codes: [0, 1, 1] }, target: { values: [1, 1, 2] } });
    expect(run.summary.duplicates).toMatchObject({ pairs: 3, dropped: 2, fraction: 1 / 3, contradicting: 1 });
    expect(run.summary.n_spectra).toBe(3);
    expect(run.csv?.split("\n")).toHaveLength(5);
    expect(run.remarks.map(({ code }) => code)).toContain("FS3047");
  });

  it("takes no spectra for duplicates that differ in the last bit or in the sign of zero", () => {
    expect(runData("850\n0.1\n0.10000000000000002\n0\n-0\n").summary.duplicates.pairs).toBe(0);
  });

  it("writes the rows used with commas and points, and every text as it stood", () => {
    const text =
      'id;note;850,50;=b\n=1+1; "quoted";1,50;@x\n+a;"semi;colon";2,5;-y\n"\tt";"a\r\n""b""";3,0;"\rr"\nz;gone;4;4\n';
    const run = runData(text, { id: "id", where: { note: ['"quoted"', "semi;colon", 'a\r\n"b"'] }, export: true });
    expect(run.csv).toBe(
      'id,note,=b,850.5\n=1+1," ""quoted""",@x,1.5\n+a,"semi;colon",-y,2.5\n"\tt","a\r\n""b""","\rr",3\n',
    );
    expect(run.remarks.map(({ code, facts }) => [code, facts.id ?? facts.column, facts.n_ids])).toEqual([
      ["FS3105", undefined, undefined],
      ["FS3060", "note", undefined],
      ["FS3061", "=1+1", 6],
    ]);
    expect(run.dataset.rows.id).toEqual(["=1+1", "+a", "\tt"]);
    const again = runData(run.csv as string, { id: "id" });
    expect(spectra(again)).toEqual(spectra(run));
    expect(again.dataset.rows.id).toEqual(run.dataset.rows.id);
  });

  it("reads the external rows by options of their own, which are found anew", () => {
    const semicolons = plain
      .replaceAll(",", ";")
      .replaceAll(".", ",")
      .replaceAll(/^(\w);/gm, "new$1;");
    const read = { layout: "wide", from_name: "{bottle}" };
    const run = (test: object) =>
      runData(plain, { delimiter: ",", test: { input: "new", ...test } }, { new: { "L7.csv": semicolons } });
    expect(spectra(run({ read }))).toEqual([...spectra(runData(plain)), ...spectra(runData(plain))]);
    expect(run({ read }).summary.read).toMatchObject([{ delimiter: "," }, { delimiter: ";", decimal: "," }]);
    expect(
      refusalOf(plain, { test: { input: "new", read: { ...read, from_name: "{a}-{b}" } } }, { new: plain }),
    ).toMatchObject([{ code: "FS3114", option: ["test", "read", "from_name"] }]);
    expect(
      refusalOf(plain, { test: { input: "new", read: { ...read, header: { after: "Begin" } } } }, { new: plain }),
    ).toMatchObject([{ code: "FS3103", option: ["test", "read", "header", "after"] }]);
  });
  it.each<[string, object, string, readonly string[]]>([
    ["read without an input", { column: "a", is: 1, read: {} }, "FS2356", ["test", "read"]],
    [
      "the long layout without id",
      { input: "new", read: { layout: { long: { axis: "a", value: "b" } } } },
      "FS2360",
      ["test", "read", "layout"],
    ],
    [
      "one sign for two things",
      { input: "new", read: { delimiter: ",", decimal: "," } },
      "FS2361",
      ["test", "read", "decimal"],
    ],
    [
      "a beginning by two rules",
      { input: "new", read: { header: { skip: 1, after: "x" } } },
      "FS2365",
      ["test", "read", "header", "after"],
    ],
  ])("contradicts itself by %s below `test`", (_, test, code, option) =>
    expect(checkOptions({ test }).remarks).toMatchObject([{ code, option }]),
  );

  it("export is off unless asked for", () => {
    expect(runData(plain).csv).toBeNull();
  });

  it("declares only the inputs its options name", () => {
    expect(() => runData(plain, { test: { input: "other" } }, { other: plain.replace("a,x", "z,x") })).not.toThrow();
  });

  it("keeps the saturation limit in the summary", () => {
    expect(runData(plain, { saturation: 65535 }).summary.saturation).toBe(65535);
  });
});
