/** Bruker OPUS: which block is the spectrum, forms after a writer, instruments' files against figures of brukeropus. */
import { describe, expect, it } from "vitest";
import { opus } from "../../../../blocks/data/formats/opus/opus.ts";
import type { Choice } from "../../../../blocks/data/formats/spectra-file.ts";
import { haveInstruments, inMemory, instrumentFile } from "../../../fixtures/instruments.ts";
import { type OpusContent, writeOpus } from "./opus-writer.ts";
import { refusalOf } from "./refusal-of.ts";
import second from "./second-opinions.json" with { type: "json" };
import { figuresOf } from "./second-opinions.ts";

const read = (bytes: Uint8Array, choice: Choice = null) => opus.read(inMemory("a.0", bytes), choice);
const [ab, tr, rfl] = [4, 5, 12];
const spectrum = (values: readonly number[], type = ab, more: Partial<OpusContent> = {}): OpusContent => ({
  type,
  side: 3,
  values,
  ...more,
});
const single = (values: readonly number[], side: 1 | 2): OpusContent => ({ type: 1, side, values });
const list = (run: () => unknown) => (refusalOf(run).facts.list as string[]).map((one) => one.replace(/^\d+: /, ""));

describe("the block that is read", () => {
  const three = [spectrum([1, 2, 3]), single([7, 8, 9], 1), single([4, 5, 6, 7], 2)];
  it("is AB where there is one", () => {
    const file = read(writeOpus(three, [["SNM", "oil"]]));
    expect(file).toMatchObject({ forms: ["float", "AB"], unit: "cm-1", quantity: "absorbance" });
    expect([...file.spectra[0].values]).toEqual([1, 2, 3]);
    expect([...file.spectra[0].axis]).toEqual([4000, 3999, 3998]);
    expect(file.spectra[0].parameters).toContainEqual(["SNM", "oil"]);
    expect(file.spectra[0].parameters).toContainEqual(["FXV", "4000"]);
  });
  it.each<[Choice, number, string]>([
    ["ScSm", 7, "intensity"],
    ["ScRf", 4, "intensity"],
    ["AB", 1, "absorbance"],
    [3, 4, "intensity"],
  ])("is the one that is named: %s", (choice, first, quantity) => {
    const file = read(writeOpus(three), choice);
    expect([file.spectra[0].values[0], file.quantity]).toEqual([first, quantity]);
  });
  it("is the only one, whatever it is", () =>
    expect(read(writeOpus([spectrum([1, 2], rfl)])).quantity).toBe("reflectance"));
  it("is none of several", () => {
    const others = writeOpus([spectrum([1, 2], tr), single([7, 8], 1)]);
    expect(list(() => read(others))).toEqual(["TR (2 points, 4000 to 3999)", "ScSm (2 points, 4000 to 3999)"]);
    const two = writeOpus([spectrum([1, 2]), spectrum([3, 4, 5], ab, { extra: 1 })]);
    expect(list(() => read(two))).toEqual(["AB (2 points, 4000 to 3999)", "AB 2 (3 points, 4000 to 3998)"]);
    expect([...read(two, "AB 2").spectra[0].values]).toEqual([3, 4, 5]);
    expect(refusalOf(() => read(two, "AB 3")).facts.named).toBe("AB 3");
  });
  it("has a status block, and may go on behind its last value", () => {
    const file = writeOpus([spectrum([9, 9, 9], ab, { status: null, extra: 1 }), spectrum([1, 2], ab, { behind: 5 })]);
    expect([...read(file).spectra[0].values]).toEqual([1, 2]);
  });
  it("may be of whole numbers, which are multiplied", () => {
    const file = read(writeOpus([spectrum([1, -70_000], ab, { status: { DPF: 2, CSF: 0.5, DXU: "MI" } })]));
    expect(file).toMatchObject({ forms: ["int", "AB"], unit: "um" });
    expect([...file.spectra[0].values]).toEqual([0.5, -35_000]);
  });
});

describe("refusals", () => {
  const whole = writeOpus([spectrum([1, 2, 3])]);
  const changed = (at: number, value: number) => {
    const copy = whole.slice();
    new DataView(copy.buffer).setInt32(at, value, true);
    return copy;
  };
  it.each<[string, Uint8Array, string, object]>([
    ["interferograms alone", writeOpus([spectrum([1, 2], 2, { status: { DXU: "PNT" } })]), "FS3110", {}],
    ["more points than the block has", writeOpus([spectrum([1, 2], ab, { status: { NPT: 3 } })]), "FS3120", {}],
    ["an unknown form of numbers", writeOpus([spectrum([1, 2], ab, { status: { DPF: 3 } })]), "FS3120", {}],
    ["a directory outside the file", changed(12, 1_000_000), "FS3120", { byte: 1_000_000 }],
    ["more blocks than there is room for", changed(20, 2_000_000_000), "FS3120", { byte: 24 }],
    ["a negative number of blocks", changed(20, -1), "FS3120", { byte: 24 }],
    ["a block outside the file", changed(24 + 8, 1_000_000), "FS3120", { byte: 1_000_000 }],
    ["a header that is cut", whole.subarray(0, 14), "FS3120", { byte: 12 }],
  ])("%s", (_, bytes, code, facts) => expect(refusalOf(() => read(bytes))).toMatchObject({ code, facts }));
});

describe.skipIf(!haveInstruments())("files of instruments", () => {
  const spectra = Object.entries(second.opus).flatMap(([name, blocks]) =>
    Object.entries(blocks).map(([block, figures]) => [name, block, figures] as const),
  );
  it.each(spectra)("%s, %s, is read as brukeropus reads it", (name, block, figures) => {
    const [spectrum] = opus.read(instrumentFile(`opus/${name}`), block).spectra;
    expect(figuresOf(spectrum, figures.at)).toEqual({
      ...figures,
      sum: expect.closeTo(figures.sum, 6),
      squares: expect.closeTo(figures.squares, 6),
    });
  });
  it.each([
    ["MMP_2107_Test1.001", 1899],
    ["issue81_A1.1.0", 1866],
    ["issue82_Opus_test.0", 1112],
    ["issue94_RT_01_1_23-02-21_13-23-54.0", 6930],
  ])("%s is its block AB", (name, points) => {
    const file = opus.read(instrumentFile(`opus/${name}`), null);
    expect([file.quantity, file.spectra[0].values.length]).toEqual(["absorbance", points]);
  });
  it.each([
    ["BF_lo_01_soil_cal.1", ["ScSm", "AB", "ScRf", "AB 2"]],
    ["test_spectra.0", ["ScSm", "RFL", "ScRf"]],
  ])("%s wants a name", (name, names) =>
    expect(list(() => opus.read(instrumentFile(`opus/${name}`), null)).map((one) => one.replace(/ \(.*/, ""))).toEqual(
      names,
    ),
  );
});
