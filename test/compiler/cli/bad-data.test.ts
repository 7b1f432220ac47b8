import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Place, project } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { editCells, expectErrorFile, expectRefused, type Refused, replaced } from "./refused.ts";

let place: Place;
afterEach(() => place.remove());

const csv = smallCsv();
const header = csv.split("\n")[0].split(",");
const cell = (row: number, column: number, text: string | null) =>
  editCells(csv, (old, i, j) => (i === row && j === column ? text : old));
const inHeader = (change: (old: string, column: number) => string) =>
  editCells(csv, (old, i, j) => (i === 0 ? change(old, j) : old));

interface Case {
  readonly csv?: string | Uint8Array | null;
  readonly protocol?: string;
  readonly parts?: ProtocolParts;
  readonly refused: Omit<Refused, "exit">;
}

const cases: { readonly [name: string]: Case } = {
  "a missing file": {
    csv: null,
    refused: {
      code: "FS3901",
      at: "protocol.md:4:17",
      says: "names `small.csv`, and there is no such file",
      next: "--input small=PATH",
    },
  },
  "a folder for a file": {
    protocol: replaced(smallProtocol(), "path: small.csv", "path: runs"),
    refused: { code: "FS3905", at: "protocol.md:4:17", says: "`runs`, which is a folder", next: "runs/*.csv" },
  },
  "a path that goes through a file": {
    protocol: replaced(smallProtocol(), "path: small.csv", "path: small.csv/x.csv"),
    refused: {
      code: "FS3901",
      at: "protocol.md:4:17",
      says: "there is no such file",
      next: "there is no folder `small.csv`",
    },
  },
  "an empty file": {
    csv: "",
    refused: { code: "FS3001", at: "small.csv:1:1", says: "`small.csv` is empty", next: "export the data again" },
  },
  "a header and no rows": {
    csv: `${header.join(",")}\n`,
    refused: { code: "FS3002", at: "small.csv:1:1", says: "a header but no rows", next: "one row a spectrum" },
  },
  "a single class": {
    csv: editCells(csv, (old, i, j) => (i > 0 && j === 3 ? "a" : old)),
    refused: {
      code: "FS3034",
      at: "protocol.md:27:12",
      says: "`class` has one class only: `a`",
      next: "check `label`",
    },
  },
  "fewer groups than folds": {
    parts: { frontMatter: "scheme: {group_kfold: {folds: 30}}\n" },
    refused: {
      code: "FS3401",
      at: "protocol.md:5:9",
      says: "needs 30 groups, but there are only 24 in the data",
      next: "`folds: 24`",
      stage: "modeling",
    },
  },
  "one batch to leave out": {
    csv: editCells(csv, (old, i, j) => (i > 0 && j === 2 ? "B" : old)),
    parts: { frontMatter: "scheme: lobo\n" },
    refused: {
      code: "FS3402",
      at: "protocol.md:5:9",
      says: "there is only 1 in the data",
      next: "check the column the batches come from",
      stage: "modeling",
    },
  },
  "fewer groups than folds of the block's own scheme": {
    parts: { model: "estimator: {pls-da: {components: 2}}\nscheme: {group_kfold: {folds: 30}}\n" },
    refused: {
      code: "FS3401",
      at: "protocol.md:28:9",
      says: "needs 30 groups, but there are only 24 in the data",
      next: "ask for `folds: 24`",
      stage: "modeling",
    },
  },
  "fewer groups than folds of the tuning": {
    parts: { model: "estimator: {pls-da: {components: [1, 2]}}\ntune: {folds: 20}\n" },
    refused: {
      code: "FS3401",
      at: "protocol.md:28:15",
      says: "there are only 18 among the training rows, which the tuning splits once more",
      next: "`tune: {folds: 18}` or fewer, choose another `inner` than `group_kfold`",
      stage: "modeling",
    },
  },
  "one batch to leave out in the tuning": {
    parts: { model: "estimator: {pls-da: {components: [1, 2]}}\ntune: {inner: lobo}\n" },
    csv: editCells(csv, (old, i, j) => (i > 0 && j === 2 ? (i <= 12 ? "A" : "B") : old)),
    refused: {
      code: "FS3402",
      at: "protocol.md:28:15",
      says: "there is only 1 among the training rows, which the tuning splits once more",
      next: "choose another `inner` than `lobo`",
      stage: "modeling",
    },
  },
  "a label that is no column": {
    protocol: replaced(smallProtocol(), "label: class", "label: clas"),
    refused: {
      code: "FS3016",
      at: "protocol.md:14:8",
      says: "`label` names the column `clas`",
      next: "did you mean `class`?",
    },
  },
  "an axis that is not numeric": {
    csv: inHeader((old, j) => (j > 4 ? (j % 2 === 0 ? `X${old}` : `${old}nm`) : old)),
    refused: {
      code: "FS3010",
      at: "small.csv:1:1",
      says: "is a point of the axis",
      next: "headers like `900nm` are text",
    },
  },
  "an axis value twice": {
    csv: inHeader((old, j) => (j === 10 ? header[9] : old)),
    refused: {
      code: "FS3011",
      at: "small.csv:1:11",
      says: "the axis value 908 stands in fields 10 and 11",
      next: "take out one of the columns",
    },
  },
  "an unsorted axis": {
    csv: inHeader((old, j) => (j === 9 ? header[10] : j === 10 ? header[9] : old)),
    refused: { code: "FS3012", at: "small.csv:1:11", says: "908 after 910 is out of order", next: "sort the columns" },
  },
  "text among the numbers": {
    csv: cell(5, 12, "abc"),
    refused: {
      code: "FS3021",
      at: "small.csv:6:13",
      says: "`abc` in `914` is no number",
      next: "exclude its sample with a reason",
    },
  },
  "an empty number": {
    csv: cell(5, 12, ""),
    refused: { code: "FS3020", at: "small.csv:6:13", says: "a value of `914` is missing", next: "`missing: drop`" },
  },
  "NaN among the numbers": {
    csv: cell(5, 12, "NaN"),
    refused: {
      code: "FS3020",
      at: "small.csv:6:13",
      says: "a value of `914` is missing",
      next: "`missing: interpolate`",
    },
  },
  "Inf among the numbers": {
    csv: cell(5, 12, "Inf"),
    refused: { code: "FS3022", at: "small.csv:6:13", says: "`Inf` in `914` is infinite", next: "correct the cell" },
  },
  "a number too large to hold": {
    csv: cell(5, 12, "-1e999"),
    refused: { code: "FS3022", at: "small.csv:6:13", says: "is infinite", next: "correct the cell" },
  },
  "text for a target": {
    csv: cell(5, 4, "abc"),
    refused: { code: "FS3024", at: "small.csv:6:5", says: "`target` needs one", next: "correct the cell" },
  },
  "a sample without a name": {
    csv: cell(5, 1, ""),
    refused: {
      code: "FS3023",
      at: "small.csv:6:2",
      says: "`sample` (column `sample`) is missing in this row",
      next: "fill it in",
    },
  },
  "a row that is too short": {
    csv: cell(4, 44, null),
    refused: {
      code: "FS3008",
      at: "small.csv:5:44",
      says: "this row has 44 fields; the header has 45",
      next: "decimal commas",
    },
  },
  "a row that is too long": {
    csv: cell(4, 44, "1,2"),
    refused: {
      code: "FS3008",
      at: "small.csv:5:46",
      says: "this row has 46 fields; the header has 45",
      next: "decimal commas",
    },
  },
  "a constant spectrum": {
    csv: editCells(csv, (old, i, j) => (i === 6 && j > 4 ? "1" : old)),
    refused: {
      code: "FS3128",
      at: "small.csv:7:1",
      says: "the spectrum `s6` is 1 at every point",
      next: "exclude: [{id: …, reason: …}]",
    },
  },
  "a spectrum that is constant where SNV meets it": {
    csv: editCells(csv, (old, i, j) => (i === 6 && j > 5 ? "1" : old)),
    parts: { steps: `  - crop: [${Number(csv.split(",")[6])}, 5000]\n  - snv\n` },
    refused: {
      code: "FS3301",
      at: "protocol.md:23:5",
      says: "`snv` cannot treat the spectrum `s6`",
      next: "exclude: [{sample: m6, reason: …}]",
      stage: "preprocessing",
    },
  },
  "another file than the pinned one": {
    protocol: replaced(smallProtocol(), "{path: small.csv}", `{path: small.csv, sha256: ${"0".repeat(64)}}`),
    refused: {
      code: "FS3903",
      at: "protocol.md:4:36",
      says: "is not the file this protocol was written for",
      next: "write the new digest",
    },
  },
  "a value too large to compute with": {
    csv: cell(3, 12, "1e300"),
    refused: { code: "FS3026", at: "small.csv:4:13", says: "has the value 1e+300", next: "correct the cell" },
  },
  "a spectrum where the header should be": {
    csv: csv.split("\n").slice(1).join("\n"),
    refused: { code: "FS3010", at: "small.csv:1:1", says: "none is a point of the axis", next: "into the header row" },
  },
  "an empty cell for a class": {
    csv: cell(2, 3, ""),
    refused: {
      code: "FS3023",
      at: "small.csv:3:4",
      says: "missing in this row: the cell is empty",
      next: "fill it in",
    },
  },
  "a quote nobody closed": {
    csv: cell(2, 3, '"a'),
    refused: { code: "FS3007", at: "small.csv:3:4", says: "a quote opens this cell", next: "close each opening quote" },
  },
  "cut at another delimiter than the file has": {
    protocol: replaced(smallProtocol(), "input: small\n", 'input: small\ndelimiter: ";"\n'),
    refused: { code: "FS3010", at: "small.csv:1:1", says: "of 1 column", next: "the header holds `,`" },
  },
  "an old spreadsheet for a CSV": {
    csv: new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0, 0, 0]),
    refused: { code: "FS3003", at: "small.csv:1:1", says: "not delimited text", next: "save it as CSV (UTF-8)" },
  },
};

