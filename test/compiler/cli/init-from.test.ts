/** `foodspec init --from`: documents made of files check well once everything is chosen; what is open is named, and nothing is written over. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { dataFile, haveRealData, type RealSet } from "../../fixtures/real-data.ts";

let place: Place;
afterEach(() => place.remove());

type Files = { readonly [path: string]: string | Uint8Array };
const init = (...words: string[]) => place.type(["init", ...words]);
const check = (document = "protocol.md") => place.type(["check", document]);
const openIn = (document: string) => [...document.matchAll(/^# choose: `(\w+)`/gm)].map(([, option]) => option);

const points = Array.from({ length: 12 }, (_, i) => 1000 + 2 * i);
const spectrum = (row: number) => points.map((_, i) => 0.1 + ((row * 7 + i * i * 5 + i * row) % 97) / 100 + row / 1000);
const table = (rows: number, sign = ",", decimal = ".") =>
  [
    ["id", "bottle", "kind", "fat", "water", "day", ...points],
    ...Array.from({ length: rows }, (_, i) => [
      `s${i}`,
      `b${i >> 1}`,
      (i >> 1) % 2 === 0 ? "olive" : "palm",
      10.5 + (i >> 1),
      80.5 - (i >> 1),
      `d${(i >> 1) % 3}`,
      ...spectrum(i),
    ]),
  ]
    .map((row) => `${row.map((cell) => String(cell).replace(".", decimal)).join(sign)}\n`)
    .join("");
const headless = (row: number) =>
  `${spectrum(row)
    .map((value, i) => `${points[i]}.5,${value}\n`)
    .join("")}`;
const folder: Files = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [
    `../else/${i < 4 ? "olive" : "palm"}/o${i >> 1}_r${i % 2}.txt${i === 1 ? ".gz" : ""}`,
    i === 1 ? gzipSync(headless(i)) : headless(i),
  ]),
);
const measured = ["--technique", "NIR", "--unit", "nm", "--quantity", "absorbance"];
const bottles = ["--sample", "bottle", ...measured];

/** A laboratory's table: acidity of each bottle, with its own signs. */
const chemistry = (bottleCount: number) =>
  ["Probe;acidity", ...Array.from({ length: bottleCount }, (_, i) => `b${i};${1 + i},5`)].join("\n");

