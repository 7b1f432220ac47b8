/** The axis of files as laboratories have them: read and said, or refused with both pieces, the widest grid or the unit that is missing. */
import { describe, expect, it } from "vitest";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import { type Content, refusalOf, runData } from "../run-data.ts";

const found = { layout: undefined };

/** Axis, unit and who says it, and the first spectrum. */
function axisOf(content: Content, axis: object, options: object = found) {
  const { dataset, summary, doubts } = runData(content, { axis, ...options });
  const { columns, spectra } = dataset;
  if (columns.kind !== "axis") throw new Error("no axis");
  const [{ unit_from }] = summary.read;
  return {
    values: columns.values,
    unit: columns.unit,
    from: unit_from,
    first: [...spectra.data.subarray(0, spectra.cols)],
    unknown: String(doubts.find(({ code }) => code === "FS3066")?.facts.what),
  };
}

/** Message and help, as a user sees them. */
const wordsOf = (content: Content, axis: object, options: object = found) =>
  refusalOf(content, { axis, ...options }).map(({ code, facts, data, option }) => {
    const { message, help } = finding(code, null, facts);
    return [`${code} ${option?.join(".") ?? ""} ${data?.line ?? ""}:${data?.field ?? ""} ${message}`, ...help];
  });

const wide = (header: string, row = "a,1,2,3") => `id,${header}\n${row}\n`;

describe("headers with text around their numbers", () => {
  it.each<[string, string, object, string | null, string]>([
    ["as R writes them", "X850.5,X851.5,X852.5", { technique: "NIR" }, "nm", "values"],
    ["after a prefix", "wl_850.5,wl_851.5,wl_852.5", { technique: "NIR" }, "nm", "values"],
    ["before a unit, which counts as of the file", "850.5 nm,851.5 nm,852.5 nm", {}, "nm", "file"],
    ["before a unit that has a digit", "850.5 cm-1,851.5 cm-1,852.5 cm-1", {}, "cm-1", "file"],
    ["around and with a unit", "A(850.5 cm^-1),A(851.5 cm^-1),A(852.5 cm^-1)", {}, "cm-1", "file"],
    ["as declared", "s2_850.5,s2_851.5,s2_852.5", { header: "s2_{x}", unit: "nm" }, "nm", "declared"],
    ["falling", "X852.5,X851.5,X850.5", { technique: "NIR" }, "nm", "values"],
  ])("are read %s", (_, header, axis, unit, from) => {
    const read = axisOf(wide(header), axis);
    expect(read).toMatchObject({ values: [850.5, 851.5, 852.5], unit, from });
  });

  it("are read with decimal commas", () => {
    expect(axisOf("id;X850,5;X851,5;X852,5\na;1,5;2;3\n", {}).values).toEqual([850.5, 851.5, 852.5]);
  });

  it.each([
    ["997.5;998.5;999.5;1,000.5;1,001.5", "0.5;0.6;0.7;0.8;0.9", [997.5, 998.5, 999.5, 1000.5, 1001.5]],
    ["998;999;1.000;1.001", "0,5;0,6;0,7;0,8", [998, 999, 1000, 1001]],
    ["998;999;1'000;1'001", "5;6;7;8", [998, 999, 1000, 1001]],
    ["998 nm;999 nm;1,000 nm", "5.5;6;7", [998, 999, 1000]],
  ])("may have a sign between thousands that no value has: %s", (header, row, values) =>
    expect(axisOf(`id;${header}\na;${row}\nb;${row}\n`, {}).values).toEqual(values),
  );
  it("are no text around a number where they are its thousands", () =>
    expect(axisOf("id,1'010,1'011,1'012\na,5,6,7\n", {}).values).toEqual([1010, 1011, 1012]));
  it("are no column of names where thousands stand down the file", () => {
    const text = "nm;900;901;903\n998;5;6;7\n999;7;8;9\n1,000;9;15;3\n";
    expect(refusalOf(text, { ...found, axis: {} })[0].code).toBe("FS3101");
  });

  it("keep numbers of samples for names, with gaps too", () => {
    const text = "wavenumber,oil_1,oil_2,oil_4\n800.5,1,2,3\n801.5,2,3,4\n802.5,3,4,6\n";
    expect(axisOf(text, {})).toMatchObject({ values: [800.5, 801.5, 802.5], unit: "cm-1", from: "file" });
  });

  it("are no axis where two texts would do", () => {
    expect(refusalOf(wide("a850,a852,a855,b850,b852,b855", "x,1,2,3,4,5,6"), { ...found, axis: {} })[0].code).toBe(
      "FS3010",
    );
  });

  it("are refused where `{x}` stands twice or not at all", () => {
    for (const header of ["wl", "{x}{x}"])
      expect(() => runData(wide("wl1"), { axis: { header } })).toThrow(/Write `\{x\}` once/);
  });
});

