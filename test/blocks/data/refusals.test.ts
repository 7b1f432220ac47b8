/** Every refusal of the data block: its code, and the line and field of the file or the option in the document. */

import { describe, expect } from "vitest";
import { closest } from "../../../blocks/contract/closest.ts";
import { fc, it } from "../../fixtures/property.ts";
import { checkOptions, refusalOf, runData } from "./run-data.ts";

const plain = "id,kind,fat,850,852\na,x,1.5,0.1,0.2\nb,y,2.5,0.3,0.4\nc,x,3.5,0.5,0.6\n";
/** Code, line, field of each finding. */
const places = (...call: Parameters<typeof refusalOf>) =>
  refusalOf(...call).map(({ code, data }) => [code, data?.line, data?.field]);

describe("the document alone", () => {
  it.each([
    ["as many names as limits", { label: { from: "f", cut: [1, 2], names: ["a", "b"] } }, "FS2351", ["label", "names"]],
    [
      "limits that do not rise",
      { label: { from: "f", cut: [2, 2], names: ["a", "b", "c"] } },
      "FS2352",
      ["label", "cut", 1],
    ],
    ["a name twice", { label: { from: "f", cut: [2], names: ["a", "a"] } }, "FS2353", ["label", "names", 1]],
    [
      "a positive class no limit makes",
      { label: { from: "f", cut: [2], names: ["low", "high"] }, positive: "hihg" },
      "FS2354",
      ["positive"],
    ],
    ["a positive class without a label", { positive: "x" }, "FS2355", ["positive"]],
    ["test without anything", { test: {} }, "FS2356", ["test"]],
    ["test with half a column", { test: { column: "set" } }, "FS2356", ["test"]],
    ["test with both forms", { test: { input: "new", column: "set", is: "test" } }, "FS2356", ["test"]],
    ["test from the same input", { test: { input: "it" } }, "FS2357", ["test", "input"]],
    ["a unit without a target", { unit: "%" }, "FS2358", ["unit"]],
    ["a range from high to low", { axis: { unit: "nm", range: [900, 800] } }, "FS2359", ["axis", "range"]],
    ["the long layout without ids", { layout: { long: { axis: "x", value: "y" } } }, "FS2360", ["layout"]],
    ["one sign for two things", { delimiter: ",", decimal: "," }, "FS2361", ["decimal"]],
  ])("shows %s", (_, options, code, option) => {
    expect(checkOptions(options).remarks).toMatchObject([{ code, option }]);
  });

  it("has nothing to say of options that fit", () => {
    const options = {
      label: { from: "f", cut: [2], names: ["low", "high"] },
      positive: "low",
      target: "f",
      unit: "%",
      test: { column: "set", is: 1 },
    };
    expect(checkOptions(options).remarks).toEqual([]);
  });

  it("knows the dataset's shape, and its classes where they are cut", () => {
    expect(checkOptions({ label: { from: "f", cut: [2], names: ["lean", "fat"] }, group: "lot" }).shape).toEqual({
      label: true,
      positive: false,
      classes: ["fat", "lean"],
      target: false,
      batch: true,
      group: true,
      time: false,
      columns: null,
    });
    expect(checkOptions({ label: "k", target: "f", batch: "b" }).shape).toMatchObject({
      label: true,
      classes: null,
      target: true,
      batch: true,
      group: false,
    });
    expect(checkOptions({}).shape).toMatchObject({ label: false, classes: null, target: false, batch: false });
  });
});