describe("data", () => {
  it.each(Object.entries(cases))("that are %s end with exit code 3 and a place", async (_, { refused, ...one }) => {
    place = inMemory({
      "protocol.md": one.protocol ?? smallProtocol(one.parts),
      ...(one.csv === null ? {} : { "small.csv": one.csv ?? csv }),
      "runs/keep.txt": "",
    });
    const error = expectRefused(place, await place.compile(), { exit: 3, ...refused });
    expect(error.details.facts).toBeTypeOf("object");
  });

  it("that are missing are looked for by name, and mended by --input", async () => {
    place = inMemory({ "protocol.md": smallProtocol(), "smal.csv": csv });
    expectRefused(place, await place.compile(), {
      exit: 3,
      code: "FS3901",
      at: "protocol.md:4:17",
      says: "there is no such file",
      next: "did you mean `smal.csv`?",
    });
    expect((await place.compile({ inputs: ["small=smal.csv"] })).exitCode).toBe(0);
  });

  it.skipIf(process.platform === "win32").each([
    ["a link to nothing", (path: string) => symlinkSync("nowhere", path), "a link that leads to no file"],
    ["a link to itself", (path: string) => symlinkSync("small.csv", path), "a link that leads to no file"],
    ["a pipe", (path: string) => execFileSync("mkfifo", [path]), "a pipe or a device"],
  ])("that are %s are neither waited for nor called missing", async (_, make, says) => {
    place = project({ "protocol.md": smallProtocol() });
    make(join(place.folder, "small.csv"));
    const refused = { exit: 3, code: "FS3902", at: "protocol.md:4:17", says, next: "put the file itself there" };
    expectRefused(place, await place.compile(), refused);
  });

  it("at an address are not fetched", async () => {
    place = inMemory({
      "protocol.md": replaced(smallProtocol(), "path: small.csv", "path: https://example.org/small.csv"),
    });
    const refused = { code: "FS2702", at: "protocol.md:4:17", says: "nothing is fetched", next: "`path: small.csv`" };
    expectRefused(place, await place.compile(), { exit: 4, ...refused });
  });

  it("that were refused still have what was said of them before", async () => {
    const none = replaced(smallProtocol(), "input: small\n", "input: small\nwhere: {class: zz}\n");
    place = inMemory({ "protocol.md": none, "small.csv": csv });
    const { documents } = await place.compile();
    expect(documents[0].findings.map(({ code }) => code)).toEqual(["FS3032", "FS3031"]);
    expect(documents[0].findings[1].help.join(" ")).toContain("the values are `a` and `b`");
  });

  it("with several faults have all of them told, the first in error.json", async () => {
    const two = editCells(csv, (old, i, j) => (j === 12 && (i === 5 || i === 7) ? `abc${i}` : old));
    place = inMemory({ "protocol.md": smallProtocol(), "small.csv": two });
    const { documents } = await place.compile();
    expect(documents[0].findings.map(({ code, position }) => `${code} ${position?.line}`)).toEqual([
      "FS3021 6",
      "FS3021 8",
    ]);
    const error = expectErrorFile(place, place.runs()[0], {
      exit: 3,
      code: "FS3021",
      at: "small.csv:6:13",
      says: "`abc5`",
      next: "correct the cell",
    });
    expect(error.details.other_errors).toMatchObject([{ code: "FS3021", position: { line: 8 } }]);
  });

  it("are quoted with a caret under the cell that is meant", { tags: "slow" }, () => {
    const own = project({ "protocol.md": smallProtocol(), "small.csv": cell(5, 12, "abc") });
    place = own;
    const { err } = own.foodspec(["compile", "protocol.md"]);
    const lines = err.split("\n");
    const quoted = lines.findIndex((line) => line.startsWith(" 6 │"));
    expect(lines[quoted + 1].indexOf("^^^")).toBe(lines[quoted].indexOf("abc"));
  });
});

