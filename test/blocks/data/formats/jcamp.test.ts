/** JCAMP-DX: every coding against a writer and jcampconverter, instruments' files against jcampconverter, every refusal by line. */

import { convert } from "jcampconverter";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { jcamp } from "../../../../blocks/data/formats/jcamp/jcamp.ts";
import type { Choice, SpectraFile } from "../../../../blocks/data/formats/spectra-file.ts";
import { haveInstruments, inMemory, instrumentFile } from "../../../fixtures/instruments.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { type Labels, type Written, writeJcamp } from "./jcamp-writer.ts";

const read = (text: string, choice: Choice = null): SpectraFile => jcamp.read(inMemory("a.jdx", text), choice);
const valuesOf = (text: string): number[] => [...read(text).spectra[0].values];

/** Code, line and facts of the refusal. */
function refusal(run: () => unknown): readonly unknown[] {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [{ code, data, facts }] = error.remarks;
    return [code, data?.line, facts];
  }
  throw new Error("the file was not refused");
}

/** Spectra that another program reads from the same text. */
const byConverter = (text: string) =>
  convert(text).flatten.flatMap(({ spectra }) =>
    (spectra ?? []).map(({ data }) => data as unknown as { x: number[]; y: number[] }),
  );

const forms: readonly Written[] = ["affn", "pac", "sqz", "dif", "difdup"];

describe("whole numbers in every coding", () => {
  const integers = fc.oneof(
    fc.integer({ min: -30, max: 30 }),
    fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
    fc.constant(0),
  );
  const lists = fc
    .array(fc.tuple(integers, fc.integer({ min: 1, max: 25 })), { minLength: 1, maxLength: 12 })
    .map((runs) => runs.flatMap(([value, count]) => Array<number>(count).fill(value)))
    .filter(({ length }) => length > 1);
  property.prop([lists, fc.constantFrom(...forms), fc.integer({ min: 2, max: 9 })], { numRuns: 400 })(
    "are read as they were written",
    (values, form, perLine) => {
      const text = writeJcamp(values, form, {}, perLine);
      expect(valuesOf(text)).toEqual(values.map((value) => value + 0));
      expect([...read(text).spectra[0].axis]).toEqual(values.map((_, i) => 400 + i));
    },
  );
  property.prop([lists, fc.constantFrom(...forms)], { numRuns: 100 })(
    "are read as jcampconverter reads them",
    (values, form) => {
      const text = writeJcamp(values, form);
      const [other] = byConverter(text);
      expect(valuesOf(text)).toEqual([...other.y].map((value) => value + 0));
    },
  );
  it("are of the coding that was written", () => {
    const values = [5, 5, 5, -7, 12, 12, 12, 12, 0];
    expect(forms.map((form) => [...read(writeJcamp(values, form)).forms].sort())).toEqual([
      ["affn"],
      ["pac"],
      ["sqz"],
      ["dif", "sqz"],
      ["dif", "dup", "sqz"],
    ]);
  });
});

describe("the worked lines of the published description", () => {
  // McDonald, Wilks 1988, table VI: one spectrum in each of the codings.
  const values = [1, 2, 3, 3, 2, 1, 0, -1, -2, -3];
  it.each([
    ["fixed fields", "400 1 2 3 3 2 1 0 -1 -2 -3"],
    ["PAC", "400+1+2+3+3+2+1+0-1-2-3"],
    ["SQZ", "400ABCCBA@abc"],
    ["DIF", "400AJJ%jjjjjj"],
    ["DIFDUP", "400AJT%jX"],
  ])("%s", (_, line) => {
    const labels = { FIRSTX: "400", LASTX: "409", NPOINTS: "10" };
    const text = writeJcamp([1, 2], "affn", labels).replace("400 1 2", line);
    expect(valuesOf(text)).toEqual(values);
  });
});

