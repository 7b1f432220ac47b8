/** SPC: every form against a writer after its description, instruments' files against spc-parser, every refusal by byte. */
import { parse } from "spc-parser";
import { describe, expect, it } from "vitest";
import { spcHeader } from "../../../../blocks/data/formats/spc/header.ts";
import { spc } from "../../../../blocks/data/formats/spc/spc.ts";
import { spcTraces } from "../../../../blocks/data/formats/spc/traces.ts";
import type { Choice } from "../../../../blocks/data/formats/spectra-file.ts";
import { haveInstruments, inMemory, instrumentFile } from "../../../fixtures/instruments.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { refusalOf } from "./refusal-of.ts";
import { type SpcContent, writeSpc } from "./spc-writer.ts";

const read = (bytes: Uint8Array, choice: Choice = null) => spc.read(inMemory("a.spc", bytes), choice);
const whole = [1, -2, 30_000, -32_768, 0, 32_767];
const wide = [1, -2, 70_000, -2_147_483_648, 0, 2_147_483_647];
const base: SpcContent = { version: 0x4b, traces: [whole], bits: 32, exponent: 32 };

describe("forms that are written after the description", () => {
  it.each<[string, SpcContent, readonly number[], readonly string[]]>([
    ["32 bits", { ...base, traces: [wide] }, wide, ["new", "32"]],
    ["16 bits", { ...base, bits: 16, exponent: 16 }, whole, ["new", "16"]],
    ["floats", { ...base, bits: "float" }, whole, ["new", "float"]],
    ["a power of two", { ...base, bits: 16, exponent: 15 }, whole.map((y) => y / 2), ["new", "16"]],
    ["the upper byte first, 32 bits", { ...base, version: 0x4c, traces: [wide] }, wide, ["big-endian", "32"]],
    ["the upper byte first, floats", { ...base, version: 0x4c, bits: "float" }, whole, ["big-endian", "float"]],
    ["old, 32 bits", { ...base, version: 0x4d, traces: [wide] }, wide, ["old", "32"]],
    ["old, 16 bits", { ...base, version: 0x4d, bits: 16, exponent: 16 }, whole, ["old", "old-16"]],
  ])("%s", (_, content, values, forms) => {
    const bytes = writeSpc(content);
    expect(spc.isIn(bytes)).toBe(true);
    const file = read(bytes);
    expect(file).toMatchObject({ forms, unit: "cm-1", quantity: "absorbance" });
    expect(file.spectra.map((one) => [...one.values])).toEqual([values]);
    expect([...file.spectra[0].axis]).toEqual(values.map((_y, i) => 400 + i));
  });
  it.each<[string, SpcContent]>([
    ["32 bits", { ...base, traces: [wide] }],
    ["16 bits", { ...base, bits: 16, exponent: 16 }],
    ["floats", { ...base, bits: "float" }],
    ["a power of two", { ...base, bits: 16, exponent: 15 }],
    ["old, 32 bits", { ...base, version: 0x4d, traces: [wide] }],
    ["old, 32 bits, several", { ...base, version: 0x4d, traces: [whole, wide] }],
    ["several traces", { ...base, traces: [whole, wide] }],
    ["X values of its own", { ...base, x: [400, 402, 405, 410, 411, 412] }],
    [
      "X values of each trace",
      {
        ...base,
        traces: [whole, wide],
        xEach: [
          [400, 402, 405, 410, 411, 412],
          [401, 403, 406, 411, 412, 413],
        ],
      },
    ],
  ])("are read as spc-parser reads them: %s", (_, content) => {
    const bytes = writeSpc(content);
    const { spectra } = read(bytes);
    const { spectra: others } = parse(bytes);
    expect(spectra.map(({ axis, values }) => [[...axis], [...values]])).toEqual(
      others.map(({ variables: { x, y } }) => [[...x.data], [...y.data]]),
    );
  });
  it("X values of its own, common or of each trace", () => {
    const x = [400, 402, 405, 410, 411, 412];
    expect([...read(writeSpc({ ...base, x })).spectra[0].axis]).toEqual(x);
    const xEach = [x, x.map((value) => value + 1)];
    const file = read(writeSpc({ ...base, traces: [whole, whole], xEach }));
    expect(file.spectra.map(({ axis }) => [...axis])).toEqual(xEach);
    expect(file.forms).toContain("own-x-each");
  });
  it("several traces are a row each, with their z, and one may be chosen", () => {
    for (const version of [0x4b, 0x4d] as const) {
      const bytes = writeSpc({ ...base, version, traces: [whole, wide] });
      expect(read(bytes).spectra.map(({ columns, values }) => [columns.z, values[2]])).toEqual([
        ["0", 30_000],
        ["0.5", 70_000],
      ]);
      expect(read(bytes, 2).spectra.map(({ values }) => values[2])).toEqual([70_000]);
      expect(refusalOf(() => read(bytes, 3)).code).toBe("FS3113");
    }
  });
  it("say date, comment and the lines of their log", () => {
    const log = "LASER = 785 nm\r\nAccumulations: 12\r\nnothing\r\n";
    expect(read(writeSpc({ ...base, log })).spectra[0].parameters).toEqual([
      ["date", "2004-05-06T07:08"],
      ["comment", "a comment"],
      ["LASER", "785 nm"],
      ["Accumulations", "12"],
    ]);
  });
  it.each([
    [2, "um", 4, "counts"],
    [3, "nm", 128, "transmittance"],
    [13, "cm-1", 0, null],
    [0, null, 3, "kubelka-munk"],
  ])("x type %s is %s, y type %s is %s", (xType, unit, yType, quantity) =>
    expect(read(writeSpc({ ...base, xType, yType }))).toMatchObject({ unit, quantity }),
  );
});

