/** Galactic SPC: one trace or several over one axis, from many makers' programs. */

import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import type { Bytes } from "../bytes.ts";
import { noSpectrum, pointsAndEnds, selectedOf } from "../refusals.ts";
import { shortest } from "../single.ts";
import type { Choice, Format, Parameters, SpectraFile, Spectrum } from "../spectra-file.ts";
import { quantityOf, unitOf } from "../units.ts";
import { isSpc, type SpcHeader, spcHeader } from "./header.ts";
import { spcTraces } from "./traces.ts";
import { arbitrary, interferogram, quantities, ramanShift, xUnits, xWord } from "./types.ts";

const parser = words("as spc-parser 1.0.0");

export const spc: Format = {
  name: "SPC",
  knownBy: words("0x4B, 0x4C or 0x4D as second byte, and a header whose numbers fit it"),
  gives: words(
    "a row a trace, its `z` a column where there are several; unit and quantity of the header; version 0x4D does not say how many traces there are: what a file holds that was cut between its second and a later one is taken for all",
  ),
  refuses: words(
    "interferograms, and X that is none of cm⁻¹, nm, µm and arbitrary: M/z, minutes …; SPC files within OLE documents",
  ),
  forms: {
    new: {
      title: "version 0x4B",
      tried: words(`\`Ft-ir\`, \`RAMAN\`, \`nir\`, \`s_evenx\`, \`resolutionPro\`: ${parser}`),
    },
    "big-endian": { title: "version 0x4C, the upper byte first", tried: null },
    old: { title: "version 0x4D", tried: words(`\`m_ordz\`: ${parser}`) },
    float: { title: "single precision", tried: words(`\`resolutionPro\`, \`raman-sion\`, \`nir\`: ${parser}`) },
    "32": {
      title: "whole numbers of 32 bits",
      tried: words(`\`Ft-ir\`, \`RAMAN\`, \`s_evenx\`, \`m_evenz\`: ${parser}`),
    },
    "16": {
      title: "whole numbers of 16 bits",
      tried: words(`the numbers of \`ms\` and \`m_xyxy\`, whose X is refused: ${parser}`),
    },
    "old-16": { title: "whole numbers of 16 bits in version 0x4D", tried: null },
    "own-x": { title: "X values of its own", tried: words(`the numbers of \`s_xy\`, whose X is refused: ${parser}`) },
    "own-x-each": {
      title: "X values of each trace",
      tried: words(`the numbers of \`m_xyxy\`, whose X is refused: ${parser}`),
    },
    several: { title: "several traces", tried: words(`\`m_evenz\`, \`m_ordz\`, \`nir\`, \`raman-sion\`: ${parser}`) },
  },
  sources: [words("Galactic Industries 1997, A Brief Guide to SPC File Format and Using GSPCIO, with its `spc.h`")],
  isIn: isSpc,
  read: readSpc,
};

function readSpc(file: InputFile, choice: Choice): SpectraFile {
  const { header, bytes } = spcHeader(file);
  const [x, y] = header.labels;
  const unit = xUnits.get(header.xType) ?? (header.xType === arbitrary ? unitOf(x) : null);
  if (unit === null && header.xType !== arbitrary) throw noSpectrum(file, words(`values over ${xWord(header.xType)}`));
  if (header.yType === interferogram) throw noSpectrum(file, words("an interferogram"));
  const parameters = parametersOf(bytes, header);
  const { traces, forms } = spcTraces(bytes, header);
  const candidates = traces.map(({ axis, z }) => ({ name: `z ${shortest(z)}`, says: pointsAndEnds(axis) }));
  return {
    forms,
    spectra: selectedOf(file, traces, candidates, choice).map(
      ({ axis, values, z }): Spectrum => ({
        axis,
        values,
        columns: traces.length > 1 ? { z: shortest(z) } : {},
        parameters,
      }),
    ),
    unit,
    quantity: quantities.get(header.yType) ?? quantityOf(y),
    technique: header.xType === ramanShift ? { said: words("Raman shift"), techniques: ["Raman"] } : null,
    remarks: [],
  };
}

/** Date and comment of the header, then the lines of the log: `key = value` or `key: value`. */
function parametersOf(bytes: Bytes, { date, comment, log }: SpcHeader): Parameters {
  const own = [
    ...(date === null ? [] : [["date", date] as const]),
    ...(comment === "" ? [] : [["comment", comment] as const]),
  ];
  if (log === 0) return own;
  bytes.demand(log, 64, words("the log"));
  const size = bytes.uint32(log, "");
  const offset = bytes.uint32(log + 8, "");
  bytes.demand(log, size, words("the log"));
  bytes.demand(log + offset, Math.max(0, size - offset), words("the text of the log"));
  const lines = bytes.text(log + offset, Math.max(0, size - offset), "").split(/[\r\n]+/);
  return [
    ...own,
    ...lines.flatMap((line) => {
      const found = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? /^\s*([^:]+?)\s*:\s*(.*?)\s*$/.exec(line);
      return found === null ? [] : [[found[1], found[2]] as const];
    }),
  ];
}
