/** Renishaw WDF: forms after a writer, instruments' files against wdf-parser and figures of renishawWiRE, refusals by byte. */
import { describe, expect, it } from "vitest";
import { parse } from "wdf-parser";
import type { Choice } from "../../../../blocks/data/formats/spectra-file.ts";
import { wdf } from "../../../../blocks/data/formats/wdf.ts";
import { haveInstruments, inMemory, instrumentFile } from "../../../fixtures/instruments.ts";
import { refusalOf } from "./refusal-of.ts";
import second from "./second-opinions.json" with { type: "json" };
import { type WdfContent, writeWdf } from "./wdf-writer.ts";

const read = (content: WdfContent, choice: Choice = null) => wdf.read(inMemory("a.wdf", writeWdf(content)), choice);
const two: WdfContent = {
  x: [500, 400],
  spectra: [
    [1, 2],
    [3, 4],
  ],
};

describe("forms that are written after other readers", () => {
  it("gives spectra with what the file says of each", () => {
    // 2020-01-01T00:00:00Z.
    const start = 132_223_104_000_000_000;
    const file = read({
      ...two,
      origins: [
        [3, [10, 11]],
        [4, [-1, 0.5]],
        [11, [start, start + 15_000_000]],
        [16, [1, 2]],
      ],
    });
    expect(file).toMatchObject({ forms: ["several", "shift"], unit: "cm-1", quantity: "counts" });
    expect(file.spectra.map(({ axis, values, columns }) => [[...axis], [...values], columns])).toEqual([
      [[500, 400], [1, 2], { title: "a title", x: "10", y: "-1", time: "2020-01-01T00:00:00.000Z" }],
      [[500, 400], [3, 4], { title: "a title", x: "11", y: "0.5", time: "2020-01-01T00:00:01.500Z" }],
    ]);
    expect(file.spectra[0].parameters).toEqual([
      ["user", "someone"],
      ["laser", "12738"],
      ["accumulations", "3"],
    ]);
  });
  it("gives the one that is named", () => {
    expect([...read(two, 2).spectra[0].values]).toEqual([3, 4]);
    expect(refusalOf(() => read(two, 3)).code).toBe("FS3113");
  });
  it.each([
    [0, null],
    [2, "cm-1"],
    [3, "nm"],
    [5, "um"],
  ])("unit %s is %s", (unit, expected) => expect(read({ ...two, unit }).unit).toBe(expected));
});

describe("refusals", () => {
  const whole = writeWdf({ ...two, origins: [[3, [1, 2]]] });
  const changed = (at: number, value: number) => {
    const copy = whole.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return copy;
  };
  it.each<[string, Uint8Array, string, object]>([
    ["a map cut short", writeWdf({ ...two, capacity: 3 }), "FS3120", { byte: 72 }],
    ["electronvolts", writeWdf({ ...two, unit: 4 }), "FS3110", {}],
    ["a file without X values", writeWdf({ ...two, without: "XLST" }), "FS3120", { what: "there is no block XLST" }],
    ["a header that is cut", whole.subarray(0, 100), "FS3120", { byte: 0 }],
    ["a block that is cut", whole.subarray(0, whole.length - 1), "FS3120", {}],
    ["a block without size", changed(512 + 8, 0), "FS3120", { byte: 520 }],
    ["a size beyond the file", changed(512 + 12, 7), "FS3120", { byte: 512 }],
    ["more points than there are", changed(60, 1000), "FS3120", {}],
    ["more spectra than there are", changed(72, 1000), "FS3120", {}],
    ["more origins than there is room for", changed(92, 1_000_000), "FS3120", { byte: whole.length - 44 }],
    ["origins that the header does not count", changed(whole.length - 44, 2), "FS3120", { byte: whole.length - 44 }],
    [
      "a file cut before its origins",
      writeWdf({ ...two, origins: [[3, [1, 2]]], without: "ORGN" }),
      "FS3120",
      { what: "there is no block ORGN" },
    ],
  ])("%s", (_, bytes, code, facts) =>
    expect(refusalOf(() => wdf.read(inMemory("a.wdf", bytes), null))).toMatchObject({ code, facts }),
  );
});

describe.skipIf(!haveInstruments())("files of instruments", () => {
  it.each(Object.entries(second.wdf))("%s is read as renishawWiRE reads it", (name, figures) => {
    const { spectra, unit } = wdf.read(instrumentFile(`wdf/${name}`), null);
    const all = spectra.flatMap(({ values }) => [...values]);
    const [first, last] = [spectra[0], spectra[spectra.length - 1]];
    const corners = [first, last].flatMap(({ values }) => [values[0], values[values.length - 1]]);
    expect([
      spectra.length,
      first.values.length,
      unit,
      first.axis[0],
      first.axis[first.axis.length - 1],
      corners,
    ]).toEqual([
      figures.spectra,
      figures.points,
      name === "undefined.wdf" ? null : "cm-1",
      figures.first,
      figures.last,
      figures.corners,
    ]);
    expect(all.reduce((sum, value) => sum + value, 0)).toBeCloseTo(figures.sum, 3);
    expect(all.reduce((sum, value) => sum + value * value, 0) / figures.squares).toBeCloseTo(1, 9);
    if (name === "line.wdf" && "xpos" in figures && "ypos" in figures)
      expect([first, last].map(({ columns: { x, y } }) => [Number(x), Number(y)])).toEqual([
        [figures.xpos[0], figures.ypos[0]],
        [figures.xpos[1], figures.ypos[1]],
      ]);
  });
  it("sp.wdf is read as wdf-parser reads it", () => {
    const file = instrumentFile("wdf/sp.wdf");
    const [{ values, axis }] = wdf.read(file, null).spectra;
    const other = parse(file.bytes);
    expect([...other.blocks.flatMap((block) => ("spectra" in block ? [...(block.spectra?.[0] ?? [])] : []))]).toEqual([
      ...values,
    ]);
    expect(axis).toHaveLength(values.length);
  });
});
