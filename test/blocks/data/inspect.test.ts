/** Inspecting files: what their columns may be by their values, and a proposal that reads them as it was said. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { inspected } from "../../../blocks/data/inspect/inspect.ts";
import { flow } from "../../../blocks/data/inspect/written.ts";
import { parseYaml } from "../../../compiler/document/yaml.ts";
import { writeJcamp } from "./formats/jcamp-writer.ts";
import { type Content, fileOf, runData } from "./run-data.ts";

const wide = `id,bottle,kind,fat,day,800,802,804\n${Array.from(
  { length: 12 },
  (_, i) =>
    `s${i},b${i >> 1},${i % 2 === 0 ? "olive" : "palm"},${i * 0.5},2024-03-0${1 + (i % 3)},${i},${i + 2},${i * i}`,
).join("\n")}\n`;
const headless = "800.5,1\n802.5,2\n804.5,4\n";
const parquet = readFileSync(join(import.meta.dirname, "../../fixtures/parquet/lists.parquet"));
const filesOf = (content: Content) =>
  typeof content === "string" || content instanceof Uint8Array
    ? [fileOf("it.csv", content)]
    : Object.entries(content).map(([path, each]) => fileOf(path, each));
const inspect = (content: Content, written: object = {}) => inspected(filesOf(content), { input: "it", ...written });

describe("inspecting files", () => {
  it.each<[string, Content, object]>([
    ["a wide table", wide, {}],
    ["semicolons and decimal commas below lines", `# a\n# b\n${wide.replaceAll(",", ";").replaceAll(".", ",")}`, {}],
    ["a transposed table", "nm,a,b\n800,1,2\n802,3,5\n804,5,6\n", {}],
    ["a folder", { "x/o1_r1.txt": headless, "x/o1_r2.txt.gz": gzipSync(headless) }, { from_name: "{oil}_r{n:digits}" }],
    [
      "a long table, as declared",
      "id,nm,a\nx,1,2\nx,2,3\nx,3,9\n",
      { id: "id", layout: { long: { axis: "nm", value: "a" } } },
    ],
    ["files of an instrument", { "a.jdx": writeJcamp([1, 2, 4], "affn"), "b.jdx": writeJcamp([1, 2, 5], "dif") }, {}],
    ["lists", { "a.parquet": parquet }, { layout: { lists: { value: "spectrum", axis: "nm" } } }],
    ["channels", "1,0.1\n2,0.2\n3,0.3\n", { axis: { unit: "channel" } }],
  ])("proposes for %s a block that reads them as it said", (_, content, written) => {
    const { readings, proposal, columns, refused } = inspect(content, written);
    expect(refused).toEqual([]);
    const given = { axis: undefined, layout: undefined, ...proposal };
    const { summary, dataset } = runData(content, given);
    expect(summary.read).toEqual(readings);
    expect(Object.keys(summary.missing_counts)).toEqual(expect.arrayContaining(columns.map(({ name }) => name)));
    const id = columns.find(({ role }) => role === "id");
    if (id !== undefined) expect(dataset.rows.id[0]).toBe(id.first);
  });

  it("says what columns may be by their values, whatever they are called", () => {
    const { columns } = inspect(wide.replace("id,bottle,kind,fat,day", "a,b,c,d,e"));
    expect(
      columns.map(({ name, type, distinct, missing, first, role }) => [name, type, distinct, missing, first, role]),
    ).toEqual([
      ["a", "text", 12, 0, "s0", "id"],
      ["b", "text", 6, 0, "b0", "sample"],
      ["c", "text", 2, 0, "olive", "label"],
      ["d", "number", 12, 0, "0", "target"],
      ["e", "time", 3, 0, "2024-03-01", "time"],
    ]);
  });
  it("takes numbers of repeats for no classes", () => {
    const rows = Array.from(
      { length: 12 },
      (_, i) => `s${i},b${i >> 1},${(i % 2) + 1},${i % 4 < 2 ? "x" : "y"},${i},${i + 2},${i * i}`,
    );
    const { columns } = inspect(`id,bottle,n,kind,800,802,804\n${rows.join("\n")}\n`);
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ["id", "id"],
      ["bottle", "sample"],
      ["n", null],
      ["kind", "label"],
    ]);
  });
  it.each<[string, string, string | null]>([
    ["the same everywhere", "x", null],
    ["with a name missing", "NA", null],
  ])("says nothing of a column %s", (_, cell, role) => {
    const text = wide.replaceAll(/^(s\d+),b\d/gm, (whole, id: string) =>
      cell === "x" || whole === "s3,b1" ? `${id},${cell}` : whole,
    );
    expect(inspect(text).columns[1].role).toBe(role);
  });

  it.each<[string, string, string, string | null]>([
    ["train and test", "train", "test", "test"],
    ["calibration and validation, whatever their case", "Cal", "Validation", "test"],
    ["parts that both learn", "train", "cal", "label"],
    ["a class beside a word of a split", "olive", "test", "label"],
  ])("takes %s for what it is", (_, one, other, role) => {
    const { columns } = inspect(wide.replaceAll("olive", one).replaceAll("palm", other));
    expect(columns[2]).toMatchObject({ name: "kind", role });
    expect(columns[2].test).toBe(role === "test" ? other : undefined);
  });

  it("has no proposal where several readings fit, or none", () => {
    for (const text of ["101,800,802\n102,0.1,0.2\n103,0.3,0.4\n", "a,b\nc,d\n"]) {
      const { table, proposal, readings, refused } = inspect(text);
      expect([table, proposal, readings]).toEqual([null, null, []]);
      expect(refused[0].code).toMatch(/^FS3/);
    }
  });
  it("reads a file that a run would refuse, and says why it would", () => {
    const { proposal, refused } = inspect(wide.replace("s3,b1,palm,1.5,2024-03-01,3", "s3,b1,palm,1.5,2024-03-01,"));
    expect(proposal).toMatchObject({ id: "id" });
    expect(refused).toMatchObject([{ code: "FS3020", data: { line: 5 } }]);
  });

  it.each<[unknown, string]>([
    ["fat", "fat"],
    ["a: b", '"a: b"'],
    ["yes", '"yes"'],
    ["12", '"12"'],
    ["", '""'],
    ["Öl #1", '"Öl #1"'],
    [12.5, "12.5"],
    [{ long: { axis: "nm", value: "a" } }, "{long: {axis: nm, value: a}}"],
    [["a", 1, null], "[a, 1, null]"],
    ["{oil}/{n:digits}", '"{oil}/{n:digits}"'],
    ["a\nb", '"a\\nb"'],
  ])("writes %j as %s, which is read back", (value, written) => {
    expect(flow(value)).toBe(written);
    const place = () => ({ file: "", line: 1, column: 1, endLine: 1, endColumn: 1 });
    const { yaml } = parseYaml(`x: ${written}\n`, { place, about: {} });
    expect(yaml?.value).toEqual({ x: value });
  });
});