describe("refusals", () => {
  const bytes = writeSpc({ ...base, traces: [whole, wide], log: "a = b" });
  const bare = writeSpc({ ...base, traces: [whole, wide] });
  const changed = (at: number, ...values: number[]) => {
    const copy = bytes.slice();
    copy.set(values, at);
    return copy;
  };
  it.each([
    ["minutes", writeSpc({ ...base, xType: 5 }), "FS3110", { what: "values over minutes" }],
    ["an interferogram", writeSpc({ ...base, yType: 1 }), "FS3110", { what: "an interferogram" }],
    ["a header that is cut", bytes.subarray(0, 500), "FS3120", { byte: 0 }],
    ["a trace that is cut in its head", bare.subarray(0, 599), "FS3120", { byte: 568 }],
    ["a trace that is cut in its values", bare.subarray(0, 620), "FS3120", { byte: 600 }],
    ["a log that is cut", bytes.subarray(0, bytes.length - 1), "FS3120", {}],
    ["more points than there are bytes", changed(4, 0, 0, 2, 0), "FS3120", { byte: 544 }],
    ["more points than are read", changed(4, 0, 0, 0, 0x10), "FS3120", { byte: 4 }],
    ["more traces than there are", changed(24, 0xff, 0xff, 0xff, 0x7f), "FS3120", {}],
    ["an axis without extent", writeSpc({ ...base, first: 5, last: 5 }), "FS3120", { byte: 8 }],
  ])("%s", (_, content, code, facts) => {
    expect(refusalOf(() => read(content))).toMatchObject({ code, facts });
  });
  it("text is no SPC file, whatever its second letter", () => {
    for (const text of ["OK,400,401\na,1,2\n", "OL;1\n", "oM\t1\t2\n"])
      expect(spc.isIn(new TextEncoder().encode(text.repeat(10)))).toBe(false);
  });
});

describe.skipIf(!haveInstruments())("files of instruments", () => {
  /** Points rising, as spc-parser turns them. */
  const rising = ({ axis, values }: { axis: Float64Array; values: Float64Array }) =>
    axis[0] < axis[axis.length - 1]
      ? { x: axis, y: values }
      : { x: axis.slice().reverse(), y: values.slice().reverse() };
  const numbersOf = (path: string) => {
    const { header, bytes } = spcHeader(instrumentFile(path));
    return spcTraces(bytes, header);
  };
  it.each([
    ["Ft-ir", ["new", "32"], 1, 1776, "transmittance"],
    ["RAMAN", ["new", "32"], 1, 3632, null],
    ["m_evenz", ["new", "32", "several"], 32, 171, "absorbance"],
    ["m_ordz", ["old", "32", "several"], 10, 857, "absorbance"],
    ["nir", ["new", "32", "float", "several"], 20, 700, "kubelka-munk"],
    ["raman-sion", ["new", "float", "several"], 36, 1015, "counts"],
    ["resolutionPro", ["new", "float"], 1, 1557, "absorbance"],
    ["s_evenx", ["new", "32"], 1, 1844, "absorbance"],
  ])("%s is read as spc-parser reads it", (name, forms, traces, points, quantity) => {
    const path = `spc/${name}.${name === "RAMAN" ? "SPC" : "spc"}`;
    const file = instrumentFile(path);
    expect(spc.isIn(file.bytes)).toBe(true);
    const read = spc.read(file, null);
    expect({ forms: read.forms, traces: read.spectra.length, quantity: read.quantity }).toEqual({
      forms,
      traces,
      quantity,
    });
    const { spectra: others } = parse(file.bytes);
    read.spectra.forEach((spectrum, i) => {
      expect(spectrum.values).toHaveLength(points);
      const { x, y } = rising(spectrum);
      const other = others[i].variables;
      expect(relativeError(x, other.x.data)).toBeLessThan(1e-12);
      // Where a trace of several has the power 0, spc-parser takes the file's, which doubles or halves it beside its neighbours.
      const factor = name === "m_evenz" && i === 1 ? 2 : 1;
      expect(
        relativeError(
          y,
          Array.from(other.y.data, (value) => value * factor),
        ),
      ).toBeLessThan(1e-12);
    });
  });
  it.each([
    ["s_xy", ["new", "own-x", "32"], "values over minutes"],
    ["ms", ["new", "own-x-each", "16"], "values over M/z"],
    ["m_xyxy", ["new", "own-x-each", "16", "several"], "values over M/z"],
  ])("%s is refused, and its numbers are those of spc-parser", (name, forms, what) => {
    const file = instrumentFile(`spc/${name}.spc`);
    expect(refusalOf(() => spc.read(file, null))).toMatchObject({ code: "FS3110", facts: { what } });
    const { traces, forms: used } = numbersOf(`spc/${name}.spc`);
    expect(used).toEqual(forms);
    const { spectra: others } = parse(file.bytes);
    expect(traces).toHaveLength(others.length);
    traces.forEach((trace, i) => {
      const { x, y } = rising(trace);
      expect([...x]).toEqual([...others[i].variables.x.data]);
      expect([...y]).toEqual([...others[i].variables.y.data]);
    });
  });
});