describe("header and axis", () => {
  it.each([
    ["no column that is a number", "id,kind\na,x\n", {}, { columns: 2, numbers: 0, dressed: null }],
    ["columns dressed by R", "id,X850.5\na,1\n", {}, { dressed: "X850.5" }],
    ["columns with a unit", "id,850 nm\na,1\n", {}, { dressed: "850 nm" }],
    [
      "no column inside the range",
      "id,850\na,1\n",
      { axis: { unit: "nm", range: [1, 2] } },
      { numbers: 1, range: [1, 2] },
    ],
  ])("refuses %s", (_, text, options, facts) => {
    expect(refusalOf(text, options)).toMatchObject([{ code: "FS3010", facts, data: { input: "it.csv", line: 1 } }]);
  });

  it("refuses axis values that repeat, also where they are written in two ways", () => {
    expect(refusalOf("850,id,850.0,851,851\n1,a,2,3,4\n")).toMatchObject([
      { code: "FS3011", facts: { value: 850, first: 1, field: 3 }, data: { line: 1, field: 3 } },
      { code: "FS3011", facts: { value: 851, first: 4, field: 5 }, data: { line: 1, field: 5 } },
    ]);
  });

  it.each([
    ["850,852,851", 851, 3],
    ["852,850,851", 851, 3],
  ])("refuses the unsorted axis %s", (header, value, field) => {
    expect(refusalOf(`${header}\n1,2,3\n`)).toMatchObject([
      { code: "FS3012", facts: { value }, data: { line: 1, field } },
    ]);
  });

  it("refuses a name that stands twice, columns without a name excepted", () => {
    expect(refusalOf(",id,,id,850\n1,a,2,b,3\n")).toMatchObject([
      { code: "FS3015", facts: { column: "id", first: 2, field: 4 }, data: { line: 1, field: 4 } },
    ]);
    expect(runData(",id,,850\n1,a,x,3\n").summary.dtypes).toEqual({
      "(field 1)": "number",
      id: "text",
      "(field 3)": "text",
      "(spectral)": "number",
    });
  });

  it("names every column that is not there, with a suggestion", () => {
    const remarks = refusalOf(plain, {
      id: "idd",
      label: "knid",
      target: "zzz",
      where: { fatt: 1 },
      test: { column: "set", is: 1 },
    });
    expect(remarks.map(({ code, facts, option }) => [code, facts.column, facts.suggestion, option])).toEqual([
      ["FS3016", "idd", "id", ["id"]],
      ["FS3016", "knid", "kind", ["label"]],
      ["FS3016", "zzz", null, ["target"]],
      ["FS3016", "fatt", "fat", ["where", "fatt"]],
      ["FS3016", "set", null, ["test", "column"]],
    ]);
  });

  it("refuses a point of the axis as metadata", () => {
    expect(refusalOf(plain, { target: "850" })).toMatchObject([
      { code: "FS3017", facts: { option: "target", column: "850" } },
    ]);
  });
});

describe("cells", () => {
  it("names line and field of every spectral value that is no finite number", () => {
    const text = 'id,850,852\r\na,,2\r\n"b\r\nb",1,two\r\nc,inf,NA\r\nd,1,2\r\n';
    expect(
      refusalOf(text).map(({ code, facts, data }) => [code, facts.column, facts.text, data?.line, data?.field]),
    ).toEqual([
      ["FS3020", "850", "", 2, 2],
      ["FS3021", "852", "two", 4, 3],
      ["FS3022", "850", "inf", 5, 2],
      ["FS3020", "852", "NA", 5, 3],
    ]);
  });

  it.each(["drop", "interpolate"])(
    "refuses text and infinities whatever is done about missing values (%s)",
    (missing) => {
      expect(places("850,852\n,2\nx,Inf\n", { missing })).toEqual([
        ["FS3021", 3, 1],
        ["FS3022", 3, 2],
      ]);
    },
  );

  it("counts the missing values it does not list", () => {
    const remarks = refusalOf(`850,852\n${",\n1,\n".repeat(40)}1,2\n`);
    expect(remarks.map(({ code, again }) => [code, again?.count])).toEqual([
      ["FS3020", 40],
      ["FS3020", 80],
    ]);
  });
  it("lists twenty that differ, and counts the rest", () => {
    const remarks = refusalOf(`850,852\n${Array.from({ length: 60 }, (_, i) => `x${i},1\n`).join("")}1,2\n`);
    expect(remarks).toHaveLength(21);
    expect(remarks[20]).toMatchObject({ code: "FS3099", facts: { more: 40 } });
  });

  it("does not look at rows that were left out", () => {
    const text = "s,k,850\na,x,1\nb,,oops\nc,y,3\n";
    expect(runData(text, { id: "s", label: "k", exclude: [{ sample: "b", reason: "spilt" }] }).dataset.rows.id).toEqual(
      ["a", "c"],
    );
    expect(runData(text, { id: "s", label: "k", where: { s: ["a", "c"] } }).dataset.rows.id).toEqual(["a", "c"]);
  });

  it("has nothing to interpolate a wholly missing spectrum from", () => {
    expect(places("id,850,852\na,1,2\nb,,\n", { missing: "interpolate" })).toEqual([["FS3025", 3, undefined]]);
  });

  it("refuses a row that loses everything to drop", () => {
    expect(refusalOf("850,852\n,2\n", { missing: "drop" })).toMatchObject([
      { code: "FS3042", facts: { external: 0, dropped: 1 } },
    ]);
  });

  it.each(["id", "sample", "label", "group", "batch", "instrument"])("never lets %s be missing", (option) => {
    const text = `r,850\nx,1\n${option === "id" ? "" : "NA"},2\n ,3\ny,4\n`;
    expect(
      refusalOf(text, { [option]: "r", missing: "interpolate" }).map(({ code, facts, data }) => [
        code,
        facts.option,
        data?.line,
        data?.field,
      ]),
    ).toEqual([
      ["FS3023", option, 3, 1],
      ["FS3023", option, 4, 1],
    ]);
  });

  it("names a missing role once where two options share the column", () => {
    expect(places("r,850\nx,1\n,2\n", { sample: "r", group: "r" })).toEqual([["FS3023", 3, 1]]);
  });

  it("refuses targets and cut columns that are no numbers", () => {
    const text = "a,b,850\n1,1,1\nx,2,2\n3,,3\n4,inf,4\n";
    expect(
      refusalOf(text, { target: "a", label: { from: "b", cut: [1], names: ["l", "h"] } }).map(
        ({ code, facts, data }) => [code, facts.option, data?.line, data?.field],
      ),
    ).toEqual([
      ["FS3023", "label.from", 4, 2],
      ["FS3024", "label.from", 5, 2],
      ["FS3024", "target", 3, 1],
    ]);
  });

  it("gives line and field in the right one of several files", () => {
    const files = { "b.csv": "id,850\nx,1\ny,oops\n", "a.csv": "id,850\nz,2\n" };
    expect(refusalOf(files)).toMatchObject([{ code: "FS3021", data: { input: "b.csv", line: 3, field: 2 } }]);
  });
});

