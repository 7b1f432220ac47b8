/** How the spectra were measured: declared, or as the files of instruments say it; where they contradict, it is told. */
import { describe, expect, it } from "vitest";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import { haveInstruments, instrumentFile } from "../../../fixtures/instruments.ts";
import { writeJcamp } from "../formats/jcamp-writer.ts";
import { writeSpc } from "../formats/spc-writer.ts";
import { runData } from "../run-data.ts";

const nothing = { axis: {} };
const jcamp = (type: string | null, first = 400, units = "1/CM") =>
  writeJcamp([1, 2, 4, 3, 5], "affn", { "DATA TYPE": type, XUNITS: units }, 7, first);
const techniqueOf = (
  files: { readonly [path: string]: string | Uint8Array },
  options: { readonly [option: string]: unknown } = nothing,
) => {
  const { dataset, doubts } = runData(files, options);
  if (dataset.columns.kind !== "axis") throw new Error("no axis");
  const unknown = doubts.find(({ code }) => code === "FS3066")?.facts.what;
  const said = doubts.filter(({ code }) => code === "FS3130");
  return { technique: dataset.columns.technique, unknown, said };
};

describe("the technique of JCAMP-DX", () => {
  it.each<[string, string | null, number, string, string | null]>([
    ["RAMAN SPECTRUM", "RAMAN SPECTRUM", 400, "1/CM", "Raman"],
    ["INFRARED SPECTRUM in the mid infrared", "INFRARED SPECTRUM", 400, "1/CM", "FTIR"],
    ["INFRARED SPECTRUM in the near infrared", "INFRARED SPECTRUM", 9000, "1/CM", "NIR"],
    ["INFRARED SPECTRUM over nanometres", "INFRARED SPECTRUM", 1100, "NANOMETERS", "NIR"],
    ["INFRARED SPECTRUM where both measure", "INFRARED SPECTRUM", 5000, "1/CM", null],
    ["NEAR INFRARED SPECTRUM", "NEAR INFRARED SPECTRUM", 5000, "1/CM", "NIR"],
    ["UV/VIS SPECTRUM", "UV/VIS SPECTRUM", 400, "NANOMETERS", null],
    ["no data type", null, 400, "1/CM", null],
  ])("%s", (_, type, first, units, expected) => {
    const { technique, unknown } = techniqueOf({ "a.jdx": jcamp(type, first, units) });
    expect(technique).toBe(expected);
    expect(unknown).toEqual(expected === null ? ["technique"] : undefined);
  });
});

describe("the technique of other formats", () => {
  const spc = (xType: number) => writeSpc({ version: 0x4b, traces: [[1, 2, 4, 3]], bits: "float", xType });
  it("is Raman over a Raman shift in SPC, and unknown over wavenumbers", () => {
    expect(techniqueOf({ "a.spc": spc(13) }).technique).toBe("Raman");
    expect(techniqueOf({ "a.spc": spc(1) }).technique).toBeNull();
  });
  it.skipIf(!haveInstruments())("is that of real files", () => {
    const of = (path: string, options = {}) =>
      techniqueOf({ [path]: instrumentFile(path).bytes }, { axis: {}, ...options }).technique;
    expect(of("wdf/sp.wdf")).toBe("Raman");
  });
});

describe("a technique that contradicts", () => {
  it("is told with the file, and what is declared holds", () => {
    const { technique, said } = techniqueOf({ "a.jdx": jcamp("RAMAN SPECTRUM") }, { axis: { technique: "FTIR" } });
    expect(technique).toBe("FTIR");
    expect(said).toMatchObject([{ option: ["axis", "technique"], data: { input: "a.jdx" } }]);
    const { message, help } = finding("FS3130", null, said[0].facts);
    expect([message, ...help]).toEqual([
      "`a.jdx` says that it is `RAMAN SPECTRUM`, not `FTIR`",
      "what the document declares holds: correct `technique`, or look whether this is the file that was meant",
      "the same is to be said of 1 file in all",
    ]);
  });
  it("is none where a data type leaves what is declared", () =>
    expect(techniqueOf({ "a.jdx": jcamp("INFRARED SPECTRUM", 5000) }, { axis: { technique: "NIR" } })).toMatchObject({
      technique: "NIR",
      said: [],
    }));
  it("is told of files that differ, and then none of them is believed", () => {
    const files = {
      "a.jdx": jcamp("INFRARED SPECTRUM"),
      "b.jdx": jcamp("RAMAN SPECTRUM"),
      "c.jdx": jcamp("RAMAN SPECTRUM"),
    };
    const { technique, unknown, said } = techniqueOf(files);
    expect([technique, unknown]).toEqual([null, ["technique"]]);
    const { message, help } = finding("FS3130", null, said[0].facts);
    expect([message, ...help]).toEqual([
      "`b.jdx` says that it is `RAMAN SPECTRUM`, not `INFRARED SPECTRUM`",
      "`a.jdx` says `INFRARED SPECTRUM`: read files of one technique, or declare what holds for all of them within `axis`",
      "the same is to be said of 2 files in all",
    ]);
  });
});
