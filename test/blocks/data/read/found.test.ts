/** How a file is written is found, and said; where two readings fit, it is refused with both side by side. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { settledOptions } from "../../../../blocks/data/joined-names.ts";
import { dataOptions } from "../../../../blocks/data/options.ts";
import { readTable } from "../../../../blocks/data/read-table.ts";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import { type Content, fileOf, refusalOf, runData } from "../run-data.ts";

const found = { layout: undefined };
const body = "id,800.5,802.5,804.5\na,0.1,0.2,0.3\nb,0.4,0.5,0.6\n";
const matrix = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6];
const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text, encoding);

/** What was read, in the words of the summary, and the first values. */
function readingOf(content: Content, options = {}) {
  const { summary, dataset, remarks } = runData(content, { ...found, ...options });
  const [{ path: _, count: __, format: ___, status: ____, found: _____, ...read }] = summary.read;
  return { read, values: [...dataset.spectra.data].slice(0, 6), said: remarks.map(({ code }) => code) };
}

/** Message and help of each finding, as a user sees them. */
const wordsOf = (content: Content, options = {}) =>
  refusalOf(content, { ...found, ...options }).map(({ code, facts, data }) => {
    const { message, help } = finding(code, null, facts);
    return [`${code} ${data?.line ?? ""}:${data?.field ?? ""} ${message}`, ...help];
  });

describe("what is read as it stands is said", () => {
  it.each<[string, string, readonly unknown[]]>([
    ["a quote within a cell", 'id,800,802,804\na"b"c,1,2,3\nd,1,2,4\n', ["FS3105", 1, 'a"b"c', 2]],
    [
      "a quote behind a blank",
      'id,n,800,802,804\na, "b",1,2,3\nb,"c ""d""",1,2,4\n"c",e",1,2,5\n',
      ["FS3105", 2, '"b"', 2],
    ],
    ["a header of nothing among points", "id,800,,802,804\na,1,2,3,4\n", ["FS3018", "(field 3)"]],
    ["a header `Infinity` among points", "id,800,Infinity,802,804\na,1,2,3,4\n", ["FS3018", "Infinity"]],
    ["a header `NaN` among points", "id,800,NaN,802,804\na,1,2,3,4\n", ["FS3018", "NaN"]],
    ["a header 1e999 among points", "id,800,1e999,802,804\na,1,2,3,4\n", ["FS3018", "1e999"]],
  ])("%s", (_, text, [code, ...facts]) => {
    const { remarks } = runData(text, found);
    expect(remarks.map((one) => one.code)).toEqual([code]);
    const [{ facts: said, data }] = remarks;
    expect(code === "FS3105" ? [said.cells, said.text, data?.line] : [said.column]).toEqual(facts);
  });
  it.each([
    ["quoted cells", '"id","n",800,802,804\r\n"a","x ""y""",1,2,3\r\n'],
    ["quotes in comments", 'id,800,802,804\na,1,2,3\n# said "so"\n'],
    ["words among points", "id,800,note,802,804\na,1,2,3,4\n"],
  ])("and nothing of %s", (_, text) => expect(runData(text, found).remarks).toEqual([]));
});

