/** JCAMP-DX 4 and 5: spectra as text, a block a spectrum. */
import { own } from "../../../../schemas/dictionary.ts";
import type { InputFile } from "../../../contract/running.ts";
import { type Candidate, chosen, noSpectrum, pointsAndEnds, severalFit } from "../refusals.ts";
import type { Choice, Format, SpectraFile } from "../spectra-file.ts";
import { quantityOf, techniqueOf, unitOf } from "../units.ts";
import { type JcampBlock, jcampBlocks, recordOf, textOf } from "./blocks.ts";
import { jcampDeclaration } from "./declaration.ts";
import { inconsistentLine } from "./inconsistent.ts";
import type { JcampRecord } from "./records.ts";
import { blockSpectrum } from "./spectrum.ts";

export const jcamp: Format = {
  ...jcampDeclaration,
  isIn: (bytes) => beginning.test(new TextDecoder().decode(bytes.subarray(0, 4096))),
  read: readJcamp,
};

const beginning = /^\ufeff?(?:\s*\$\$[^\r\n]*[\r\n])*\s*##\s*TITLE\s*=/i;

/** Titles of blocks that belong to a measurement and are not the sample's spectrum. */
const besides = /\b(?:dark|reference|background)\b/i;

function readJcamp(file: InputFile, choice: Choice): SpectraFile {
  const blocks = jcampBlocks(file).filter((block) => !block.isLink);
  const read = selected(file, blocks, choice).map((block) => ({
    block,
    ...blockSpectrum(file, block, tableOf(file, block)),
  }));
  const unit = (block: JcampBlock) => unitOf(textOf(block, "XUNITS") ?? "");
  const quantity = (block: JcampBlock) => quantityOf(textOf(block, "YUNITS") ?? "");
  const [first] = read;
  if (read.some(({ block }) => unit(block) !== unit(first.block) || quantity(block) !== quantity(first.block)))
    throw severalFit(
      file,
      read.map(({ block, spectrum }) => ({
        name: block.title,
        says: `${pointsAndEnds(spectrum.axis)} ${textOf(block, "XUNITS")}, ${textOf(block, "YUNITS") ?? "no unit"}`,
      })),
      choice,
    );
  return {
    forms: [...new Set(read.flatMap(({ forms }) => forms))],
    spectra: read.map(({ spectrum }) => spectrum),
    unit: unit(first.block),
    quantity: quantity(first.block),
    technique: techniqueOf(textOf(first.block, "DATATYPE") ?? ""),
    remarks: read.flatMap(({ remarks }) => remarks),
  };
}

/** The blocks to be read: the one that is named, or all, where none is a dark, reference or background spectrum. */
function selected(file: InputFile, blocks: readonly JcampBlock[], choice: Choice): readonly JcampBlock[] {
  if (blocks.length === 0) throw noSpectrum(file, "blocks that are links and nothing else");
  const candidates = blocks.map(
    (block): Candidate => ({
      name: block.title,
      says: `${textOf(block, "NPOINTS") ?? "?"} points, ${textOf(block, "FIRSTX") ?? "?"} to ${textOf(block, "LASTX") ?? "?"}`,
    }),
  );
  if (choice !== null) {
    const at = chosen(candidates, choice);
    if (at === -1) throw severalFit(file, candidates, choice);
    return [blocks[at]];
  }
  if (blocks.length > 1 && blocks.some(({ title }) => besides.test(title))) throw severalFit(file, candidates, null);
  return blocks;
}

/** Labels of a block that holds something else than a spectrum. */
const others: { readonly [label: string]: string } = {
  PEAKTABLE: "a peak table",
  PEAKASSIGNMENTS: "a peak table",
  NTUPLES: "several variables a point (NTUPLES)",
  RADATA: "an interferogram",
};

/** The record of the points. @throws Refusal FS3110 where the block holds no spectrum on an axis that is read */
function tableOf(file: InputFile, block: JcampBlock): JcampRecord {
  const other = block.records.find(({ label }) => own(others, label) !== undefined);
  if (other !== undefined) throw noSpectrum(file, own(others, other.label) ?? "", other.line);
  const table = recordOf(block, "XYDATA") ?? recordOf(block, "XYPOINTS");
  const type = textOf(block, "DATATYPE") ?? "a block without points";
  if (table === null) throw noSpectrum(file, type, block.line);
  const unit = textOf(block, "XUNITS");
  if (unit === null) throw inconsistentLine(file, "`##XUNITS=` is missing", block.line);
  if (unitOf(unit) === null) throw noSpectrum(file, `${type} over ${unit}`, recordOf(block, "XUNITS")?.line);
  return table;
}
