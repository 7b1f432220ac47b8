/** The long layout: one row a point. */

import { describe, expect } from "vitest";
import { fc, it } from "../../fixtures/property.ts";
import { refusalOf, runData } from "./run-data.ts";

const layout = { long: { axis: "nm", value: "a" } };
const text = "id,kind,nm,a\np,x,850,1\np,x,852,2\nq,y,850,3\nq,y,852,4\n";

describe("the long layout", () => {
  it("makes one spectrum of the rows of one id", () => {
    const { dataset, summary } = runData(text, { layout, id: "id", label: "kind" });
    expect([...dataset.spectra.data]).toEqual([1, 2, 3, 4]);
    expect(dataset.columns).toMatchObject({ values: [850, 852] });
    expect(dataset.rows.id).toEqual(["p", "q"]);
    expect(dataset.outcome.label?.codes).toEqual([0, 1]);
    expect(summary).toMatchObject({
      row_count: 4,
      column_count: 4,
      n_spectra: 2,
      n_features: 2,
      column_names: ["id", "kind", "nm", "a"],
    });
  });

  const wide = fc.record({
    axis: fc.uniqueArray(fc.integer({ min: 400, max: 419 }), { minLength: 1, maxLength: 6 }),
    n: fc.integer({ min: 1, max: 5 }),
    seed: fc.nat(),
  });

  it.prop([wide])("reads the same as the wide layout, whatever the order of the rows", ({ axis, n, seed }) => {
    const sorted = [...axis].sort((a, b) => a - b);
    const value = (i: number, x: number) => (i * 7919 + x * 31) / 64;
    const ids = Array.from({ length: n }, (_, i) => `s${i}`);
    const wideText = `id,${sorted.join(",")}\n${ids.map((id, i) => `${id},${sorted.map((x) => value(i, x)).join(",")}\n`).join("")}`;
    const rows = ids.flatMap((id, i) => axis.map((x) => `${id},${x},${value(i, x)}`));
    const shuffled = [...rows.keys()].sort(
      (a, b) => (((a + 1) * (seed + 7)) % 101) - (((b + 1) * (seed + 7)) % 101) || a - b,
    );
    const longText = `id,nm,a\n${shuffled.map((k) => `${rows[k]}\n`).join("")}`;
    const one = runData(wideText, { id: "id" }).dataset;
    const other = runData(longText, { id: "id", layout }).dataset;
    const order = other.rows.id.map((id) => one.rows.id.indexOf(id));
    expect(other.columns).toEqual(one.columns);
    expect([...other.spectra.data]).toEqual(
      order.flatMap((i) => [...one.spectra.data.subarray(i * axis.length, (i + 1) * axis.length)]),
    );
  });

  it("finds the rows of a spectrum in several files", () => {
    const { dataset } = runData(
      { "2.csv": "id,nm,a\nq,850,3\np,852,2\n", "1.csv": "id,nm,a\np,850,1\nq,852,4\n" },
      { layout, id: "id" },
    );
    expect(dataset.rows.id).toEqual(["p", "q"]);
    expect([...dataset.spectra.data]).toEqual([1, 2, 3, 4]);
  });

  it("leaves out points beyond the range, whatever they hold", () => {
    const { dataset } = runData("id,nm,a\np,850,1\np,999,oops\nq,850,3\n", {
      layout,
      id: "id",
      axis: { unit: "nm", range: [800, 900] },
    });
    expect(dataset.columns).toMatchObject({ values: [850] });
    expect([...dataset.spectra.data]).toEqual([1, 3]);
  });

  it("leaves out columns that vary within a spectrum and nobody named, and says so", () => {
    const run = runData("i,id,nm,a\n0,p,850,1\n1,p,852,2\n", { layout, id: "id", export: true });
    expect(run.summary.columns_left_out).toEqual(["i"]);
    expect(run.remarks).toMatchObject([{ code: "FS3053", facts: { columns: ["i"] } }]);
    expect(run.csv).toBe("id,850,852\np,1,2\n");
  });

  it("refuses metadata that vary within a spectrum where an option names them", () => {
    expect(refusalOf(text.replace("q,y,852", "q,z,852"), { layout, id: "id", label: "kind" })).toMatchObject([
      { code: "FS3052", facts: { id: "q", column: "kind", first: "y", other: "z" }, data: { line: 5, field: 2 } },
    ]);
  });

  it("refuses a point that stands twice in a spectrum", () => {
    expect(refusalOf(`${text}q,y,850.0,9\n`, { layout, id: "id" })).toMatchObject([
      { code: "FS3050", facts: { id: "q", value: 850 }, data: { line: 6, field: 3 } },
    ]);
  });

  it.each([
    [
      "lacks a point",
      text.replace("q,y,852,4\n", ""),
      { id: "q", first: "p", points: 1, expected: 2, lacks: 852, extra: null },
    ],
    ["has another point", text.replace("q,y,852", "q,y,853"), { id: "q", points: 2, lacks: 852, extra: 853 }],
    ["has a point more", `${text}q,y,854,5\n`, { id: "q", points: 3, lacks: null, extra: 854 }],
  ])("refuses a spectrum that %s", (_, content, facts) => {
    expect(refusalOf(content, { layout, id: "id" })).toMatchObject([{ code: "FS3051", facts }]);
  });

  it("refuses points without axis value or id, and values that are no numbers, with line and field", () => {
    const places = (content: string) =>
      refusalOf(content, { layout, id: "id" }).map(({ code, data }) => [code, data?.line, data?.field]);
    expect(places("id,nm,a\np,,1\np,xx,2\n,850,3\np,inf,4\n")).toEqual([
      ["FS3020", 2, 2],
      ["FS3021", 3, 2],
      ["FS3023", 4, 1],
      ["FS3022", 5, 2],
    ]);
    expect(places("id,nm,a\np,850,1\nq,850,x\nr,850,\n")).toEqual([
      ["FS3021", 3, 3],
      ["FS3020", 4, 3],
    ]);
  });

  it("interpolates along the sorted axis", () => {
    const { dataset } = runData("id,nm,a\np,860,3\np,850,1\np,852,\n", { layout, id: "id", missing: "interpolate" });
    expect(dataset.spectra.data[1]).toBeCloseTo(1.4, 14);
  });

  it("names the columns that are not there", () => {
    expect(
      refusalOf("Id,nm,b\np,850,1\n", { layout, id: "id" }).map(({ code, facts }) => [
        code,
        facts.option,
        facts.column,
        facts.suggestion,
      ]),
    ).toEqual([
      ["FS3016", "layout.long.value", "a", "b"],
      ["FS3016", "id", "id", "Id"],
    ]);
  });

  it("refuses a range without a point", () => {
    expect(refusalOf(text, { layout, id: "id", axis: { unit: "nm", range: [1, 2] } })).toMatchObject([
      { code: "FS3010", facts: { range: [1, 2] } },
    ]);
  });
});