describe("a table is read the same, however it is written", () => {
  const semicolons = body.replaceAll(",", ";");
  it.each<[string, string | Uint8Array, object]>([
    ["plain", body, { encoding: "utf-8", delimiter: ",", lines_above: 0, lines_below: 0, header_line: 1 }],
    ["with a byte order mark", `\ufeff${body}`, { encoding: "utf-8" }],
    ["in UTF-16, little end first", bytes(`\ufeff${body}`, "utf16le"), { encoding: "utf-16" }],
    ["in UTF-16, big end first", bytes(`\ufeff${body}`, "utf16le").swap16(), { encoding: "utf-16" }],
    ["in UTF-16 without its mark", bytes(body, "utf16le"), { encoding: "utf-16" }],
    ["in gzip", gzipSync(body), { packed: "gzip", encoding: "utf-8" }],
    ["with tabs", body.replaceAll(",", "\t"), { delimiter: "\t" }],
    ["with bars", body.replaceAll(",", "|"), { delimiter: "|" }],
    ["with runs of blanks", ` ${body.replaceAll(",", "   ").replaceAll("\n", "  \n")}`, { delimiter: "space" }],
    ["with decimal commas", semicolons.replaceAll(".", ","), { delimiter: ";", decimal: "," }],
    ["with decimal commas in quotes", body.replaceAll(/(\d+)\.(\d)/g, '"$1,$2"'), { delimiter: ",", decimal: "," }],
    ["with points in its header alone", semicolons.replaceAll("0.", "0,"), { decimal: "," }],
    [
      "below comments, one of them three times",
      `# Operator: A\n# Operator: A\n# Operator: A\n${body}`,
      { lines_above: 3 },
    ],
    [
      "below lines of other widths",
      `Report of Monday\nScans, 16\n\nGain:,high,low\n${body}`,
      { lines_above: 4, header_line: 5 },
    ],
    [
      "below `#Acq. time (s)=⇥10`",
      `#Acq. time (s)=\t10\n${body.replaceAll(",", "\t")}`,
      { delimiter: "\t", lines_above: 1 },
    ],
    ["above a closing line", `${body}>>>>>End of Data<<<<<\n`, { lines_below: 1 }],
    ["above a comment and a closing sign", `${body}# end\n\x1a`, { lines_below: 2 }],
    ["with a NUL in a line above", `name\0\0\0\n${body}`, { lines_above: 1 }],
    ["below Excel's sep=", `sep=,\n${body}`, { lines_above: 1, header_line: 2 }],
  ])("%s", (_, content, read) => {
    const reading = readingOf(content);
    expect(reading.values).toEqual(matrix);
    expect(reading.read).toMatchObject({ layout: "wide", points: 3, from: 800.5, to: 804.5, step: 2, ...read });
    expect(reading.said).toEqual([]);
  });

  it.each([
    ["a comma between thousands beside decimal points", "id;800;802;804\na;1,492.5;0.5;2\n", [1492.5, 0.5, 2], "."],
    ["a point between thousands beside decimal commas", "id;800;802;804\na;1.492;0,5;2\n", [1492, 0.5, 2], ","],
    ["a number with two signs of thousands", "id;800;802;804\na;1,492,000;5;2\n", [1492000, 5, 2], "."],
    ["apostrophes", "id;800;802;804\na;1'492;5;2\n", [1492, 5, 2], "."],
    ["blanks", "id;800;802;804\na;1 492,5;5;2\n", [1492.5, 5, 2], ","],
    ["an exponent, which makes a comma decimal", "id;800;802;804\na;18,995E0;5;2\n", [18.995, 5, 2], ","],
    ["a point before three digits beside one of 1,000", "id;800;802;804\na;1.492;1000;2\n", [1.492, 1000, 2], "."],
  ])("knows the signs by %s", (_, text, values, decimal) => {
    const reading = readingOf(text);
    expect(reading.values).toEqual(values);
    expect(reading.read).toMatchObject({ decimal });
  });

  it("sees the decimal sign behind a first megabyte of whole numbers", { tags: "slow" }, () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `s${i};12;345;678\n`).join("");
    const text = `id;800;802;804\n${rows}last;0,5;1;2\n`;
    const { spectra } = readTable([fileOf("it.csv", text)], settledOptions(dataOptions.parse({ input: "it" })));
    expect([...spectra.data.slice(-3)]).toEqual([0.5, 1, 2]);
  });

  it("reads windows-1252 and says what hangs on it, and nothing where only a line above does", () => {
    const text = `# 20 °C\n${body}`;
    expect(readingOf(bytes(text, "latin1"))).toMatchObject({ read: { encoding: "windows-1252" }, said: [] });
    const named = runData(bytes(body.replace("a,", "Öl,"), "latin1"), { ...found, id: "id" });
    expect(named.dataset.rows.id[0]).toBe("Öl");
    expect(named.remarks).toMatchObject([{ code: "FS3104", facts: { text: "Öl" } }]);
    expect(runData(bytes(body.replace("a,", "Öl,"), "latin1"), { ...found, encoding: "windows-1252" }).remarks).toEqual(
      [],
    );
  });

  it("says which options were found and which were declared", () => {
    expect(runData(body, { delimiter: ",", layout: "wide" }).summary.read[0].found).toEqual([
      "encoding",
      "decimal",
      "thousands",
      "header",
    ]);
  });
});

