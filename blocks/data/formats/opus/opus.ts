/** Bruker OPUS: blocks of one measurement, of which one is the spectrum. */

import { dataLimits } from "../../../../schemas/limits.ts";
import type { Quantity } from "../../../contract/dataset.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { type Bytes, inconsistent } from "../bytes.ts";
import { type Candidate, chosen, noSpectrum, pointsAndEnds, severalFit } from "../refusals.ts";
import type { AxisUnit, Choice, Format, Parameters, SpectraFile } from "../spectra-file.ts";
import { type OpusBlock, type OpusParameters, opusBlocks, opusParameters } from "./directory.ts";

const reader = words("as brukeropus 1.4.3");

export const opus: Format = {
  name: "Bruker OPUS",
  knownBy: words("0A 0A FE FE at its beginning"),
  gives: words(
    "a row: the block AB where there is one and no other, else the one that `spectrum` names (`AB`, `AB 2`, `ScSm`, `ScRf`, `TR`, `RFL`, `KM`, `RAM` …; the second of a name in file order is `2`); a block counts where a status block belongs to it",
  ),
  refuses: words("interferograms, phases, and files whose spectra have an axis in points, minutes or logarithms"),
  forms: {
    float: { title: "single precision", tried: words(`all six of the files: ${reader}`) },
    int: { title: "whole numbers of 32 bits", tried: null },
    AB: {
      title: "absorbance (AB)",
      tried: words(`\`BF_lo_01_soil_cal\`, \`MMP_2107_Test1\`, \`issue81\`, \`issue82\`, \`issue94\`: ${reader}`),
    },
    single: { title: "single channel (ScSm, ScRf)", tried: words(`\`issue81\`, \`test_spectra\`: ${reader}`) },
    RFL: { title: "reflectance (RFL)", tried: words(`\`test_spectra\`: ${reader}`) },
    other: { title: "another block (TR, KM, RAM, EM, LOGR, ATR, PAS)", tried: null },
  },
  sources: [
    words(
      "brukeropusreader and brukeropus, whose authors read the blocks' types from files; Bruker publishes no description",
    ),
  ],
  isIn: (bytes) => [0x0a, 0x0a, 0xfe, 0xfe].every((byte, i) => bytes[i] === byte),
  read: readOpus,
};

/** What the numbers of the types stand for, with the name by which a document chooses. */
const types: ReadonlyMap<number, readonly [name: string, quantity: Quantity | null]> = new Map<
  number,
  readonly [string, Quantity | null]
>([
  [4, ["AB", "absorbance"]],
  [5, ["TR", "transmittance"]],
  [6, ["KM", "kubelka-munk"]],
  [10, ["RAM", "intensity"]],
  [11, ["EM", "intensity"]],
  [12, ["RFL", "reflectance"]],
  [15, ["LOGR", "absorbance"]],
  [16, ["ATR", null]],
  [17, ["PAS", null]],
]);

const units: ReadonlyMap<string, AxisUnit> = new Map<string, AxisUnit>([
  ["WN", "cm-1"],
  ["MI", "um"],
  ["NM", "nm"],
]);

interface Block extends Candidate {
  readonly block: OpusBlock;
  readonly status: OpusParameters;
  readonly quantity: Quantity | null;
  readonly form: string;
  readonly isRaman: boolean;
}

function readOpus(file: InputFile, choice: Choice): SpectraFile {
  const { blocks, bytes } = opusBlocks(file);
  const found = spectralBlocks(bytes, blocks);
  if (found.length === 0) throw noSpectrum(file, words("no block of a spectrum over cm⁻¹, nm or µm"));
  const { block, status, quantity, form, isRaman } = theOne(file, found, choice);
  const { points, first, last } = axisEnds(bytes, block, status);
  const format = numberOf(status, "DPF") ?? 1;
  if (format !== 1 && format !== 2)
    throw inconsistent(file, words(`the data are of the unknown form ${format}`), block.at);
  const factor = numberOf(status, "CSF") ?? 1;
  const values = bytes.numbers(format === 1 ? "float32" : "int32", block.at, points, words("the spectrum"));
  const axis = values.map((_, i) => (i === points - 1 ? last : first + ((last - first) * i) / (points - 1)));
  const unit = units.get(String(status.get("DXU"))) ?? null;
  const parameters = parametersOf(bytes, blocks, status);
  return {
    forms: [format === 1 ? "float" : "int", form],
    spectra: [{ axis, values: values.map((value) => value * factor), columns: {}, parameters }],
    unit,
    quantity,
    technique: isRaman ? { said: words("a block RAM"), techniques: ["Raman"] } : null,
    remarks: [],
  };
}

