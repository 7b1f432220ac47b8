/** Instruments' files as an input: a spectrum a row, called as its file is. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { fileIds } from "../../../blocks/data/formats/file-ids.ts";
import { type Labels, writeJcamp } from "./formats/jcamp-writer.ts";
import { refusalOf, runData } from "./run-data.ts";

const oil = (values: readonly number[], labels: Labels = {}) => writeJcamp(values, "difdup", labels);
const noUnit = { axis: { technique: "FTIR" } };

describe("files of an instrument", () => {
  const files = { "day/b.jdx": oil([5, 6, 8], { TITLE: "B 2" }), "day/a.jdx": oil([1, 2, 4], { TITLE: "A 1" }) };

  it("are a row each, in the order of their paths, with the unit that they say", () => {
    const { dataset, summary } = runData(files, { ...noUnit, sample: "title", export: true });
    expect(dataset.rows.id).toEqual(["a", "b"]);
    expect(dataset.rows.sample).toEqual(["A 1", "B 2"]);
    expect(dataset.columns).toMatchObject({ unit: "cm-1", values: [400, 401, 402] });
    expect([...dataset.spectra.data]).toEqual([1, 2, 4, 5, 6, 8]);
    expect(summary.files).toMatchObject([
      { path: "day/a.jdx", row_count: 1 },
      { path: "day/b.jdx", row_count: 1 },
    ]);
    expect(summary.read).toMatchObject([
      { path: "day/a.jdx", count: 2, format: "JCAMP-DX", status: "tried", encoding: null, layout: "files", spectra: 2 },
    ]);
  });
  it("are exported as a table", () =>
    expect(runData(files, { ...noUnit, export: true }).csv).toBe("id,title,400,401,402\na,A 1,1,2,4\nb,B 2,5,6,8\n"));
  it("keep the unit they say where the technique alone would name another", () => {
    const { dataset } = runData(files, { axis: { technique: "NIR" } });
    expect(dataset.columns).toMatchObject({ unit: "cm-1", technique: "NIR" });
  });
  it("that fall along the axis are turned round, and it is said", () => {
    const labels = { FIRSTX: "402", LASTX: "400", TITLE: "A" };
    const text = oil([1, 2, 4], labels).replace("400A", "402A").replace(/402D/, "400D");
    const { dataset, remarks } = runData({ "a.jdx": text }, noUnit);
    expect([...dataset.spectra.data]).toEqual([4, 2, 1]);
    expect(remarks).toMatchObject([{ code: "FS3013" }]);
  });
  it("may be narrowed by a range", () => {
    const { dataset } = runData(files, { axis: { technique: "FTIR", range: [401, 410] } });
    expect([...dataset.spectra.data]).toEqual([2, 4, 6, 8]);
  });
  const link = `##TITLE=all\n##DATA TYPE=LINK\n##BLOCKS=2\n${oil([1, 2, 4], { TITLE: "P" })}${oil([3, 2, 1], { TITLE: "Q" })}##END=\n`;
  it("of several spectra are a row each, with a number behind their name", () => {
    const { dataset } = runData({ "a.jdx": link, "b.jdx": oil([5, 6, 8]) }, noUnit);
    expect(dataset.rows.id).toEqual(["a#1", "a#2", "b"]);
    expect(runData({ "a.jdx": link }, { ...noUnit, spectrum: 2 }).dataset.rows.id).toEqual(["a"]);
  });
  it("of several spectra that are called as in another file are no rows until one is named", () => {
    expect(refusalOf({ "a.jdx": link, "b.jdx": link.replace("=Q", "=R") }, noUnit)).toMatchObject([
      {
        code: "FS3113",
        facts: { path: "a.jdx", list: ["1: P (3 points, 400 to 402)", "2: Q (3 points, 400 to 402)"] },
      },
    ]);
    const { dataset } = runData({ "a.jdx": link, "b.jdx": link }, { ...noUnit, spectrum: "Q" });
    expect([...dataset.spectra.data]).toEqual([3, 2, 1, 3, 2, 1]);
    const alike = { "a.jdx": oil([1, 2], { TITLE: "oil" }), "b.jdx": oil([1, 3], { TITLE: "oil" }) };
    expect(runData(alike, noUnit).dataset.rows.id).toEqual(["a", "b"]);
  });
  it("packed by gzip are read as they are, and it is said", () => {
    const { dataset, summary } = runData({ "a.jdx.gz": gzipSync(oil([1, 2, 4])), "b.jdx": oil([1, 2, 5]) }, noUnit);
    expect(dataset.rows.id).toEqual(["a", "b"]);
    expect([...dataset.spectra.data]).toEqual([1, 2, 4, 1, 2, 5]);
    expect(summary.read.map(({ packed }) => packed)).toEqual(["gzip", null]);
    expect(summary.files[0].size_bytes).toBe(gzipSync(oil([1, 2, 4])).length);
  });
  it("say columns by their paths and their labels, as JCAMP-DX compares labels", () => {
    const labels = { OWNER: "A. Nalyst", "DATA PROCESSING": "none" };
    const { dataset } = runData(
      { "olive/o1.jdx": oil([1, 2, 4], labels), "palm/p7.jdx": oil([1, 2, 5], { ...labels, OWNER: "B" }) },
      {
        ...noUnit,
        from_name: "{kind}/{no}",
        from_header: { who: "OWNER", done: "data-processing" },
        label: "kind",
        sample: "no",
        batch: "who",
        instrument: "done",
      },
    );
    expect(dataset.outcome.label?.classes).toEqual(["olive", "palm"]);
    expect(dataset.rows).toMatchObject({
      sample: ["o1", "p7"],
      batch: ["A. Nalyst", "B"],
      instrument: ["none", "none"],
    });
    expect(refusalOf({ "a.jdx": oil([1, 2], labels) }, { ...noUnit, from_header: { who: "OPERATOR" } })).toMatchObject([
      {
        code: "FS3114",
        facts: { parameter: "OPERATOR", names: expect.arrayContaining(["OWNER"]) },
        option: ["from_header"],
      },
    ]);
  });
  it("whose number of points is wrong are read with a warning", () => {
    const { remarks } = runData({ "a.jdx": oil([1, 2, 4], { NPOINTS: "4", DELTAX: "1" }) }, noUnit);
    expect(remarks).toMatchObject([{ code: "FS3112", data: { input: "a.jdx", line: 10 } }]);
  });
  it("may lack values, which the policy then treats", () => {
    const text = writeJcamp([1, 2, 4], "affn").replace(" 2 ", " ? ");
    expect(refusalOf({ "a.jdx": text }, noUnit)).toMatchObject([{ code: "FS3020", facts: { column: "401" } }]);
    const { dataset } = runData({ "a.jdx": text }, { ...noUnit, missing: "interpolate" });
    expect([...dataset.spectra.data]).toEqual([1, 2.5, 4]);
  });

  it.each([
    ["in another unit than declared", files, { axis: { unit: "nm" } }, "FS3122", { unit: "cm-1", wanted: "nm" }],
    [
      "in another unit than the first",
      { "a.jdx": oil([1, 2]), "b.jdx": oil([1, 2], { XUNITS: "NM" }) },
      noUnit,
      "FS3122",
      { path: "b.jdx", of: "a.jdx" },
    ],
    [
      "on another axis than the first",
      { "a.jdx": oil([1, 2, 4]), "b.jdx": oil([1, 2]) },
      noUnit,
      "FS3051",
      { id: "b", first: "a", points: 2, expected: 3, lacks: 402, extra: null },
    ],
    ["outside the range", files, { axis: { technique: "FTIR", range: [1, 2] } }, "FS3010", { range: [1, 2] }],
    [
      "under the long layout",
      files,
      { ...noUnit, id: "id", layout: { long: { axis: "x", value: "y" } } },
      "FS3016",
      { column: "x" },
    ],
    ["that hold something else", { "a.jdx": oil([1, 2], { XUNITS: "HZ" }) }, noUnit, "FS3110", {}],
  ])("are refused %s", (_, content, options, code, facts) =>
    expect(refusalOf(content, options)).toMatchObject([{ code, facts }]),
  );
  it("beside text are no input of their kind", () =>
    expect(refusalOf({ "a.jdx": oil([1, 2]), "b.csv": "id,400,401\nx,1,2\n" }, noUnit)).toMatchObject([
      { code: "FS3003", facts: { path: "a.jdx" } },
    ]));
});

describe("ids of files", () => {
  it.each([
    ["without folder and extension", ["d/a.csv", "d/b.csv"], ["a", "b"]],
    ["without `.gz` and what stands before it", ["a.csv.gz"], ["a"]],
    ["with a number at their end", ["RT_01.0", "RT_01.1"], ["RT_01.0", "RT_01.1"]],
    ["with folders where two are alike", ["x/a.spc", "y/a.spc"], ["x/a", "y/a"]],
    ["whole where there is nothing before the point", [".spc"], [".spc"]],
  ])("%s", (_, paths, ids) => expect(fileIds(paths)).toEqual(ids));
});