describe("the header can be declared", () => {
  it.each<[string, string, object]>([
    ["a sign of comments, wherever they stand", body.replace("b,", "; no row\nb,"), { header: { comment: ";" } }],
    ["lines to skip", `1,2,3,4\n5,6,7,8\n${body}`, { header: { skip: 2 } }],
    ["a line the table begins below", `1,2,3,4\nBegin data\n${body}`, { header: { after: "Begin" } }],
    ["names", body.slice(body.indexOf("\n") + 1), { header: { names: ["id", "800.5", "802.5", "804.5"] } }],
  ])("%s", (_, text, options) => {
    expect(readingOf(text, options).values).toEqual(matrix);
  });
});

describe("what does not fit in one way is refused, word by word", () => {
  it.each<[string, Content, object]>([
    ["a number that can be read both ways", "id;800;802;804\na;1,492;2;3\n", {}],
    ["points before three digits only, among small whole numbers", "id;800;802;804\na;1.492;2;3\n", {}],
    ["two delimiters", "id;a,800;x,802;y,804;z\nk;b,1;p,2;q,3;r\n", { delimiter: undefined }],
    ["names that may be a comment", "#id,800,802,804\na,811,812,814\nb,814,815,816\n", {}],
    ["rows that may be comments", "id,800,802,804\n#1,1,2,3\na,4,5,6\n", {}],
    ["an axis that only counts", "id,1,2,3,4\na,5,6,7,8\n", {}],
    ["too few points", "id,800,802\na,1,2\n", {}],
    ["a row of another length in the middle", "id,800,802,804\na,1,2,3\nb,1,2\nc,1,2,3\nd,1,2,3\n", {}],
    ["a row behind a comment", "id,800,802,804\na,1,2,3\n# why\nb,1,2,3\n", {}],
    ["a file declared UTF-8 that is not", Buffer.from(`${body}Öl,1,2,3\n`, "latin1"), { encoding: "utf-8" }],
    ["gzip that is cut short", gzipSync(body.repeat(9)).subarray(0, 40), {}],
    ["columns that differ", { "a.csv": body, "b.csv": body.replace("id", "name") }, {}],
  ])("%s", (_, content, options) => {
    expect(wordsOf(content, options)).toMatchSnapshot();
  });

  it("is no table of one point beside one of three, where the layout is declared", () => {
    const text = "sample,800,801,802\n400 a,1,2,3\n12 b,4,5,6\n";
    expect(runData(text, { layout: "wide", id: "sample" }).summary.axis.points).toBe(3);
  });
  it("decides by a plausible axis, where one of two readings has none", () => {
    const text = "#id,800,802,804\na,11,12,14\nb,14,15,16\n";
    expect(readingOf(text, { axis: { technique: "NIR", unit: "nm" } })).toMatchObject({ read: { from: 800 } });
  });
});