describe("rows, classes and samples", () => {
  it("refuses what leaves nothing, saying what left it out", () => {
    expect(refusalOf(plain, { where: { kind: "z" } })).toMatchObject([
      { code: "FS3032", facts: { rows: 3, by_where: 3, by_exclude: 0 }, option: ["where"] },
    ]);
    const exclude = ["1", "2", "3"].map((sample) => ({ sample, reason: "-" }));
    expect(refusalOf(plain, { exclude })).toMatchObject([
      { code: "FS3032", facts: { by_where: 0, by_exclude: 3 }, option: ["exclude"] },
    ]);
  });

  it("takes a single class, also one left by where: who learns from classes refuses it", () => {
    const classesOf = (options: { readonly [option: string]: unknown }) =>
      runData(plain, options).dataset.outcome.label?.classes;
    expect(classesOf({ label: "kind", where: { kind: "x" } })).toEqual(["x"]);
    expect(classesOf({ label: { from: "fat", cut: [9], names: ["low", "high"] } })).toEqual(["low"]);
  });

  it("does not count classes of external rows", () => {
    expect(refusalOf(plain, { label: "kind", test: { column: "id", is: "b" } }).map(({ code }) => code)).toEqual([
      "FS3039",
    ]);
  });

  it("refuses a constant target", () => {
    expect(refusalOf("t,850\n3,1\n3.0,2\n", { target: "t" })).toMatchObject([
      { code: "FS3036", facts: { column: "t", value: 3 }, option: ["target"] },
    ]);
  });

  it("refuses a positive class that no row has", () => {
    expect(refusalOf(plain, { label: "kind", positive: "X" })).toMatchObject([
      { code: "FS3037", facts: { positive: "X", classes: ["x", "y"], suggestion: "x" }, option: ["positive"] },
    ]);
  });

  it("refuses a sample that has two labels, by name and once", () => {
    const text = "s,k,850\na,x,1\nb,y,2\na,y,3\na,y,4\n";
    expect(refusalOf(text, { sample: "s", label: "k" })).toMatchObject([
      { code: "FS3038", facts: { sample: "a", labels: ["x", "y"], first: "on line 2" }, data: { line: 4, field: 2 } },
    ]);
  });

  it("refuses a class that only external rows have", () => {
    expect(
      refusalOf(plain, { label: "kind", test: { input: "new" } }, { new: "kind,850,852\nz,1,2\nx,3,4\n" }),
    ).toMatchObject([{ code: "FS3039", facts: { class: "z", classes: ["x", "y"] }, data: { line: 2, field: 1 } }]);
  });

  it("refuses a test column that marks nothing, and one that marks everything", () => {
    expect(refusalOf(plain, { test: { column: "kind", is: "xx" } })).toMatchObject([
      { code: "FS3041", facts: { value: "xx", suggestion: "x" }, option: ["test", "is"] },
    ]);
    expect(refusalOf("k,850\nt,1\nt,2\n", { test: { column: "k", is: "t" } })).toMatchObject([
      { code: "FS3042", facts: { external: 2 } },
    ]);
  });

  it.each([
    ["a value differs", "850,853\n1,2\n", { found: 853, wanted: 852, points: 2, expected: 2 }],
    ["a point is lacking", "850\n1\n", { found: null, wanted: 852, points: 1 }],
    ["a point is too many", "850,852,854\n1,2,3\n", { found: 854, wanted: null, points: 3 }],
  ])("refuses external rows on another axis: %s", (_, text, facts) => {
    expect(refusalOf(plain, { test: { input: "new" } }, { new: { "new.csv": text } })).toMatchObject([
      { code: "FS3043", facts: { path: "new.csv", ...facts } },
    ]);
  });

  it("refuses external rows that lack a column", () => {
    expect(
      refusalOf(plain, { label: "kind", test: { input: "new" } }, { new: { "new.csv": "850,852\n1,2\n" } }),
    ).toMatchObject([{ code: "FS3016", facts: { path: "new.csv" }, option: ["label"] }]);
  });

  it("refuses exact duplicates where it is told to, each with its first", () => {
    expect(refusalOf("id,850\na,1\nb,2\nc,1\nd,1\n", { id: "id", duplicates: "refuse" })).toMatchObject([
      { code: "FS3044", facts: { id: "c", first: "a", where: "on line 2" }, data: { line: 4 } },
      { code: "FS3044", facts: { id: "d", first: "a", where: "on line 2" }, data: { line: 5 } },
    ]);
  });
});