/** Data and preprocessing, no model: what was read shows in them. */
const reading = smallProtocol().split("```foodspec model")[0];

describe("data in other clothes", () => {
  /** Digests of what was computed; the file itself has another digest, so keys and the content digest differ. */
  async function computed(text: string): Promise<{ [path: string]: string }> {
    place = inMemory({ "protocol.md": reading, "small.csv": text });
    const { exitCode, documents } = await place.compile();
    expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
    const artifacts = place.manifest().blocks.flatMap(({ artifacts }) => Object.entries(artifacts));
    place.remove();
    return Object.fromEntries(artifacts.filter(([path]) => path !== "data/data_summary.json"));
  }
  let plain: { [path: string]: string };
  beforeAll(async () => {
    plain = await computed(csv);
    expect(Object.keys(plain)).toEqual(
      expect.arrayContaining(["preprocessing/rows.csv", "preprocessing/X_preprocessed.npy"]),
    );
  });

  it.each([
    ["semicolons and decimal commas", csv.replaceAll(",", ";").replaceAll(".", ",")],
    ["tabs", csv.replaceAll(",", "\t")],
    ["a byte order mark", `\ufeff${csv}`],
    ["Windows line ends", csv.replaceAll("\n", "\r\n")],
    ["quotes around text", editCells(csv, (old, i, j) => (j < 4 || i === 0 ? `"${old}"` : old))],
    [
      "quotes around everything, a byte order mark and Windows line ends",
      `\ufeff${editCells(csv, (old) => `"${old}"`).replaceAll("\n", "\r\n")}`,
    ],
  ])("(%s) give the same numbers", async (_, text) => expect(await computed(text)).toEqual(plain));

  it("but with one other number give others", async () => {
    const other = await computed(cell(5, 12, "1.5"));
    expect(other["preprocessing/X_preprocessed.npy"]).not.toBe(plain["preprocessing/X_preprocessed.npy"]);
  });
});