describe("an axis down a column", () => {
  const headless = "800.5,0.1\n802.5,0.2\n804.5,0.3\n";
  const columns = "wavenumber,oil01,oil02\n800.5,0.1,0.4\n802.5,0.2,0.5\n804.5,0.3,0.6\n";

  it("with one column beside it is one spectrum a file, named by the file", () => {
    const { dataset, summary } = runData({ "s/a.txt": headless, "s/b.txt": headless.replaceAll(",0.", ",1.") }, found);
    expect(dataset.rows.id).toEqual(["a", "b"]);
    expect([...dataset.spectra.data]).toEqual([0.1, 0.2, 0.3, 1.1, 1.2, 1.3]);
    expect(summary.read).toMatchObject([{ layout: "files", count: 2, spectra: 2, header_line: null, points: 3 }]);
  });

  it("with several is a spectrum each, named by the row above; further rows are metadata", () => {
    const text = columns.replace("\n", "\nlot,L1,L2\n");
    const { dataset, summary } = runData(text, { ...found, batch: "lot", axis: {} });
    expect(dataset.rows).toMatchObject({ id: ["oil01", "oil02"], batch: ["L1", "L2"] });
    expect([...dataset.spectra.data]).toEqual(matrix);
    expect(summary.read).toMatchObject([{ layout: "transposed", header_line: 1, spectra: 2, points: 3 }]);
  });

  it.each<[string, string]>([
    ["falling", "804.5,0.3\n802.5,0.2\n800.5,0.1\n"],
    ["below names that look like a comment", `#Wave\t\t#Intensity\n${headless.replaceAll(",", "\t")}`],
    ["with a column without name and value", headless.replaceAll("\n", ";\n").replaceAll(",", ";")],
    ["below `#Acq. time (s)=⇥10`", `#Acq. time (s)=\t10\n${headless.replaceAll(",", "\t")}`],
    ["between lines of a program", `Data\nUser: A\n>>>>>Begin<<<<<\n${headless}>>>>>End<<<<<\n`],
    ["with names and units in two rows", `Wave ;Transmittance\n[nm] ;[%]\n${headless.replaceAll(",", ";")}`],
  ])("is found %s", (_, text) => {
    expect(readingOf(text).values).toEqual([0.1, 0.2, 0.3]);
  });

  it("reads cells that are missing or no number, each at its place", () => {
    expect(refusalOf(columns.replace(",0.5", ",").replace("0.3", "x"), { ...found, axis: {} })).toMatchObject([
      { code: "FS3021", facts: { text: "x" }, data: { line: 4, field: 2 } },
      { code: "FS3020", facts: { column: "oil02" }, data: { line: 3, field: 3 } },
    ]);
  });

  it("names the folders too where two files are called alike", () => {
    const { dataset } = runData({ "d1/a.txt": headless, "d2/a.txt": headless.replaceAll(",0.", ",1.") }, found);
    expect(dataset.rows.id).toEqual(["d1/a", "d2/a"]);
  });

  it("takes columns from the path and from lines above, and names of several columns", () => {
    const lines = "# Operator: A\n# Integration time = 5\n";
    const files = {
      "olive/o1_rep1.txt": lines + headless,
      "palm/p7_rep2.txt.gz": gzipSync(lines + headless.replaceAll(",0.", ",1.")),
    };
    const { dataset } = runData(files, {
      ...found,
      from_name: "{oil}/{no}_rep{n:digits}",
      from_header: { who: "Operator", time: "Integration time" },
      sample: ["oil", "no"],
      label: "oil",
      batch: "time",
      instrument: "who",
    });
    expect(dataset.rows).toMatchObject({ sample: ["olive/o1", "palm/p7"], batch: ["5", "5"], instrument: ["A", "A"] });
    expect(dataset.outcome.label?.classes).toEqual(["olive", "palm"]);
  });

  it("counts channels where that is declared", () => {
    const { dataset } = runData("1,0.1\n2,0.2\n3,0.3\n", { ...found, axis: { unit: "channel" } });
    expect(dataset.columns).toMatchObject({ unit: "channel", values: [1, 2, 3] });
  });

  it.each<[string, Content, object]>([
    ["two shapes at once", "101,800,802\n102,0.1,0.2\n103,0.3,0.4\n", { axis: {} }],
    ["a wide table whose numbered samples could be an axis", "id,800,802,804\n801,1,2,3\n802,4,5,6\n803,7,8,9\n", {}],
    [
      "columns of one measurement, by their units",
      "Wave;Dark;Sample\n[nm];[counts];[%]\n800,5;1,5;2\n802;1;2\n804;1;2\n",
      {},
    ],
    [
      "columns of one measurement, by their names",
      {
        "a.txt": "nm;dark;sample\n800;1;2\n801;1;2\n803;1;2\n",
        "b.txt": "nm;dark;sample\n800;1;2\n801;1;2\n803;1;2\n",
      },
      {},
    ],
    ["columns without names", "800,1,2\n801,7,3\n803,1,2\n", {}],
    ["a path that does not match", { "a.txt": headless }, { from_name: "{x}_rep{n:digits}" }],
    ["a path that matches in two ways", { "a_b_c.txt": headless }, { from_name: "{x}_{y}" }],
    ["a key that no line has", headless, { from_header: { who: "Operator" } }],
    ["a key with two values", `# Operator: A\n# Operator: B\n${headless}`, { from_header: { who: "Operator" } }],
    ["a text below which the table is to begin, and no line holds it", body, { header: { after: "Begin" } }],
    ["a text below which there is nothing", `${body}End`, { header: { after: "End" } }],
    ["more lines to pass over than it has", body, { header: { skip: 9 } }],
    ["a point of the axis that nothing can be computed with", body.replace("804.5", "1e308"), {}],
    ["files of two layouts", { "a.txt": headless, "b.txt": columns }, {}],
    ["files on other axes", { "a.txt": headless, "b.txt": headless.replace("804.5", "806.5") }, {}],
    ["an axis out of order behind the probe", `${headless}803,1\n`, { layout: "files" }],
  ])("is refused with %s", (_, content, options) => {
    expect(wordsOf(content, options)).toMatchSnapshot();
  });
});