describe("a document made of files", () => {
  it.each<[string, Files, string[]]>([
    ["classes", { "oils.csv": table(24) }, ["--label", "kind", ...bottles]],
    ["a number", { "oils.csv": table(24) }, ["--target", "fat", "--batch", "day", ...bottles]],
    ["several numbers", { "oils.csv": table(72) }, ["--target", "fat", "--target", "water", ...bottles]],
    ["decimal commas", { "../oils.csv": table(24, ";", ",") }, ["--label", "kind", "--id", "id", ...bottles]],
    [
      "a folder elsewhere",
      folder,
      ["--from-name", "{oil}/{sample}_r{n:digits}", "--label", "oil", "--sample", "sample", ...measured],
    ],
    [
      "Raman",
      { "oils.csv": table(24) },
      ["--label", "kind", "--technique", "Raman", "--quantity", "counts", "--sample", "bottle"],
    ],
    [
      "spectra and chemistry in two files",
      { "oils.csv": table(24), "../chem.csv": chemistry(12) },
      ["--join", "../chem.csv:bottle=Probe", "--target", "acidity", ...bottles],
    ],
  ])("of %s checks well where all was told", async (_, files, words) => {
    place = inMemory(files);
    const from = Object.keys(files).filter((path) => !path.endsWith("chem.csv"));
    const { status, err } = await init(...words, "--from", ...from);
    expect([err, status]).toEqual([expect.stringContaining("next: foodspec check protocol.md\n"), 0]);
    expect(openIn(place.read("protocol.md"))).toEqual([]);
    const checked = await check();
    expect([checked.err, checked.status]).toEqual(["", 0]);
  });

  it("says of each choice why it is so", async () => {
    place = inMemory({ "oils.csv": table(24) });
    await init("--from", "oils.csv", "--label", "kind", ...bottles);
    expect(place.read("protocol.md")).toBe(`---
title: oils  # of the file; say what is asked
version: 0.1.0
mode: research
scheme: loso  # no batch is named, and fewer than 60 spectra: each sample is left out once; where lots or days differ, name \`batch\` and take lobo
inputs:
  spectra:
    path: oils.csv
---

## Data

\`\`\`foodspec data
# read as: oils.csv: UTF-8, columns by comma, decimal point; names on line 1; layout wide; 24 spectra of 12 points, 1000 to 1022
input: spectra
id: id  # every spectrum has a value of its own there
sample: bottle  # as told: 12 values
label: kind  # as told: 2 values
axis: {unit: nm, technique: NIR}  # as told
quantity: absorbance  # as told
\`\`\`

\`= data.n_spectra\` spectra of \`= data.n_samples\` samples.

## Method

\`\`\`foodspec preprocess
# each step treats a spectrum by itself: nothing is learnt from other samples
steps:
  - snv  # takes out path length and scatter
\`\`\`

\`\`\`foodspec model
# classes are predicted; how many latent variables is decided within each training set
estimator: {pls-da: {components: [1, 2, 3, 4, 5, 6]}}
\`\`\`

## Result

\`= model.accuracy : .1%\` of the samples were named rightly in validation (95 % interval \`= model.accuracy_ci : .1%\`).
`);
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(0);
  });

  it("leaves open what nobody told, which check names with what there is to choose from", async () => {
    place = inMemory({ "oils.csv": table(24) });
    expect((await init("--from", "oils.csv")).status).toBe(0);
    const written = place.read("protocol.md");
    expect(openIn(written)).toEqual(["technique", "quantity", "label", "sample", "estimator"]);
    const { status, err } = await check();
    expect(status).toBe(4);
    expect(err.match(/^\w+\[\w+\]/gm)).toEqual(Array.from({ length: 5 }, () => "error[FS2072]"));
    expect(err).toContain(
      "`target`, a column of numbers to be predicted: bottle (12 values), kind (2 values), fat (12 different numbers)",
    );
    expect(written).toMatch(/sample of its own: bottle \(12 values\), kind \(2 values\), day \(3 values\)$/m);
    const answers: { readonly [option: string]: string } = {
      technique: "axis: {technique: NIR, unit: nm}",
      quantity: "quantity: absorbance",
      label: "label: kind",
      sample: "sample: bottle",
      estimator: "estimator: {pls-da: {components: [1, 2, 3]}}",
    };
    place.write(
      "protocol.md",
      written.replaceAll(/^# choose: `(\w+)`.*$/gm, (_, option: string) => answers[option]),
    );
    expect(await check()).toMatchObject({ status: 0, err: "" });
  });

  it("offers the test set that a column marks, and neither as a class nor as a sample", async () => {
    place = inMemory({
      "oils.csv": table(72).replaceAll(/,d(\d),/g, (_, day) => (day === "2" ? ",test," : ",train,")),
    });
    await init("--from", "oils.csv", "--label", "kind", ...bottles);
    const written = place.read("protocol.md");
    expect(openIn(written)).toEqual(["test"]);
    expect((await check()).status).toBe(4);
    place.write("protocol.md", written.replace(/^# choose: `test`, (\{.*?\}):.*$/m, "test: $1"));
    expect(await check()).toMatchObject({ status: 0, err: "" });
    expect((await place.compile()).exitCode).toBe(0);
    expect(place.read("runs/latest/data/data_summary.json")).toMatch(/"n_external_samples": 12\b/);
  });

  it("asks in regulatory mode for what only its owner knows, and pins the files", async () => {
    place = inMemory({ "oils.csv": table(24), "other.csv": table(24).replaceAll(/^s(\d)/gm, "t$1") });
    const words = [
      "--label",
      "kind",
      "--mode",
      "regulatory",
      "--sample",
      "bottle",
      "--batch",
      "day",
      "--technique",
      "NIR",
    ];
    await init("--from", "oils.csv", "other.csv", ...words);
    const written = place.read("protocol.md");
    expect(openIn(written)).toEqual(["unit", "quantity", "upstream", "positive"]);
    const { status, err } = await check();
    expect([status, err.match(/FS\d+/g)]).toEqual([4, ["FS2017", "FS2072", "FS2072", "FS2072", "FS2072"]]);
    const claims = "claims: {standard: none, use_case: a test of words, limitations: [none of it was measured]}";
    place.write(
      "protocol.md",
      written
        .replace(/^# claims: .*$/m, claims)
        .replace(/^axis: .*$/m, "axis: {technique: NIR, unit: nm}")
        .replace(/^# choose: `unit`.*\n/m, "")
        .replace(/^# choose: `quantity`.*$/m, "quantity: absorbance")
        .replace(/^# choose: `upstream`.*$/m, "upstream: none")
        .replace(/^# choose: `positive`.*$/m, "positive: olive"),
    );
    const checked = await check();
    expect(checked.err).not.toContain("FS2541");
    expect(checked.status).toBe(0);
  });

  it("has the same bytes twice", async () => {
    place = inMemory(folder);
    for (const dir of ["a", "b"])
      await init("--from", ...Object.keys(folder), "--dir", dir, "--from-name", "{oil}/{n}", "--target", "n");
    expect(place.read("a/protocol.md")).toBe(place.read("b/protocol.md"));
  });

  it("leaves files below it where they are, and copies others with the parts of their paths that say something", async () => {
    const one = { "../else/olive/a.txt": headless(1) };
    place = inMemory({ ...one, "doc/in/b.txt": headless(2) });
    const { out } = await init(
      "--dir",
      "doc",
      "--from",
      "../else/olive/a.txt",
      "doc/in/b.txt",
      "--from-name",
      "{oil}/{n}",
    );
    expect(out).toBe("doc/data/olive/a.txt\ndoc/protocol.md\n");
    expect(place.read("doc/data/olive/a.txt")).toBe(headless(1));
    expect(place.read("doc/protocol.md")).toContain('path:\n      - "data/olive/a.txt"\n      - "in/b.txt"\n');
  });

  it("names files by a pattern where it names no other, and lists them where it would", async () => {
    const three = { "in/a.txt": headless(0), "in/b.txt": headless(1), "in/c.txt": headless(2) };
    const pathOf = async (files: Files, ...from: readonly string[]) => {
      place = inMemory(files);
      expect((await init("--from", ...from)).status).toBe(0);
      return /^ {4}path: *(.*)$/m.exec(place.read("protocol.md"))?.[1];
    };
    const all = Object.keys(three);
    expect(await pathOf(three, ...all)).toBe('"in/*.txt"  # 3 files');
    expect((await check()).err).not.toContain("FS39");
    expect(await pathOf({ ...three, "in/d.txt": headless(3) }, ...all)).toBe("");
    expect(await pathOf({ ...three, "in/notes.md": "mine" }, ...all)).toBe('"in/*.txt"  # 3 files');
    expect(await pathOf(three, "in/a.txt", "in/b.txt")).toBe("");
    const elsewhere = Object.fromEntries(all.map((path) => [`../${path}`, three[path as keyof typeof three]]));
    expect(await pathOf(elsewhere, ...Object.keys(elsewhere))).toBe('"data/*.txt"  # 3 files');
    const odd = Object.fromEntries(
      all.map((path) => [path.replace("in/", "i[n]/"), three[path as keyof typeof three]]),
    );
    expect(await pathOf(odd, ...Object.keys(odd))).toBe("");
  });

  it("cannot be made to choose, or to open a block, by names of files and columns", async () => {
    const text = table(24).replace("kind", '"kind\n```\n# choose: `x`"').replace("water", "# choose: `y`");
    place = inMemory({ "choose: z.csv": text });
    await init("--from", "choose: z.csv", "--label", "kind\n```\n# choose: `x`", ...bottles);
    const { err, status } = await check();
    expect([err, status]).toEqual(["", 0]);
  });
});

describe("what init --from refuses", () => {
  it.each<[string, string[], number, string]>([
    ["a column that is not there", ["--from", "oils.csv", "--label", "knd"], 2, "did you mean `kind`?"],
    ["a target that is not there", ["--from", "oils.csv", "--target", "fatt"], 2, "did you mean `fat`?"],
    ["classes and numbers", ["--from", "oils.csv", "--label", "kind", "--target", "fat"], 2, "one of the two"],
    ["monitoring", ["--from", "oils.csv", "--mode", "monitoring"], 2, "research"],
    ["a starter beside it", ["research-simple", "--from", "oils.csv"], 2, "is a starter's name"],
    ["sizes of a starter", ["--from", "oils.csv", "--points", "200"], 2, "`--points` does not fit"],
    ["its options without files", ["--from-name", "{x}"], 2, "`--from-name` does not fit"],
    ["a file that is not there", ["--from", "oil.csv"], 2, "did you mean `oils.csv`?"],
    ["a technique that there is not", ["--from", "oils.csv", "--technique", "NRI"], 2, "FS1006"],
    ["a file with several readings", ["--from", "../both.csv"], 3, "../both.csv:1:1"],
    ["a table without a column to join by", ["--from", "oils.csv", "--join", "oils.csv"], 2, "chem.csv:sample"],
    ["a table that is not there", ["--from", "oils.csv", "--join", "chem.csv:id"], 2, "FS1144"],
    ["a key that the table has not", ["--from", "oils.csv", "--join", "oils.csv:bottel"], 3, "FS3016"],
  ])("is %s, and nothing is written", async (_, words, code, says) => {
    place = inMemory({ "oils.csv": table(8), "../both.csv": "101,800,802\n102,0.1,0.2\n103,0.3,0.4\n" });
    const { status, out, err } = await init(...words);
    expect([status, out]).toEqual([code, ""]);
    expect(err).toContain(says);
    expect(place.names()).toEqual(["oils.csv"]);
  });
  it("joins tables as inputs of their own, copied beside the document and pinned in regulatory mode", async () => {
    place = inMemory({ "oils.csv": table(24), "../a b.csv": chemistry(12), "kinds.csv": "bottle,sort\nb0,x\n" });
    const words = ["--join", "../a b.csv:bottle=Probe", "--join", "kinds.csv:bottle", "--mode", "regulatory"];
    const { status, err } = await init("--from", "oils.csv", ...words, "--target", "acidity", ...bottles);
    expect(status).toBe(0);
    const document = place.read("protocol.md");
    expect(document).toContain('join: {"a_b": {by: {bottle: Probe}}, kinds: {by: bottle}}'.replace('"a_b"', "a_b"));
    expect(document).toMatch(/ {2}a_b:\n {4}path: "data\/a b\.csv" {2}#.*\n {4}sha256: [0-9a-f]{64}/);
    expect(place.read("data/a b.csv")).toBe(chemistry(12));
    // What has no partner is told, and does not keep the document from being written.
    expect(err).toContain("FS3132");
  });

  it.each(["protocol.md", "data/oils.csv"])("is to write over %s", async (path) => {
    place = inMemory({ [path]: "mine", "../oils.csv": table(8) });
    const { status, err } = await init("--from", "../oils.csv");
    expect([status, err]).toEqual([2, expect.stringContaining(`already holds \`${path}\``)]);
    expect(place.read(path)).toBe("mine");
    const stands = (one: string) => place.disk.stands(join(place.folder, one)) !== null;
    expect(["protocol.md", "data/oils.csv"].filter(stands)).toEqual([path]);
  });
});

describe("documents made of real files", () => {
  it.each<[RealSet, string[]]>([
    [
      "olive-oils-ftir",
      ["--label", "country", "--sample", "sample_id", "--technique", "FTIR", "--quantity", "absorbance"],
    ],
    ["meats-nir", ["--target", "fat", "--target", "protein", "--sample", "sample", "--batch", "lot", ...measured]],
    [
      "pufa-raman",
      ["--target", "pufa_percent_of_fat", "--sample", "sample_id", "--technique", "Raman", "--quantity", "intensity"],
    ],
  ])("check well: %s", async (name, words) => {
    if (!haveRealData(name)) return;
    place = inMemory({ [`${name}.csv`]: readFileSync(dataFile(name)) });
    await init("--from", `${name}.csv`, ...words);
    // Its published split is a test set, which only a person can take for one.
    const written = place.read("protocol.md");
    expect(openIn(written)).toEqual(name === "pufa-raman" ? ["test"] : []);
    place.write("protocol.md", written.replace(/^# choose: `test`, (\{.*?\}):.*$/m, "test: $1"));
    expect((await check()).status).toBe(0);
  });
});
