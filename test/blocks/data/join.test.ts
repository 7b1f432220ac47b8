/** Columns from a second table: matched by their keys, told with what is left over, and the same dataset as one table gives. */

import { describe, expect } from "vitest";
import type { Remark } from "../../../blocks/contract/refusal.ts";
import { data } from "../../../blocks/data/block.ts";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { fc, it } from "../../fixtures/property.ts";
import { checkOptions, refusalOf, runData } from "./run-data.ts";

const spectra = "id,sample,800,801,802\na1,A1,1,2,3\na2,A1,1.5,2,3\nb1,B1,2,3,4\nc1,C1,3,4,6\n";
const chem = "sample,fat,moisture\nA1,10.5,60\nC1,12,61.25\nB1,11,59\n";
const options = { id: "id", sample: "sample", target: "fat" };
const join = (entry: object = {}) => ({ ...options, join: { chem: { by: "sample", ...entry } } });

describe("a joined table", () => {
  it("gives byte for byte what one table gives", () => {
    const one = runData(
      "id,sample,fat,moisture,800,801,802\na1,A1,10.5,60,1,2,3\na2,A1,10.5,60,1.5,2,3\nb1,B1,11,59,2,3,4\nc1,C1,12,61.25,3,4,6\n",
      { ...options, export: true },
    );
    const two = runData(spectra, { ...join(), export: true }, { chem });
    expect(two.dataset).toEqual(one.dataset);
    expect(two.remarks).toEqual(one.remarks);
    expect(two.csv?.split("\n").map((line) => line.split(",").sort())).toEqual(
      one.csv?.split("\n").map((line) => line.split(",").sort()),
    );
    expect(two.summary).toMatchObject({ dtypes: one.summary.dtypes, numeric_stats: one.summary.numeric_stats });
  });

  it.prop(
    [
      fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 _-]{0,5}[A-Za-z0-9]$/), { minLength: 4, maxLength: 12 }),
      fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 12, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
    ],
    { numRuns: 25 },
  )("gives what one table gives, however its rows are ordered", (names, values, order) => {
    fc.pre(names.every((name) => Number.isNaN(Number(name)) && !/^(?:na|nan|null)$/i.test(name)));
    const rows = names.map((name, i) => ({ name, value: values[i] + i, at: order.next().value }));
    const text = (line: (row: (typeof rows)[number], i: number) => string, of = rows) => of.map(line).join("");
    const points = (i: number) => `${i},${i * i},${i + 1}\n`;
    const one = `sample,fat,800,801,802\n${text(({ name, value }, i) => `${name},${value},${points(i)}`)}`;
    const own = `sample,800,801,802\n${text(({ name }, i) => `${name},${points(i)}`)}`;
    const shuffled = [...rows].sort((a, b) => Number(a.at) - Number(b.at));
    const second = `fat;sample\n${text(({ name, value }) => `${String(value).replace(".", ",")};${name}\n`, shuffled)}`;
    const asked = { sample: "sample", target: "fat" };
    const entry = { by: "sample", read: { decimal: "," } };
    expect(runData(own, { ...asked, join: { chem: entry } }, { chem: second }).dataset).toEqual(
      runData(one, asked).dataset,
    );
  });

  it.each<[string, string, object]>([
    ["semicolons and decimal commas", "sample;fat;moisture\nA1;10,5;60\nC1;12,0;61,25\nB1;11,0;59\n", {}],
    [
      "tabs below lines of comments",
      "# Kjeldahl\n# Soxhlet\nsample\tfat\tmoisture\nA1\t10.5\t60\nC1\t12\t61\nB1\t11\t5\n",
      {},
    ],
    ["blanks between cells", "sample fat moisture\nA1 10.5 60\nC1 12 61\nB1 11 59\n", {}],
    ["columns under other names", "Probe,fat\nA1,10.5\nC1,12\nB1,11\n", { by: { sample: "Probe" } }],
    [
      "a key of two columns",
      "id,sample,fat\na1,A1,10.5\na2,A1,10.5\nb1,B1,11\nc1,C1,12\n",
      { by: ["id", "sample"], columns: ["fat"] },
    ],
    ["names in another form of Unicode and with blanks around", " sample,fat\nA1 ,10.5\n C1,12\nB1,11\n", {}],
    ["rows without spectra", "sample,fat\nZ9,1\nA1,10.5\n,5\nC1,12\nB1,11\nZ9,2\n", {}],
    ["repeats that are averaged", "sample,fat,by\nA1,10,x\nC1,12,x\nB1,11,x\nA1,11,x\n", { repeats: "mean" }],
    [
      "a table above which a report stands",
      "Report 12\n\nsample,fat\nA1,10.5\nC1,12\nB1,11\n",
      { read: { header: { after: "Report" } } },
    ],
  ])("may have %s", (_, text, entry) => {
    const { dataset } = runData(spectra, join(entry), { chem: text });
    expect(dataset.outcome.target?.values).toEqual([10.5, 10.5, 11, 12]);
  });

  it("tells what found no partner on both sides, and how the table was read", () => {
    const { join: file, summary } = runData(spectra, join({ unmatched: "drop" }), {
      chem: "sample;fat\nA1;10,5\nA1;10,7\nC1;12\nZ2;4\nZ1;5\n".replace("A1;10,7\n", ""),
    });
    expect(file).toEqual({
      schema_version: 1,
      joins: [
        {
          input: "chem",
          path: "it.csv",
          by: [{ spectra: "sample", table: "sample" }],
          columns: ["fat"],
          rows: 4,
          matched: 2,
          repeated: 0,
          spectra: 3,
          spectra_without: 1,
          unmatched: "drop",
          spectra_only: ["B1"],
          table_only: ["Z2", "Z1"],
          read: {
            format: "text",
            encoding: "utf-8",
            header_line: 1,
            delimiter: ";",
            decimal: ",",
            thousands: null,
            found: ["encoding", "delimiter", "decimal", "thousands", "header"],
          },
        },
      ],
    });
    expect(summary).toMatchObject({ n_spectra: 3, selection: { excluded_samples: 1 } });
    expect(summary.selection.by).toMatchObject([{ why: "missing", samples: 1 }]);
    expect(summary.files.at(-1)).toMatchObject({ role: "join", row_count: 4 });
  });

  it("shows each joined table in a table of the report", async () => {
    const { source } = runData(spectra, join(), { chem });
    const made = await data.views.join.make(source, {});
    expect(made).toMatchObject({
      alt: "Table of joined tables: it.csv gave 4 spectra the values of 3 rows.",
      data: { rows: [{ by: "sample", columns: "fat, moisture", rows: 3, matched: 3, spectra: 4, spectra_without: 0 }] },
    });
    expect(data.views.join.exists({ options: runData(spectra, { id: "id" }).source.options, shape: null })).toBe(false);
  });

  it("serves external rows too, unless their file has the columns itself", () => {
    const others = { chem: `${chem}D1,13,64\n`, more: "id,sample,800,801,802\nd1,D1,4,5,7\n" };
    const joined = runData(spectra, { ...join(), test: { input: "more" } }, others);
    expect(joined.dataset.outcome.target?.values).toEqual([10.5, 10.5, 11, 12, 13]);
    const own = { chem, more: "id,sample,moisture,fat,800,801,802\nd1,D1,1,13,4,5,7\n" };
    const themselves = runData(spectra, { ...join(), test: { input: "more" } }, own);
    expect(themselves.dataset.outcome.target?.values).toEqual([10.5, 10.5, 11, 12, 13]);
    expect(themselves.join).toMatchObject({ joins: [{ spectra: 4, spectra_without: 0, table_only: [] }] });
  });

  it("asks no partner for spectra that `where` or `exclude` leaves out, and may be asked about its columns itself", () => {
    const text = "sample,fat,moisture\nA1,10.5,60\nC1,12,61.25\n";
    for (const rest of [{ where: { moisture: [60, 61.25] } }, { exclude: [{ sample: "B1", reason: "spilt" }] }]) {
      const { dataset } = runData(spectra, { ...join(), ...rest }, { chem: text });
      expect(dataset.rows.id).toEqual(["a1", "a2", "c1"]);
    }
  });

  it("points into the second file where a value there is wrong", () => {
    const [first] = refusalOf(spectra, join(), { chem: { "chem.csv": chem.replace("12", "n.d.") } });
    expect(first).toMatchObject({ code: "FS3024", data: { input: "chem.csv", line: 3, field: 2 } });
  });
});

