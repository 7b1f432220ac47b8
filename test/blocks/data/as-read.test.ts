/** What stands for no value, what nobody measured, and what is left out by id or line. */
import { describe, expect, it } from "vitest";
import { refusalOf, runData } from "./run-data.ts";

const text = "id,fat,800,802,804\na,1,0.1,0.2,0.3\nb,2,0.4,-,0.6\nc,n.d.,0.7,-,0.9\nd,4,-9999,0.2,0.1\n";

describe("codes of missing values", () => {
  it("are named once for each text, with the cells it stands in", () => {
    expect(refusalOf(text, { id: "id" })).toMatchObject([
      { code: "FS3021", facts: { text: "-", cells: 2 }, data: { line: 3, field: 4 } },
    ]);
  });

  it("are missing, texts and numbers alike, in spectra and in metadata", () => {
    const { dataset, summary } = runData(text, {
      id: "id",
      // biome-ignore lint/suspicious/noThenProperty: the word of the document; nobody awaits options
      missing: { codes: ["-", "n.d.", -9999], then: "interpolate" },
    });
    expect([...dataset.spectra.data.slice(3)]).toEqual([0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.2, 0.2, 0.1]);
    expect(summary.missing).toMatchObject({ policy: "interpolate", spectral_missing: 3, values_interpolated: 3 });
    expect(summary.missing_counts).toMatchObject({ fat: 1 });
  });

  it("are refused at their place where nothing is said of them", () => {
    expect(
      refusalOf(text, { id: "id", missing: { codes: ["-", -9999] } }).map(({ code, data }) => [
        code,
        data?.line,
        data?.field,
      ]),
    ).toEqual([
      ["FS3020", 3, 4],
      ["FS3020", 4, 4],
      ["FS3020", 5, 3],
    ]);
  });
});

describe("spectra as read", () => {
  const others = Array.from({ length: 20 }, (_, i) => `s${i},0.1,0.2,0.3,0.${i + 11}\n`);
  const rows = `id,800,802,804,806\n${others.join("")}`;
  it.each([
    ["constant", "c,500.0,500.0,500.0,500.0\n", "FS3128", undefined],
    ["constant but for rounding", "c,0.3,0.30000000000000004,0.3,0.3\n", "FS3128", undefined],
    ["with the sign of a program for no value", "c,0.4,9.99E+37,0.6,0.5\n", "FS3129", "802"],
    ["with −9999 among small values", "c,0.4,0.5,-9999,0.5\n", "FS3129", "804"],
    ["with a value far beyond all sizes", "c,0.4,0.5,7e9,0.5\n", "FS3129", "804"],
  ])("are refused by name where one is %s", (_, row, code, column) => {
    const [first] = refusalOf(rows + row, { id: "id" });
    expect(first).toMatchObject({ code, facts: { id: "c" }, data: { line: 22 } });
    expect(first.facts.column).toBe(column);
  });

  it.each([
    ["nearly constant", "c,500,500.0001,500,500\n"],
    ["-999 among values of its size", "c,-999,-950,-1020,-980\n"],
  ])("are taken where they are %s", (_, row) => {
    expect(runData(rows + row, { id: "id" }).summary.n_spectra).toBe(21);
  });

  it("can be left out by id and by line, each with its reason", () => {
    const bad = `${rows}c,5,5,5,5\nd,0.4,9.99E+37,0.6,0.5\n`;
    const { summary } = runData(bad, {
      id: "id",
      exclude: [
        { id: "c", reason: "dead" },
        { lines: [23, 23], reason: "clipped" },
      ],
    });
    expect(summary.n_spectra).toBe(20);
    expect(summary.excluded).toEqual([
      { sample: "c", reason: "dead", n_spectra: 1 },
      { sample: "lines 23 to 23", reason: "clipped", n_spectra: 1 },
    ]);
  });
});