describe("what the labels say", () => {
  const values = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  const with_ = (labels: Labels, form: Written = "affn") => writeJcamp(values, form, labels);

  it("scales ordinates, names unit and quantity, and keeps the title", () => {
    const file = read(with_({ YFACTOR: "0.5", XUNITS: "NANOMETERS", YUNITS: "%T", TITLE: "Öl 1" }));
    expect(file).toMatchObject({ unit: "nm", quantity: "transmittance-percent", remarks: [] });
    expect(file.spectra[0].columns).toEqual({ title: "Öl 1" });
    expect([...file.spectra[0].values]).toEqual(values.map((value) => value / 2));
    expect(file.spectra[0].parameters).toContainEqual(["DATA TYPE", "INFRARED SPECTRUM"]);
  });
  it("takes X that are rounded to whole numbers for what they stand for", () => {
    const labels = { FIRSTX: "400.4", LASTX: "402.4" };
    const text = with_(labels).replace("400 10", "400 10").replace("407 80", "402 80");
    expect([...read(text).spectra[0].axis].map((x) => x.toFixed(2))).toEqual(
      values.map((_, i) => (400.4 + i / 4).toFixed(2)),
    );
  });
  it("takes the number of points that stand there where DELTAX agrees, and says so", () => {
    const file = read(with_({ NPOINTS: "10", DELTAX: "1" }));
    expect(file.spectra[0].values).toHaveLength(9);
    expect(file.remarks).toMatchObject([{ code: "FS3112", facts: { declared: 10, count: 9 }, data: { line: 10 } }]);
  });
  it("leaves FIRSTY, MAXY and MINY alone, which are often wrong", () =>
    expect(read(with_({ FIRSTY: "99", MAXY: "1", MINY: "100" })).remarks).toEqual([]));
  it("counts a question mark as a value that is missing", () =>
    expect(valuesOf(with_({}).replace(" 30 ", " ? "))[2]).toBeNaN());
  it("reads decimal commas", () => {
    const text = with_({ FIRSTX: "400,0", XYDATA: "(XY..XY)" }).replace(
      /400 10[^#]*/,
      values.map((value, i) => `${400 + i},0; ${value},5\n`).join(""),
    );
    expect(read(text).forms).toContain("commas");
    expect(valuesOf(text)).toEqual(values.map((value) => value + 0.5));
  });

  const line = (text: string, part: string) => text.split("\n").findIndex((one) => one.includes(part)) + 1;
  const dif = with_({}, "dif");
  it.each<[string, string, string, string, object]>([
    [
      "an X beyond one step",
      with_({}).replace("407 80", "409 80"),
      "409 80",
      "FS3111",
      { what: "X", found: 409, expected: 407 },
    ],
    [
      "an ordinate that does not repeat the last",
      dif.replace("406G0", "406G2"),
      "406G2",
      "FS3111",
      { what: "Y", found: 72, expected: 70 },
    ],
    ["a number of points that is wrong", with_({ NPOINTS: "10" }), "NPOINTS", "FS3120", {}],
    ["a number of points that DELTAX denies too", with_({ NPOINTS: "10", DELTAX: "2" }), "NPOINTS", "FS3120", {}],
    ["no YFACTOR", with_({ YFACTOR: null }), "TITLE", "FS3120", { what: "`##YFACTOR=` is missing" }],
    ["FIRSTX that is no number", with_({ FIRSTX: "x" }), "FIRSTX", "FS3120", { what: "`##FIRSTX=` holds no number" }],
    ["no unit", with_({ XUNITS: null }), "TITLE", "FS3120", { what: "`##XUNITS=` is missing" }],
    ["no end", with_({}).replace("##END=\n", ""), "XYDATA", "FS3120", {}],
    [
      "letters that are no numbers",
      with_({}).replace(" 30 ", " x "),
      "400 10",
      "FS3120",
      { what: "`x` begins no number" },
    ],
    ["a difference that begins a line", with_({}).replace("400 10", "400J"), "400J", "FS3120", {}],
    [
      "more points than are read",
      with_({}).replace("407 80", "407 80s99999999"),
      "407 80",
      "FS3140",
      { limit: 200_000 },
    ],
    [
      "a mass spectrum",
      with_({ XUNITS: "M/Z", "DATA TYPE": "MASS SPECTRUM" }),
      "XUNITS",
      "FS3110",
      { what: "MASS SPECTRUM over M/Z" },
    ],
    ["a peak table", with_({}).replace("##XYDATA", "##PEAK TABLE"), "PEAK", "FS3110", { what: "a peak table" }],
    ["several variables", with_({ NTUPLES: "NMR FID" }), "NTUPLES", "FS3110", {}],
  ])("refuses %s by its line", (_, text, part, code, facts) => {
    expect(refusal(() => read(text))).toEqual([code, line(text, part), expect.objectContaining(facts)]);
  });
});

describe("linked blocks", () => {
  const link = (...titles: string[]) =>
    `##TITLE=all\n##DATA TYPE=LINK\n##BLOCKS=${titles.length}\n${titles
      .map((title, i) => writeJcamp([i, 2, 3], "affn", { TITLE: title }))
      .join("")}##END=\n`;
  it("are a spectrum each", () => {
    const file = read(link("one", "two"));
    expect(file.spectra.map(({ columns, values }) => [columns.title, values[0]])).toEqual([
      ["one", 0],
      ["two", 1],
    ]);
    expect(file.forms).toContain("link");
  });
  it("are to be chosen from where one is no sample's", () =>
    expect(refusal(() => read(link("oil", "DARK spectrum")))).toEqual([
      "FS3113",
      undefined,
      {
        path: "a.jdx",
        count: 2,
        things: "spectra",
        option: "spectrum",
        list: ["1: oil (3 points, 400 to 402)", "2: DARK spectrum (3 points, 400 to 402)"],
        named: null,
      },
    ]));
  it.each([
    [1, 0],
    ["two", 1],
  ])("are chosen by number or title: %s", (choice, first) =>
    expect(read(link("one", "two", "dark"), choice).spectra.map(({ values }) => values[0])).toEqual([first]),
  );
  it.each([[0], [4], ["three"]])("are not chosen by %s", (choice) =>
    expect(refusal(() => read(link("one", "two", "dark"), choice))[0]).toBe("FS3113"),
  );
  it("of two units are to be chosen from", () => {
    const text = link("one", "two").replace("XUNITS=1/CM", "XUNITS=NM");
    expect(refusal(() => read(text))[0]).toBe("FS3113");
    expect(read(text, 2).unit).toBe("cm-1");
  });
});

describe.skipIf(!haveInstruments())("files of instruments", () => {
  const text = ({ bytes }: { readonly bytes: Uint8Array }) => new TextDecoder("windows-1252").decode(bytes);
  it.each([
    ["LABCALC.DX", ["affn"], "transmittance", 3435],
    ["PE1800.DX", ["affn", "pac"], "transmittance", 3301],
    ["blckpac1.jdx", ["affn", "link"], "absorbance", 176],
    ["compound.jdx", ["dif", "dup", "link", "sqz"], "transmittance", 1976],
    ["dupdec1.jdx", ["dif", "dup", "sqz"], "transmittance", 3951],
    ["dupinc1.jdx", ["dif", "dup", "sqz"], "absorbance", 440],
    ["ethanol.jdx", ["affn"], "transmittance", 3570],
    ["example_multiline_datasets.jdx", ["affn"], "transmittance", 1919],
    ["fixinc1.jdx", ["affn", "pac"], "transmittance", 3736],
    ["pacdec1.jdx", ["affn", "pac"], "transmittance", 3301],
    ["sqzdupd1.jdx", ["dup", "sqz"], "transmittance", 18669],
    ["tannic_acid.jdx", ["pairs"], null, 1949],
    ["xyinc1.jdx", ["affn"], "transmittance", 3601],
  ])("%s is read as jcampconverter reads it", (name, used, quantity, points) => {
    const file = instrumentFile(`jcamp/${name}`);
    expect(jcamp.isIn(file.bytes)).toBe(true);
    const read = jcamp.read(file, null);
    expect({ forms: [...read.forms].sort(), quantity: read.quantity, remarks: read.remarks }).toEqual({
      forms: used,
      quantity,
      remarks: [],
    });
    expect(read.spectra[0].values).toHaveLength(points);
    const others = byConverter(text(file));
    expect(read.spectra).toHaveLength(others.length);
    read.spectra.forEach(({ axis, values }, i) => {
      expect(relativeError(values, others[i].y)).toBeLessThan(1e-12);
      expect(relativeError(axis, others[i].x)).toBeLessThan(1e-6);
    });
  });

  it("decimal commas are read as points are", () => {
    const file = instrumentFile("jcamp/OceanOptics_comma.jdx");
    const asPoints = text(file)
      .replaceAll(/(\d),(\d)/g, "$1.$2")
      .replaceAll("##XYPOINTS", "##XYDATA");
    const others = byConverter(asPoints);
    for (const block of [1, 2, 3]) {
      const { spectra, quantity, unit } = jcamp.read(file, block);
      expect([unit, quantity]).toEqual(["nm", "transmittance-percent"]);
      expect([...spectra[0].values]).toEqual([...others[block - 1].y]);
      expect([...spectra[0].axis]).toEqual([...others[block - 1].x]);
    }
  });

  it.each([
    ["BRUKDIF.DX", "FS3110", 246],
    ["sqzdec1.jdx", "FS3110", 247],
    ["xyinc2.jdx", "FS3110", 8],
    ["pktab1.jdx", "FS3110", 21],
    ["OceanOptics_comma.jdx", "FS3113", undefined],
    ["OceanOptics_period.jdx", "FS3113", undefined],
  ])("%s is refused", (name, code, line) =>
    expect(refusal(() => jcamp.read(instrumentFile(`jcamp/${name}`), null)).slice(0, 2)).toEqual([code, line]),
  );
});