describe("several files", () => {
  it("reads them in code-unit order of their paths, whatever order they come in", () => {
    const files = { "b.csv": "id,850\nx,1\n", "a10.csv": "id;850\ny;2\n", "a9.csv": "id,850\nz,3\n" };
    const { dataset, summary } = runData(files, { id: "id" });
    expect(dataset.rows.id).toEqual(["y", "z", "x"]);
    expect([...dataset.spectra.data]).toEqual([2, 3, 1]);
    expect(summary.path).toBe("a10.csv, a9.csv, b.csv");
    expect(summary.files.map(({ path, row_count }) => [path, row_count])).toEqual([
      ["a10.csv", 1],
      ["a9.csv", 1],
      ["b.csv", 1],
    ]);
    expect(summary.read.map(({ path, count, delimiter, spectra }) => [path, count, delimiter, spectra])).toEqual([
      ["a10.csv", 1, ";", 1],
      ["a9.csv", 2, ",", 2],
    ]);
    expect(summary.file_size_bytes).toBe(33);
  });

  it.each([
    ["another point", "id,851\nx,1\n", 2, "851", "850"],
    ["another name", "name,850\nx,1\n", 1, "name", "id"],
    ["a column more", "id,850,852\nx,1,2\n", 3, "852", null],
    ["a column less", "850\n1\n", undefined, null, "id"],
  ])("refuses a header with %s", (_, text, field, found, expected) => {
    expect(refusalOf({ "a.csv": "id,850\nx,1\n", "b.csv": text })).toMatchObject([
      {
        code: "FS3009",
        facts: { path: "b.csv", first: "a.csv", found, expected },
        data: { input: "b.csv", line: 1, field },
      },
    ]);
  });

  it("takes columns by their names, in whatever order each file has them", () => {
    const files = { "a.csv": "id,sample,850,852\nx,S1,1,2\n", "b.csv": "sample,852,850,id\nS2,4,3,y\n" };
    const { dataset } = runData(files, { id: "id", sample: "sample" });
    expect(dataset.rows).toMatchObject({ id: ["x", "y"], sample: ["S1", "S2"] });
    expect([...dataset.spectra.data]).toEqual([1, 2, 3, 4]);
  });
});

