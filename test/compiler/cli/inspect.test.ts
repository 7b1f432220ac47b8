/** `foodspec inspect` as it is typed: what it prints, and its exit codes. */
import { afterEach, describe, expect, it } from "vitest";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";

let place: Place;
afterEach(() => place.remove());

const files = {
  "oils.csv":
    "# Operator: A\nid,kind,fat,800,802,804\ns1,olive,1.5,1,2,3\ns2,olive,2.5,2,3,4\ns3,palm,3.5,3,4,6\ns4,palm,4,4,5,7\n",
  "both.csv": "101,800,802\n102,0.1,0.2\n103,0.3,0.4\n",
};
async function typed(...words: string[]) {
  place = inMemory(files);
  return place.type(["inspect", ...words]);
}

describe("foodspec inspect", () => {
  it("says how a file is read, what its columns may be, and the block that reads it so", async () => {
    const { status, out, err } = await typed("oils.csv", "--technique", "NIR", "--from-header", "{who: Operator}");
    expect([status, err.split("\n")[0]]).toEqual([0, "warning[FS3125]: the axis has 3 points"]);
    expect(
      out,
    ).toBe(`oils.csv: UTF-8, columns by comma, decimal point; names on line 2, 1 above; layout wide; 4 spectra of 3 points, 800 to 804

columns
  id    4 values, the first is s1; may be \`id\`
  kind  2 values, the first is olive; may be \`label\`
  fat   4 numbers, the first is 1.5; may be \`target\`
  who   1 value, the first is A

\`\`\`foodspec data
input: spectra
id: id
from_header: {who: Operator}
axis: {technique: NIR}
\`\`\`
`);
  });
  it("prints the same as JSON", async () => {
    const { status, out } = await typed(
      "oils.csv",
      "--format",
      "json",
      "--layout",
      "wide",
      "--axis",
      "{range: [801, 805]}",
    );
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      schema_version: 1,
      files: [{ path: "oils.csv", size_bytes: files["oils.csv"].length, sha256: expect.stringMatching(/^sha256:/) }],
      readings: [{ path: "oils.csv", layout: "wide", points: 2, lines_above: 1 }],
      columns: [
        { name: "id", type: "text", distinct: 4, missing: 0, first: "s1", role: "id" },
        { name: "kind", role: "label" },
        { name: "fat", type: "number", role: "target" },
      ],
      proposal: { input: "spectra", id: "id", layout: "wide", axis: { range: [801, 805] } },
    });
  });
  it("ends with 3 where several readings fit, with all of them", async () => {
    const { status, out, err } = await typed("both.csv");
    expect([status, out]).toEqual([3, ""]);
    expect(err).toMatch(/error\[FS3101\].*\n.*both\.csv:1:1/);
    expect(err).toContain("layout wide, names on line 1");
    expect(err).toContain("layout transposed, rows from line 1");
  });
  it.each<[string, string[], string]>([
    ["a file that is not there", ["oil.csv"], "did you mean `oils.csv`?"],
    ["a folder", ["."], "FS1145"],
    ["an option that the block has not so", ["oils.csv", "--decimal", ";"], "`--decimal` does not fit"],
    ["a layout by halves", ["oils.csv", "--layout", "{long: {axis: a}}"], "`--layout` does not fit"],
    ["a layout that there is not", ["oils.csv", "--layout", "wied"], "did you mean `wide`?"],
    ["YAML that is none", ["oils.csv", "--layout", "{a"], "FS1006"],
    ["two options in one", ["oils.csv", "--layout", "wide\nid: x"], "FS1006"],
  ])("ends with 2 for %s", async (_, words, says) => {
    const { status, out, err } = await typed(...words);
    expect([status, out]).toEqual([2, ""]);
    expect(err).toContain(says);
  });
});
