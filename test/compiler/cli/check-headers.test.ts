/** `foodspec check` looks at the headers of the inputs: every mistake about them is told as compile tells it, with the same place. */
import { afterEach, describe, expect, it } from "vitest";
import { checkCommand } from "../../../compiler/cli/work/check.ts";
import { prepare } from "../../../compiler/compile/prepare.ts";
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

/** Errors of both, by code and place. */
async function told(protocol: string, data: string | null) {
  place = inMemory({ "protocol.md": protocol, ...(data === null ? {} : { "small.csv": data }) });
  const of = (findings: readonly { severity: string; code: string; position: unknown; pointer: unknown }[]) =>
    findings
      .filter(({ severity }) => severity === "error")
      .map(({ code, position, pointer }) => ({ code, position, pointer }));
  const checked = await prepare("protocol.md", { documents: ["protocol.md"] }, place.world(), "headers");
  const { documents } = await place.compile({ documents: ["protocol.md"] });
  return { check: of(checked.findings), compile: of(documents[0].findings) };
}

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
  ])("%s is told by check and compile alike", async (_, protocol, data, code) => {
    const { check, compile } = await told(protocol, data);
    expect(check.map((one) => one.code)).toContain(code);
    expect(check.filter((one) => one.code === code)).toEqual(compile.filter((one) => one.code === code));
  });
});

describe("what check opens", () => {
  const large = `${header}\n${csv
    .split("\n")
    .slice(1, -1)
    .join("\n")
    .concat("\n")
    .repeat(1 + Math.ceil(5.5e6 / csv.length))}`;
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
