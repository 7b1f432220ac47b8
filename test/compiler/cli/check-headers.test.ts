/** `foodspec check` looks at the headers of the inputs: every mistake about them is told as compile tells it, with the same place. */
import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { checkCommand } from "../../../compiler/cli/work/check.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

let place: Place;
afterEach(() => place.remove());

const document = smallProtocol();
const csv = smallCsv();
const [header] = csv.split("\n");
const points = header.split(",").filter((name) => Number.isFinite(Number(name)));
const withSteps = (step: string) => smallProtocol({ steps: `  - ${step}\n` });

const errorsOf = (findings: readonly { severity: string; code: string; position: unknown; pointer: unknown }[]) =>
  findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, position, pointer }) => ({ code, position, pointer }));

/** Errors that `check` finds where it looks at headers. */
async function checkOf(protocol: string, data: string) {
  place = inMemory({ "protocol.md": protocol, "small.csv": data });
  return errorsOf((await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers")).findings);
}

/** Errors of both, by code and place. */
async function told(protocol: string, data: string) {
  const check = await checkOf(protocol, data);
  const { documents } = await place.compile({ documents: ["protocol.md"] });
  return { check, compile: errorsOf(documents[0].findings) };
}

/** The same rows again and again, more than are read where headers suffice. */
function enlarged(data: string): string {
  const [first, ...rows] = data.trimEnd().split("\n");
  const body = `${rows.join("\n")}\n`;
  return `${first}\n${body.repeat(1 + Math.ceil((5.5 * 1024 * 1024) / body.length))}`;
}

/** What its first line cannot show: that there is no other, and how many classes there are. */
const ofRows = ["FS3001", "FS3034"];

describe("a mistake about headers", () => {
  it.each<[string, string, string, string]>([
    ["a label that differs in its case", replaced(document, "label: class", "label: Class"), csv, "FS3016"],
    [
      "a sample that is a point of the axis",
      replaced(document, "label: class", `label: class\ngroup: "${points[1]}"`),
      csv,
      "FS3017",
    ],
    ["no axis", document, csv.replaceAll(/(^|,)(\d)/g, "$1p$2"), "FS3010"],
    ["a repeated axis value", document, csv.replace(points[1], points[0]), "FS3011"],
    ["a column name twice", document, csv.replace(/^(\w+),(\w+)/, "$1,$1"), "FS3015"],
    [
      "an axis range without a point",
      replaced(document, /axis: \{[^}]*/.exec(document)?.[0] ?? "", "axis: {unit: nm, range: [10, 20]"),
      csv,
      "FS3010",
    ],
    ["a window over the points", withSteps("savgol: {window: 501, order: 2}"), csv, "FS3312"],
    ["a crop without points", withSteps("crop: [1, 2]"), csv, "FS3310"],
    [
      "a table that begins nowhere",
      replaced(document, "label: class", "label: class\nheader: {after: Begin}"),
      csv,
      "FS3103",
    ],
    ["a file that is empty", document, "", "FS3001"],
    ["a target that differs in its case", replaced(document, "target: y", "target: Y"), csv, "FS3016"],
    [
      "a column of `where` that is not there",
      replaced(document, "label: class", "label: class\nwhere: {kind: a}"),
      csv,
      "FS3016",
    ],
    [
      "a column of external rows that is not there",
      replaced(document, "label: class", "label: class\ntest: {column: day, is: B1}"),
      csv,
      "FS3016",
    ],
    [
      "more components than points",
      replaced(document, /estimator: .*/.exec(document)?.[0] ?? "", "estimator: {pls-da: {components: 500}}"),
      csv,
      "FS5101",
    ],
    ["another unit than the file says", document, csv.replaceAll(/(^|,)(9\d\d)(?=,|\n)/gm, "$1$2 cm-1"), "FS3122"],
    [
      "a decimal sign that the numbers have not",
      replaced(document, "label: class", 'label: class\ndecimal: ","'),
      csv,
      "FS3010",
    ],
    ["one class where a model learns from two", document, csv.replaceAll(/,b,/g, ",a,"), "FS3034"],
  ])("%s is told by check and compile alike", async (_, protocol, data, code) => {
    const { check, compile } = await told(protocol, data);
    expect(check.map((one) => one.code)).toContain(code);
    const alike = compile.filter((one) => one.code === code);
    expect(check.filter((one) => one.code === code)).toEqual(alike);
    if (ofRows.includes(code)) return;
    expect((await checkOf(protocol, enlarged(data))).filter((one) => one.code === code)).toEqual(alike);
  });
});

it("data of one class are described where nothing learns from it, and scored", async () => {
  const data = /^[\s\S]*?```foodspec data[\s\S]*?```\n/.exec(document)?.[0] ?? "";
  place = inMemory({
    "protocol.md": replaced(data, "label: class", "label: class\nwhere: {class: a}"),
    "small.csv": csv,
  });
  const checked = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers");
  expect(checked.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  const { exitCode } = await place.compile({ documents: ["protocol.md"] });
  expect(exitCode).toBe(0);
  expect(JSON.parse(place.read("runs/latest/data/data_summary.json")).class_distribution).toEqual({ a: 12 });
});

it("features that are chosen by classes refuse one", async () => {
  const selecting = document.replace(
    "```foodspec model",
    "```foodspec features #few\ncolumns: {select: {method: vip, k: 5}}\n```\n\n```foodspec model",
  );
  place = inMemory({ "protocol.md": selecting, "small.csv": csv.replaceAll(/,b,/g, ",a,") });
  const checked = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers");
  const { documents } = await place.compile({ documents: ["protocol.md"] });
  const told = (findings: readonly Finding[]) =>
    findings.filter(({ block }) => block === "few").map(({ code, pointer }) => `${code} ${pointer}`);
  expect(told(checked.findings)).toEqual(["FS3034 /columns/select"]);
  expect(told(documents[0].findings)).toEqual(["FS3034 /columns/select"]);
});

describe("what check opens", () => {
  const large = enlarged(csv);
  const codes = async (protocol: string, data: string, looking: "none" | "headers" | "all") => {
    place = inMemory({ "protocol.md": protocol, "small.csv": data });
    const { findings } = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), looking);
    return findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  };
  const damaged = large.replace(/,([^,\n]*)\n$/, ",x\n");

  it("of large files are the headers, of small ones the rows, and of all everything where that is asked for", async () => {
    const misnamed = replaced(document, "label: class", "label: klass");
    expect(await codes(misnamed, large, "headers")).toEqual(["FS3016"]);
    expect(await codes(document, damaged, "headers")).toEqual([]);
    expect(await codes(document, damaged, "all")).toEqual(["FS3021"]);
    expect(await codes(document, csv.replace(/,([^,\n]*)\n$/, ",x\n"), "headers")).toEqual(["FS3021"]);
  });
  it.each<[string, string, string, number]>([
    ["of a large file its first megabyte", document, large, 1 << 20],
    ["of a small file all of it", document, csv, csv.length],
    [
      "of a header longer than a megabyte two lines, and no more than twice as much",
      document,
      `${header},${"x".repeat(60_000)}${Array.from({ length: 30 }, (_, j) => `,${"y".repeat(60_000)}${j}`).join("")}\n${"1,2\n".repeat(2e6)}`,
      1 << 22,
    ],
    ["of a file without lines no more than a header has", document, "7".repeat(4e7), 1 << 25],
  ])("is %s", async (_, protocol, data, most) => {
    place = inMemory({ "protocol.md": protocol, "small.csv": data });
    const world = place.world();
    let bytes = 0;
    const counted = (read: Uint8Array) => {
      bytes += read.length;
      return read;
    };
    const disk = {
      ...world.disk,
      open: (path: string) => {
        const file = world.disk.open(path);
        if (!path.endsWith(".csv")) return file;
        return { ...file, read: () => counted(file.read()), head: (size: number) => counted(file.head(size)) };
      },
    };
    await checkCommand({ documents: ["protocol.md"] }, "json", { ...world, disk }, "headers");
    expect(bytes).toBeGreaterThanOrEqual(Math.min(data.length, 1 << 20));
    expect(bytes).toBeLessThanOrEqual(most + 1);
  });
  it("of a pinned file is all, whose digest nothing less has", async () => {
    const pinned = (digest: string) =>
      replaced(document, /path: small.csv/.exec(document)?.[0] ?? "", `path: small.csv, sha256: ${digest}`);
    expect(await codes(pinned(createHash("sha256").update(large).digest("hex")), large, "headers")).toEqual([]);
    expect(await codes(pinned("0".repeat(64)), large, "headers")).toEqual(["FS3903"]);
  });
  it("is nothing where that is asked for", async () => {
    place = inMemory({ "protocol.md": replaced(document, "label: class", "label: klass"), "small.csv": csv });
    const world = place.world();
    const opened: string[] = [];
    const disk = {
      ...world.disk,
      open: (path: string) => {
        opened.push(path);
        return world.disk.open(path);
      },
    };
    expect(await checkCommand({ documents: ["protocol.md"] }, "json", { ...world, disk }, "none")).toBe(0);
    expect(opened.filter((path) => path.endsWith(".csv"))).toEqual([]);
    expect(await checkCommand({ documents: ["protocol.md"] }, "json", { ...world, disk }, "headers")).toBe(3);
    expect(opened.filter((path) => path.endsWith(".csv"))).toHaveLength(1);
  });
});