describe("what is said of data that can be used", () => {
  const said = (...call: Parameters<typeof runData>) =>
    runData(...call).remarks.map(({ code, facts }) => [code, facts]);

  it("says when ids repeat; such spectra are replicates of one sample", () => {
    const run = runData("id,850\na,1\nb,2\na,3\n", { id: "id" });
    expect(run.remarks).toMatchObject([
      { code: "FS3033", facts: { column: "id", id: "a", n_spectra: 1 }, data: { line: 4, field: 1 } },
    ]);
    expect(run.summary.n_samples).toBe(2);
  });

  it("says when a sample is both external and not", () => {
    const text = "s,set,850\na,train,1\na,test,2\nb,train,3\nc,test,4\n";
    expect(said(text, { sample: "s", test: { column: "set", is: "test" } })).toEqual([
      ["FS3040", { samples: ["a"], n_samples: 1 }],
    ]);
  });

  it("says when an external spectrum is a copy of one that is not", () => {
    const codes = said("s,set,850\na,train,1\nb,test,1\nc,train,2\n", {
      id: "s",
      test: { column: "set", is: "test" },
    }).map(([code]) => code);
    expect(codes).toEqual(["FS3046", "FS3048"]);
  });

  it("reads names without the spaces around them and says so", () => {
    const run = runData("k,850\nx,1\n x ,2\ny\u00a0,3\n", { label: "k" });
    expect(run.dataset.outcome.label?.classes).toEqual(["x", "y"]);
    expect(run.remarks).toMatchObject([{ code: "FS3060", facts: { column: "k", cells: 2 } }]);
  });

  it.each([
    ["case", "Lean", "lean"],
    ["spaces within", "very  lean", "very lean"],
    ["a letter that looks the same", "lean", "le\u0430n"],
    ["a sign that is not seen", "lean", "le\u200Ban"],
  ])("says when classes, batches or samples differ only in %s", (_, first, second) => {
    const text = `k,850\n${first},1\n${second},2\nz,3\n`;
    const facts = { column: "k", first, second };
    expect(said(text, { sample: "k" })).toEqual([["FS3062", { ...facts, things: "samples" }]]);
    expect(said(text, { label: "k" })).toEqual([["FS3062", { ...facts, things: "classes" }]]);
    expect(said(text, { batch: "k" })).toEqual([["FS3062", { ...facts, things: "batches" }]]);
  });

  it("takes two spellings of an accent for one name, and says so", () => {
    const run = runData("s,k,850\nme\u0301lange,x,1\nm\u00e9lange,x,2\nb,y,3\n", { sample: "s", label: "k" });
    expect(run.dataset.rows.sample).toEqual(["m\u00e9lange", "m\u00e9lange", "b"]);
    expect(run.remarks).toMatchObject([{ code: "FS3063", facts: { column: "s", name: "m\u00e9lange", n_names: 1 } }]);
  });

  it("says of classes, batches and what stands in data.csv that it would be a formula too", () => {
    const formula = '=HYPERLINK(""http://x"",""y"")';
    const text = `k,note,850\n"${formula}",@a,1\ny,b,2\n`;
    const id = '=HYPERLINK("http://x","y")';
    expect(said(text, { label: "k" })).toEqual([["FS3061", { id, n_ids: 1 }]]);
    expect(said(text, { batch: "k" })).toEqual([["FS3061", { id, n_ids: 1 }]]);
    expect(said(text, { label: "k", export: true })).toEqual([["FS3061", { id, n_ids: 2 }]]);
  });

  it("says when an id would be a formula in a spreadsheet, but not of a negative number", () => {
    expect(said('id,850\n"=A1",1\n-5,2\n"-x",3\n', { id: "id" })).toEqual([["FS3061", { id: "=A1", n_ids: 2 }]]);
  });

  it("has nothing to say of plain data", () => {
    expect(said(plain, { id: "id", label: "kind", target: "fat" })).toEqual([]);
  });
});

describe("closest", () => {
  it.each([
    ["smaple", ["id", "sample", "sample_id"], "sample"],
    ["Fat Class", ["fat_class"], "fat_class"],
    ["zzz", ["id", "sample"], null],
    ["ab", ["ba", "aa"], "ba"],
  ])("takes %s for %s", (name, names, expected) => {
    expect(closest(name, names)).toBe(expected);
  });

  it.prop([fc.string({ minLength: 4, maxLength: 20 }), fc.nat()])("finds a name with one letter gone", (name, at) => {
    const cut = [...name].filter((_, i) => i !== at % [...name].length).join("");
    expect(closest(cut, [name])).toBe(name);
  });
});
