/** Thermo OMNIC SPA: one spectrum of an infrared or Raman spectrometer. */
import { dataLimits } from "../../../schemas/limits.ts";
import type { Quantity } from "../../contract/dataset.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { isoTime } from "../../methods/numeric/civil-date.ts";
import { Bytes, inconsistent } from "./bytes.ts";
import { noSpectrum, pointsAndEnds, selectedOf } from "./refusals.ts";
import type { AxisUnit, Choice, Format, Parameters, SpectraFile } from "./spectra-file.ts";

const reader = words("as spectrochempy 1.1.3");
const signature = "Spectral Data File";

export const spa: Format = {
  name: "OMNIC SPA",
  knownBy: words("`Spectral Data File` at its beginning"),
  gives: words("a row, `title` a column; unit and quantity of its header"),
  refuses: words("interferograms, groups of spectra (SPG) and series (SRS)"),
  forms: {
    "cm-1": {
      title: "over cm⁻¹",
      tried: words(`\`10-Z22-Si-S7_0\`, \`3-SILICA_0\`, \`7_CZ0-100_Pd_101\`, \`spectre\`: ${reader}`),
    },
    other: { title: "over nm, µm or a Raman shift", tried: null },
  },
  sources: [words("spectrochempy, whose authors read it from files; the maker publishes no description")],
  isIn: (bytes) => new TextDecoder("latin1").decode(bytes.subarray(0, signature.length)) === signature,
  read: readSpa,
};

const units: ReadonlyMap<number, AxisUnit> = new Map<number, AxisUnit>([
  [1, "cm-1"],
  [3, "nm"],
  [4, "um"],
  [32, "cm-1"],
]);

const quantities: ReadonlyMap<number, Quantity> = new Map<number, Quantity>([
  [11, "reflectance-percent"],
  [12, "absorbance"],
  [16, "transmittance-percent"],
  [17, "absorbance"],
  [20, "kubelka-munk"],
  [21, "reflectance"],
  [31, "intensity"],
]);

/** Keys of the directory. */
const headerKey = 2;
const valuesKey = 3;

function readSpa(file: InputFile, choice: Choice): SpectraFile {
  const bytes = new Bytes(file);
  const title = bytes.text(30, 256, words("the title"));
  const entries = directory(bytes);
  if (entries.filter(({ key }) => key === headerKey).length > 1)
    throw noSpectrum(file, words("a group of spectra (SPG)"));
  const header = entries.find(({ key }) => key === headerKey);
  const data = entries.find(({ key }) => key === valuesKey);
  if (header === undefined || data === undefined)
    throw inconsistent(file, words(`the directory has no ${header === undefined ? "header" : "values"}`), 294);
  bytes.demand(header.at, 104, words("the header"));
  const points = bytes.uint32(header.at + 4, "");
  const xType = bytes.uint8(header.at + 8, "");
  const unit = units.get(xType) ?? null;
  if (unit === null)
    throw noSpectrum(file, xType === 2 ? words("an interferogram") : words(`values over a unit numbered ${xType}`));
  const first = bytes.float32(header.at + 16, "");
  const last = bytes.float32(header.at + 20, "");
  if (points < 2 || points > dataLimits.columns || !Number.isFinite(first) || !Number.isFinite(last) || first === last)
    throw inconsistent(file, words(`the header says ${points} points from ${first} to ${last}`), header.at + 4);
  if (data.size !== 4 * points)
    throw inconsistent(
      file,
      words(`the header says ${points} points, and there are ${data.size} bytes of them`),
      header.at + 4,
    );
  const values = bytes.numbers("float32", data.at, points, words("the spectrum"));
  const axis = values.map((_, i) => (i === points - 1 ? last : first + ((last - first) * i) / (points - 1)));
  const spectrum = { axis, values, columns: { title }, parameters: parametersOf(bytes, header.at) };
  return {
    forms: [xType === 1 ? "cm-1" : "other"],
    spectra: selectedOf(file, [spectrum], [{ name: title, says: pointsAndEnds(axis) }], choice),
    unit,
    quantity: quantities.get(bytes.uint8(header.at + 12, "")) ?? null,
    technique: null,
    remarks: [],
  };
}

interface Entry {
  readonly key: number;
  readonly at: number;
  readonly size: number;
}

/** Entries of 16 bytes from byte 304 on; their number stands at 294. */
function directory(bytes: Bytes): Entry[] {
  const count = bytes.uint16(294, words("the size of the directory"));
  bytes.demand(304, 16 * count, words("the directory"));
  return Array.from({ length: count }, (_, i) => {
    const at = 304 + 16 * i;
    return { key: bytes.uint8(at, ""), at: bytes.uint32(at + 2, ""), size: bytes.uint32(at + 6, "") };
  });
}

/** Seconds from the midnight that began 1899-12-31, as the file counts them, to 1970-01-01. */
const epoch = 2_209_075_200;

function parametersOf(bytes: Bytes, header: number): Parameters {
  const seconds = bytes.uint32(296, words("the date"));
  return [
    ["date", isoTime((seconds - epoch) * 1000)],
    ["scans", String(bytes.uint32(header + 36, ""))],
    ["background scans", String(bytes.uint32(header + 52, ""))],
  ];
}