describe("the unit", () => {
  const column = (name: string, below = "") => `${name},y\n${below}800.5,1\n801.5,2\n802.5,3\n`;
  it.each<[string, string, string]>([
    ["Wavelength (nm)", "", "nm"],
    ["Raman shift/cm-1", "", "cm-1"],
    ["wavelength [µm]", "", "um"],
    ["Wave", "[nm],[%]\n", "nm"],
  ])("is of the file where `%s` stands over the axis", (name, below, unit) => {
    expect(axisOf(column(name, below), {})).toMatchObject({ unit, from: "file" });
  });

  it.each<[string, object, string | null, string]>([
    ["FT-NIR 4000 to 10000", { technique: "NIR", at: [4000, 7000, 10000] }, "cm-1", "values"],
    ["FTIR 2.5 to 15.6", { technique: "FTIR", at: [2.5, 9, 15.6] }, "um", "values"],
    ["1100 to 2498 with nothing declared", { at: [1100, 1800, 2498] }, null, "none"],
    ["FTIR 1300 to 1700, which could be nm or cm-1", { technique: "FTIR", at: [1300, 1500, 1700] }, null, "none"],
    ["Raman beyond every Raman shift", { technique: "Raman", at: [5000, 5002, 5004] }, null, "none"],
  ])("of %s is what the technique leaves", (_, { at, ...axis }: { at?: number[] }, unit, from) => {
    const read = axisOf(wide((at ?? []).join(",")), axis);
    expect(read).toMatchObject({ unit, from });
    expect(read.unknown.includes("unit")).toBe(unit === null);
  });

  it("that the document and the file say differently is refused, and so are two files", () => {
    const text = column("Wavelength (nm)");
    expect(wordsOf(text, { unit: "cm-1" })).toMatchSnapshot();
    expect(wordsOf({ "a.csv": text, "b.csv": column("Wavelength (um)") }, {})).toMatchSnapshot();
    const others = { new: { "new.csv": "id,800.5 um,801.5 um,802.5 um\nx,1,2,3\n" } };
    expect(
      refusalOf("id,800.5 nm,801.5 nm,802.5 nm\na,1,2,3\n", { ...found, axis: {}, test: { input: "new" } }, others),
    ).toMatchObject([{ code: "FS3122", facts: { path: "new.csv", unit: "um", wanted: "nm", of: "it.csv" } }]);
  });
});

describe("numbers that only count", () => {
  const long = "id,n,y\na,1,5\na,2,6\na,3,7\nb,1,5\nb,2,6\nb,3,8\n";
  it.each<[string, string, object]>([
    ["in a header", wide("1,2,3"), {}],
    ["down a column", "0,5\n1,6\n2,7\n", {}],
    ["in the long layout", long, { layout: { long: { axis: "n", value: "y" } }, id: "id" }],
  ])("%s are no axis, but channels where that is declared", (_, text, options) => {
    expect(refusalOf(text, { ...found, ...options, axis: {} })[0].code).toBe("FS3121");
    expect(axisOf(text, { unit: "channel" }, { ...found, ...options }).unit).toBe("channel");
  });
});

