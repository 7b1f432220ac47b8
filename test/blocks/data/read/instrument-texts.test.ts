/** Text files that instruments and their programs wrote, read as they are, and held against a reader of a few lines. */
import { describe, expect, it } from "vitest";
import { haveInstruments, instrumentFile } from "../../../fixtures/instruments.ts";
import { refusalOf, runData } from "../run-data.ts";

/** Lines of two numbers or more, cut at the delimiter: what stands in a file for who knows how it is written. */
function numbersOf(path: string, delimiter: string, isComma = false): readonly (readonly number[])[] {
  const text = new TextDecoder("windows-1252").decode(instrumentFile(path).bytes);
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.split(delimiter).map((cell) => Number(isComma ? cell.replace(",", ".") : cell)))
    .filter((row) => row.length > 1 && row.every((value) => Number.isFinite(value)));
}

const contentOf = (...paths: readonly string[]) =>
  Object.fromEntries(paths.map((path) => [path, instrumentFile(path).bytes]));
const read = (paths: readonly string[], options: object) =>
  runData(contentOf(...paths), { layout: undefined, axis: { unit: "nm" }, ...options });

describe.skipIf(!haveInstruments())("texts of instruments", () => {
  it.each<[string, string, boolean, number, object]>([
    ["LabSpec, keys above", "532nm-191216-Si_200mu.txt", false, 1024, { encoding: "windows-1252", lines_above: 38 }],
    ["OMNIC, no names", "IR.CSV", false, 3736, { header_line: null, delimiter: "," }],
    ["Bruker .dpt, no names", "RS-1.dpt", false, 3439, { header_line: null, delimiter: "," }],
    ["SpectraSuite, decimal commas, a line below", "OO_comma.txt", true, 2048, { decimal: ",", lines_below: 1 }],
    ["OceanView, two samplings on one axis", "OceanView.txt", false, 2389, { delimiter: "\t", lines_above: 16 }],
    ["Avantes, NULs above, names and units", "avantes_export.ttt", false, 401, { delimiter: ";", header_line: 6 }],
    ["LabSpec, a time series of one", "SMC1-Initial_RT.txt", false, 1024, { lines_above: 37 }],
  ])("%s", (_, name, isComma, points, said) => {
    const path = `text/${name}`;
    const { dataset, summary, remarks } = read([path], {});
    const [{ delimiter }] = summary.read;
    const rows = numbersOf(path, delimiter ?? "", isComma);
    expect(summary.read).toMatchObject([{ layout: "files", spectra: 1, points, ...said }]);
    expect(dataset.columns).toMatchObject({ values: rows.map(([axis]) => axis) });
    expect([...dataset.spectra.data]).toEqual(rows.map(([, value]) => value));
    expect(remarks).toEqual([]);
  });

  it("LabSpec, three spectra as rows below their axis", () => {
    const path = "text/lasertest1.txt";
    const { dataset, summary } = read([path], { axis: { technique: "Raman", unit: "cm-1" } });
    expect(summary.read).toMatchObject([{ layout: "wide", spectra: 3, points: 1024, lines_above: 51 }]);
    const rows = numbersOf(path, "\t").slice(-3);
    expect([...dataset.spectra.data]).toEqual(rows.flatMap((row) => row.slice(1)));
  });

  it("LabSpec, a folder whose names hold the design, with the time of acquisition above each table", () => {
    const names = ["0-H", "0-V", "45-H", "45-V", "90-H", "90-V"];
    const { dataset, summary, source } = read(
      names.map((name) => `text/labspec-folder/LiNbWO6-${name}.txt`),
      {
        axis: { technique: "Raman", unit: "cm-1" },
        from_name: "{material}-{angle:digits}-{polarisation}",
        from_header: { seconds: "Acq. time (s)" },
        sample: ["material", "angle"],
        batch: "polarisation",
        instrument: "seconds",
      },
    );
    expect(source.block).toBe("data");
    expect(summary.read).toMatchObject([{ count: 6, spectra: 6, points: 1024 }]);
    expect(new Set(dataset.rows.sample)).toEqual(new Set(["LiNbWO6/0", "LiNbWO6/45", "LiNbWO6/90"]));
    expect(dataset.rows.batch).toEqual(["H", "V", "H", "V", "H", "V"]);
    expect(new Set(dataset.rows.instrument).size).toBe(1);
  });

  it("Avantes, dark, reference and sample beside one another: which is the spectrum is for the document to say", () => {
    const path = "text/J_MUR_MARS_17_0001.ttt";
    expect(refusalOf(contentOf(path), { layout: undefined })).toMatchObject([{ code: "FS3101" }]);
    const { dataset } = read([path], { layout: { files: { axis: 1, value: "Transmittance" } } });
    const rows = numbersOf(path, ";", true);
    expect(dataset.columns).toMatchObject({ values: rows.map(([axis]) => axis) });
    expect([...dataset.spectra.data]).toEqual(rows.map((row) => row[4]));
  });
});
