/** What is seen of an axis and of values that can hardly be what they are said to be: told in research, refused in regulatory mode. */
import { describe, expect, it } from "vitest";
import { data } from "../../../../blocks/data/block.ts";
import { preprocess } from "../../../../blocks/preprocess/block.ts";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import { type Content, refusalOf, runData } from "../run-data.ts";

/** Twelve points from 1000 in steps of 2, and three spectra made from a function of row and point. */
const points = Array.from({ length: 12 }, (_, j) => 1000 + 2 * j);
const table = (
  value: (i: number, j: number) => number,
  axis: readonly (number | string)[] = points,
  rows = 3,
): string =>
  [
    ["id", "lot", ...axis],
    ...Array.from({ length: rows }, (_, i) => [`s${i}`, i < 2 ? "a" : "b", ...axis.map((_, j) => value(i, j))]),
  ]
    .map((cells) => `${cells.join(",")}\n`)
    .join("");
const plain = (i: number, j: number) => 0.2 + 0.1 * i + 0.03 * ((j * (i + 3)) % 7);
const nir = { axis: { unit: "nm", technique: "NIR" } };
const inWords = (code: string, facts: Parameters<typeof finding>[2]) => {
  const { message, help } = finding(code, null, facts);
  return [`${code} ${message}`, ...help];
};
const doubtsOf = (content: Content, options: Parameters<typeof runData>[1] = nir) =>
  runData(content, options).doubts.map(({ code, facts }) => inWords(code, facts));

it("has nothing to say of what can be right", () => {
  expect(doubtsOf(table(plain), { ...nir, quantity: "absorbance" })).toEqual([]);
});

describe("an axis", () => {
  it.each<[string, object, readonly number[]]>([
    ["outside what the technique measures", { unit: "nm", technique: "NIR" }, points.map((x) => 3 * x)],
    ["in a unit the technique has none of", { unit: "nm", technique: "Raman" }, points],
    ["of which nobody says what it is", {}, points],
    ["of few points", { unit: "nm", technique: "NIR" }, points.slice(0, 9)],
  ])("%s", (_, axis, values) => {
    expect(doubtsOf(table(plain, values), { axis })).toMatchSnapshot();
  });

  it.each<[string, readonly (number | string)[], number[]]>([
    ["a year before it", [400, ...points], [400]],
    ["five numbers before it", [1, 2, 3, 4, 5, ...points], [1, 2, 3, 4, 5]],
    ["a number behind it", [...points, 9000], [9000]],
    ["a column that stands twice, as programs rename it", ["1000", "1000.1", ...points.slice(1)], [1000.1]],
  ])("with %s is refused", (_, axis, strays) => {
    const [{ code, facts, option }] = refusalOf(table(plain, axis), nir);
    expect([code, option]).toEqual(["FS3124", ["axis"]]);
    expect(facts.points).toEqual(strays);
    expect(inWords(code, facts)).toMatchSnapshot();
    const left = runData(table(plain, axis), { axis: { ...nir.axis, exclude: strays } });
    expect(left.dataset.columns).toMatchObject({ values: points });
  });

  it.each<[string, readonly number[]]>([
    ["with steps of a tenth", points.map((_, j) => 1300 + j / 10)],
    ["in two pieces of six", points.map((x, j) => (j < 6 ? x : x + 500))],
  ])("%s is none of those", (_, axis) => {
    expect(doubtsOf(table(plain, axis))).toEqual([]);
  });
});

describe("values", () => {
  it.each<[string, string, (i: number, j: number) => number]>([
    ["percentages called transmittance", "transmittance", (i, j) => 12 + 6 * i + 5 * j],
    ["fractions called percentages", "reflectance-percent", plain],
    ["absorbances far below 0", "absorbance", (i, j) => -1.9 + plain(i, j)],
    ["an absorbance of 11", "absorbance", (i, j) => (i + j === 0 ? 11 : plain(i, j))],
  ])("that are %s", (_, quantity, value) => {
    expect(doubtsOf(table(value), { ...nir, quantity })).toMatchSnapshot();
  });

  it("are believed where nothing is said of them", () => {
    expect(doubtsOf(table((i, j) => 12 + 6 * i + 5 * j))).toEqual([]);
  });

  it("of one batch in other units are named with it", () => {
    const value = (i: number, j: number) => plain(i, j) * (i === 2 ? 100 : 1);
    expect(doubtsOf(table(value), { ...nir, batch: "lot" })).toMatchSnapshot();
    expect(
      doubtsOf({ "a.csv": table(plain), "b.csv": table((i, j) => plain(i, j) / 100, points, 1) }),
    ).toMatchSnapshot();
  });

  it("in other units are borne in regulatory mode where they are counts, and nowhere else", () => {
    const value = (i: number, j: number) => plain(i, j) * (i === 2 ? 100 : 1);
    const bearable = (quantity: string) =>
      runData(table(value), { ...nir, quantity }).doubts.map((one) => one.isBearable);
    expect(bearable("counts")).toEqual([true]);
    expect(bearable("kubelka-munk")).toEqual([undefined]);
    for (const code of ["FS3066", "FS3123", "FS3125", "FS3126", "FS3127"]) expect(data.unbearable?.[code]).toBe(code);
    expect(preprocess.unbearable).toMatchObject({ FS3126: "FS3126" });
  });
});

describe("the quantity", () => {
  it("is declared, or nobody's, and the summary says whose", () => {
    const read = (options: object) => runData(table(plain), { ...nir, ...options });
    expect(read({ quantity: "absorbance" }).summary.read).toMatchObject([
      { quantity: "absorbance", quantity_from: "declared" },
    ]);
    expect(read({}).summary.read).toMatchObject([{ quantity: null, quantity_from: "none" }]);
    expect(read({}).dataset.columns).not.toHaveProperty("quantity");
  });

  const jcamp = (unit: string, y = 50) =>
    `##TITLE= a\n##JCAMP-DX= 4.24\n##DATA TYPE= INFRARED SPECTRUM\n##XUNITS= 1/CM\n##YUNITS= ${unit}\n##FIRSTX= 1000\n##LASTX= 1002\n##NPOINTS= 3\n##XFACTOR= 1\n##YFACTOR= 1\n##FIRSTY= ${y}\n##XYDATA= (X++(Y..Y))\n1000 ${y} ${y + 1} ${y + 3}\n##END=\n`;

  it("is of the file where an instrument wrote it; the document has the last word", () => {
    const read = (options: object) =>
      runData(jcamp("TRANSMITTANCE"), { axis: { technique: "FTIR" }, layout: undefined, ...options });
    expect(read({}).summary.read).toMatchObject([{ quantity: "transmittance", quantity_from: "file" }]);
    expect(read({}).doubts.map(({ code }) => code)).toContain("FS3126");
    const declared = read({ quantity: "transmittance-percent" });
    expect(declared.dataset.columns).toMatchObject({ quantity: "transmittance-percent" });
    expect(declared.doubts.map(({ code }) => code)).not.toContain("FS3126");
  });

  it("that two files say differently is refused until it is declared", () => {
    const files = { "a.dx": jcamp("ABSORBANCE"), "b.dx": jcamp("TRANSMITTANCE", 40) };
    const options = { axis: { technique: "FTIR" }, layout: undefined };
    const [{ code, facts }] = refusalOf(files, options);
    expect(inWords(code, facts)).toMatchSnapshot();
    expect(runData(files, { ...options, quantity: "absorbance" }).dataset.rows.id).toEqual(["a", "b"]);
  });
});