describe("a join is refused", () => {
  const text = ({ code, facts }: Remark) => {
    const { message, help } = finding(code, null, facts);
    return [`${code} ${message}`, ...help].join("\n");
  };

  it("where spectra have no row, with the names of both sides and what only looks alike", () => {
    const [first] = refusalOf("id,sample,800,801,802\na,H001,1,2,3\nb,b 2,1,2,4\nc,X,1,2,5\n", join(), {
      chem: { "chem.csv": "sample,fat\nH1,1\nB2,2\nY,3\n" },
    });
    expect(text(first)).toMatchInlineSnapshot(`
      "FS3132 3 spectra have no row in \`chem.csv\` (3 names without a row, 3 rows without a spectrum)
      names without a row: H001, b 2, X
      rows without a spectrum: H1, B2, Y
      these look alike and are two names: \`H001\` and \`H1\`, \`b 2\` and \`B2\`; write them alike in the files
      or say what becomes of such spectra: \`unmatched: drop\` leaves them out, \`unmatched: predict\` has them predicted"
    `);
  });

  it.each([
    ["case", "a1"],
    ["leading zeros", "A01"],
    ["blanks within", "A 1"],
  ])("where names differ in %s only", (_, name) => {
    const [first] = refusalOf(spectra, join(), { chem: chem.replace("A1", name) });
    expect(first).toMatchObject({ code: "FS3132", facts: { names: ["A1"], near: [`\`A1\` and \`${name}\``] } });
  });

  it("where a column stands in both tables", () => {
    const [first] = refusalOf(spectra.replace("sample", "sample,fat").replaceAll(/(?<=[abc]\d,..)/g, ",1"), join(), {
      chem: { "chem.csv": chem },
    });
    expect(text(first)).toMatchInlineSnapshot(`
      "FS3131 \`chem.csv\` and \`it.csv\` both have \`fat\`, and nothing says which is meant
      take only what the second table has more: \`columns: [moisture]\`
      or rename the column in one of the files"
    `);
  });

  it("where several rows have one key, and where they have no mean", () => {
    const repeated = { chem: { "chem.csv": `${chem}A1,11,n.d.\n` } };
    expect(text(refusalOf(spectra, join(), repeated)[0])).toMatchInlineSnapshot(`
      "FS3133 \`chem.csv\` has 2 rows of \`A1\`, on lines 2 and 5
      where they are repeats, average their numbers: \`repeats: mean\`
      or name the columns that tell them apart together: \`by: [A, B]\`"
    `);
    expect(text(refusalOf(spectra, join({ repeats: "mean" }), repeated)[0])).toMatchInlineSnapshot(`
      "FS3133 \`chem.csv\` has 2 rows of \`A1\`, on lines 2 and 5
      they say \`60\` and \`n.d.\` in \`moisture\`, of which there is no mean: correct the file, or take other \`columns\`
      or name the columns that tell them apart together: \`by: [A, B]\`"
    `);
  });

  it.each<[string, object, string, object]>([
    [
      "the key is not in the table",
      { by: "Sample" },
      chem,
      { code: "FS3016", facts: { option: "join.chem.by", suggestion: "sample" } },
    ],
    [
      "the key is not in the spectra's table",
      { by: { probe: "sample" } },
      chem,
      { code: "FS3016", facts: { path: "it.csv", column: "probe" } },
    ],
    [
      "a column is not there",
      { columns: ["fats"] },
      chem,
      { code: "FS3016", facts: { option: "join.chem.columns", suggestion: "fat" } },
    ],
    [
      "a number can be read both ways",
      {},
      "sample;fat\nA1;1,492\nB1;1,500\nC1;1,250\n",
      { code: "FS3102", facts: { cell: "1,492" } },
    ],
    ["two ways of cutting it fit", {}, "sample;x,sample;fat,fat\nA1;1,A1;2,3\nB1;1,B1;2,3\n", { code: "FS3016" }],
    ["a column of the table stands twice", {}, "sample,fat,fat\nA1,1,2\nB1,1,2\nC1,1,2\n", { code: "FS3015" }],
    ["the table is empty", {}, "sample,fat\n", { code: "FS3002" }],
    ["a row is longer than others", {}, "sample,fat\nA1,1\nB1,2,3\nC1,1\nD1,1\n", { code: "FS3008" }],
  ])("where %s", (_, entry, chemText, wanted) => {
    expect(refusalOf(spectra, join(entry), { chem: chemText })[0]).toMatchObject(wanted);
  });

  it("where it names the input of the spectra", () => {
    expect(checkOptions({ join: { it: { by: "id" } } }).remarks.map(({ code }) => code)).toContain("FS2366");
  });
});