describe("two detectors", () => {
  const header = "900,950,990,1000,980,995,1100";
  const text = wide(header, "a,1,2,3,4,5,6,7");
  const down = header
    .split(",")
    .map((x, i) => `${x},${i + 1}\n`)
    .join("");
  const falling = wide("1100,995,980,1000,990,950,900", "a,7,6,5,4,3,2,1");

  it("are both named", () => {
    expect(wordsOf(text, { unit: "nm" })).toMatchSnapshot();
    expect(wordsOf(down, { unit: "nm" })).toMatchSnapshot();
  });

  const ofFirst = { values: [900, 950, 990, 1000, 1100], first: [1, 2, 3, 4, 7] };
  const ofLast = { values: [900, 950, 980, 995, 1100], first: [1, 2, 5, 6, 7] };
  it.each([
    ["a header", text, "first", ofFirst],
    ["a header", text, "last", ofLast],
    ["a column", down, "first", ofFirst],
    ["a column", down, "last", ofLast],
    ["a falling header", falling, "first", ofLast],
  ])("are one axis where one of them holds: %s, %s", (_, content, overlap, wanted) => {
    expect(axisOf(content, { unit: "nm", overlap })).toMatchObject(wanted);
  });

  it("may have measured the very same points", () => {
    const same = wide("900,950,1000,950,1000,1050", "a,1,2,3,4,5,6");
    expect(wordsOf(same, { unit: "nm" })[0].join()).toContain("overlap: first");
    expect(axisOf(same, { unit: "nm", overlap: "last" }).first).toEqual([1, 4, 5, 6]);
  });

  it("are none where one column is out of place", () => {
    const moved = wide("900,902,904,908,910,906,912,914", "a,1,2,3,4,5,6,7,8");
    expect(wordsOf(moved, { unit: "nm" })[0]).toContain("sort the columns");
    expect(refusalOf(wide("900,902,904,904,906,908", "a,1,2,3,4,5,6"), found)[0].code).toBe("FS3011");
  });
});

describe("points that are left out", () => {
  it.each<[string, string, unknown[], number[]]>([
    ["by number", wide("2024,850,852,854", "a,9,1,2,3"), [2024], [1, 2, 3]],
    ["by header", wide("wl_1,wl_850,wl_852,wl_854", "a,9,1,2,3"), ["wl_1"], [1, 2, 3]],
    ["down a column", "0.5,9\n850,1\n852,2\n854,3\n", [0.5], [1, 2, 3]],
  ])("are no points, %s", (_, text, exclude, first) => {
    expect(axisOf(text, { unit: "nm", exclude }).first).toEqual(first);
  });

  it("must be there", () => {
    expect(refusalOf(wide("850,852,854"), { axis: { exclude: [850, 853] } })).toMatchObject([
      { code: "FS3016", facts: { column: "853" }, option: ["axis", "exclude", 1] },
    ]);
    expect(refusalOf("850,1\n852,2\n854,3\n", { ...found, axis: { exclude: [853] } })[0].code).toBe("FS3016");
  });
});

describe("files on unlike axes", () => {
  const near = { "a.csv": wide("800,802,804"), "b.csv": "id,800.003,802.001,804\nb,4,5,6\n" };
  const steps = { "a.txt": "800,1\n804,2\n808,3\n812,4\n", "b.txt": "801,1\n806,2\n811,3\n" };

  it("name what would bring them together", () => {
    expect(wordsOf(near, { unit: "cm-1" })).toMatchSnapshot();
    expect(wordsOf(steps, { unit: "cm-1" })).toMatchSnapshot();
    expect(
      finding(
        "FS3043",
        null,
        refusalOf(near["a.csv"], { axis: {}, test: { input: "new" } }, { new: near["b.csv"] })[0].facts,
      ).help,
    ).toMatchSnapshot();
  });

  it("are matched within a distance, and no farther", () => {
    const { dataset } = runData(near, { axis: { unit: "cm-1", match: 0.01 } });
    expect(dataset.columns).toMatchObject({ values: [800, 802, 804] });
    expect([...dataset.spectra.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(refusalOf(near, { axis: { unit: "cm-1", match: 0.002 } })[0]).toMatchObject({
      code: "FS3009",
      facts: { found: "800.003" },
    });
    const external = runData(near["a.csv"], { axis: { match: 0.01 }, test: { input: "new" } }, { new: near["b.csv"] });
    expect(external.dataset.rows.external).toEqual([false, true]);
  });

  it("meet on a grid, and only within all of them", () => {
    const axis = { unit: "cm-1", grid: { from: 801, to: 811, step: 5 } };
    const { dataset, summary } = runData(steps, { ...found, axis });
    expect(dataset.columns).toMatchObject({ values: [801, 806, 811] });
    expect([...dataset.spectra.data]).toEqual([1.25, 2.5, 3.75, 1, 2, 3]);
    expect(summary.read).toMatchObject([{ points: 4 }, { points: 3 }]);
    expect(wordsOf(steps, { ...axis, grid: { from: 800, to: 811, step: 1 } })).toMatchSnapshot();
  });

  it("have no grid and `match` together", () => {
    expect(() => runData(wide("1"), { axis: { match: 1, grid: { from: 1, to: 2, step: 1 } } })).toThrow(
      /Leave out one/,
    );
  });
});