/** Blocks of spectra to which a status block belongs, named in file order. */
function spectralBlocks(bytes: Bytes, blocks: readonly OpusBlock[]): Block[] {
  const counts = new Map<string, number>();
  const known = new Map<OpusBlock, OpusParameters>();
  const found: Block[] = [];
  const data = blocks.filter(({ parameters }) => parameters === 0).sort((a, b) => a.at - b.at);
  for (const block of data) {
    const is = typeOf(block);
    const statusBlock = blocks.find(({ parameters, kin }) => parameters === 1 && kin === block.kin);
    if (is === null || statusBlock === undefined) continue;
    const status = known.get(statusBlock) ?? opusParameters(bytes, statusBlock);
    known.set(statusBlock, status);
    if (!units.has(String(status.get("DXU")))) continue;
    const count = (counts.get(is.name) ?? 0) + 1;
    counts.set(is.name, count);
    const { points, first, last } = axisEnds(bytes, block, status);
    found.push({
      ...is,
      name: count === 1 ? is.name : `${is.name} ${count}`,
      says: pointsAndEnds({ length: points, 0: first, [points - 1]: last }),
      block,
      status,
    });
  }
  return found;
}

function typeOf({ side, type }: OpusBlock): Pick<Block, "name" | "quantity" | "form" | "isRaman"> | null {
  if (type === 1 && (side === 1 || side === 2))
    return { name: side === 1 ? "ScSm" : "ScRf", quantity: "intensity", form: "single", isRaman: false };
  const known = types.get(type);
  if (known === undefined) return null;
  const [name, quantity] = known;
  return { name, quantity, form: name === "AB" || name === "RFL" ? name : "other", isRaman: name === "RAM" };
}

/** The block that is named; without a name the only AB, or the only one there is. */
function theOne(file: InputFile, found: readonly Block[], choice: Choice): Block {
  if (choice !== null) {
    const at = chosen(found, choice);
    if (at === -1) throw severalFit(file, found, choice);
    return found[at];
  }
  const absorbance = found.filter(({ name }) => name.startsWith("AB"));
  const fitting = absorbance.length > 0 ? absorbance : found;
  if (fitting.length > 1) throw severalFit(file, found, null);
  return fitting[0];
}

/** Points and ends as the status block says them; the data may go on behind them. @throws Refusal FS3120 */
function axisEnds(
  bytes: Bytes,
  block: OpusBlock,
  status: OpusParameters,
): { points: number; first: number; last: number } {
  const points = numberOf(status, "NPT");
  const first = numberOf(status, "FXV");
  const last = numberOf(status, "LXV");
  if (points === null || first === null || last === null || first === last || points < 2 || points > dataLimits.columns)
    throw inconsistent(bytes.file, words(`a spectrum has ${points} points from ${first} to ${last}`), block.at);
  if (points * 4 > block.bytes)
    throw inconsistent(
      bytes.file,
      words(`a spectrum has ${points} points, and its block ${block.bytes / 4}`),
      block.at,
    );
  return { points, first, last };
}

function numberOf(parameters: OpusParameters, key: string): number | null {
  const value = parameters.get(key);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Those of the spectrum, then of the measurement; those of the reference measurement say so before their key. */
function parametersOf(bytes: Bytes, blocks: readonly OpusBlock[], status: OpusParameters): Parameters {
  const others = blocks.filter(({ parameters, type, side }) => parameters > 1 && type === 0 && side !== 3);
  return [
    ...[...status].map(([key, value]) => [key, String(value)] as const),
    ...others.flatMap((block) =>
      [...opusParameters(bytes, block)].map(
        ([key, value]) => [block.side === 2 ? `reference ${key}` : key, String(value)] as const,
      ),
    ),
  ];
}
