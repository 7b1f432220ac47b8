/** OMNIC SPA: forms after a writer, instruments' files against figures of spectrochempy, every refusal by byte. */
import { describe, expect, it } from "vitest";
import { spa } from "../../../../blocks/data/formats/spa.ts";
import { haveInstruments, inMemory, instrumentFile } from "../../../fixtures/instruments.ts";
import { refusalOf } from "./refusal-of.ts";
import second from "./second-opinions.json" with { type: "json" };
import { figuresOf } from "./second-opinions.ts";
import { type SpaContent, writeSpa } from "./spa-writer.ts";

const read = (content: SpaContent) => spa.read(inMemory("a.spa", writeSpa(content)), null);

describe("forms that are written after other readers", () => {
  it("gives values, title, date and scans", () => {
    const file = read({ values: [1, 2, 4], first: 402, last: 400 });
    expect(file).toMatchObject({ forms: ["cm-1"], unit: "cm-1", quantity: "absorbance" });
    const [{ axis, values, columns, parameters }] = file.spectra;
    expect([[...axis], [...values], columns]).toEqual([[402, 401, 400], [1, 2, 4], { title: "oil 1" }]);
    expect(parameters).toEqual([
      ["date", "1968-01-19T03:14:07.000Z"],
      ["scans", "32"],
      ["background scans", "16"],
    ]);
  });
  it.each([
    [3, "nm", 16, "transmittance-percent"],
    [4, "um", 11, "reflectance-percent"],
    [32, "cm-1", 31, "intensity"],
    [1, "cm-1", 99, null],
  ])("x type %s is %s, y type %s is %s", (xType, unit, yType, quantity) =>
    expect(read({ values: [1, 2], xType, yType })).toMatchObject({ unit, quantity }),
  );
});

describe("refusals", () => {
  const whole = writeSpa({ values: [1, 2, 4] });
  it.each<[string, Uint8Array, string, object]>([
    ["an interferogram", writeSpa({ values: [1, 2], xType: 2 }), "FS3110", { what: "an interferogram" }],
    ["another axis", writeSpa({ values: [1, 2], xType: 7 }), "FS3110", {}],
    ["a group", writeSpa({ values: [1, 2], headers: 2 }), "FS3110", { what: "a group of spectra (SPG)" }],
    ["more points than values", writeSpa({ values: [1, 2], points: 3 }), "FS3120", { byte: 404 }],
    ["an axis without extent", writeSpa({ values: [1, 2], first: 5, last: 5 }), "FS3120", { byte: 404 }],
    ["values that are cut", whole.subarray(0, whole.length - 1), "FS3120", { byte: 540 }],
    ["a directory that is cut", whole.subarray(0, 320), "FS3120", { byte: 304 }],
    ["no header", writeSpa({ values: [1, 2], headers: 0 }), "FS3120", { byte: 294 }],
  ])("%s", (_, bytes, code, facts) =>
    expect(refusalOf(() => spa.read(inMemory("a.spa", bytes), null))).toMatchObject({ code, facts }),
  );
});

describe.skipIf(!haveInstruments())("files of instruments", () => {
  it.each(Object.entries(second.spa))("%s is read as spectrochempy reads it", (name, figures) => {
    const file = spa.read(instrumentFile(`spa/${name}`), null);
    expect(file.quantity).toBe(name === "spectre.SPA" ? null : "absorbance");
    expect(figuresOf(file.spectra[0], figures.at)).toEqual({
      ...figures,
      first: expect.closeTo(figures.first, 2),
      last: expect.closeTo(figures.last, 2),
      sum: expect.closeTo(figures.sum, 6),
      squares: expect.closeTo(figures.squares, 6),
    });
  });
  it.each([
    ["interfero.SPA", "an interferogram"],
    ["wodger.spg", "a group of spectra (SPG)"],
  ])("%s is refused", (name, what) =>
    expect(refusalOf(() => spa.read(instrumentFile(`spa/${name}`), null))).toMatchObject({
      code: "FS3110",
      facts: { what },
    }),
  );
});
