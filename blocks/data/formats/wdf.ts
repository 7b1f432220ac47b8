/** Renishaw WDF: spectra of a Raman spectrometer, one or a series along a line, into depth or over an area. */
import { dataLimits } from "../../../schemas/limits.ts";
import type { Quantity } from "../../contract/dataset.ts";
import type { InputFile } from "../../contract/running.ts";
import { words } from "../../contract/words.ts";
import { isoTime } from "../../methods/numeric/civil-date.ts";
import { Bytes, inconsistent } from "./bytes.ts";
import { noSpectrum, pointsAndEnds, refuseMany, selectedOf } from "./refusals.ts";
import type { AxisUnit, Choice, Format, SpectraFile } from "./spectra-file.ts";

const reader = words("as renishawWiRE 0.1.16");

export const wdf: Format = {
  name: "Renishaw WDF",
  knownBy: words("`WDF1` at its beginning"),
  gives: words(
    "a row a spectrum; columns `x`, `y`, `z` and `time` where the file has them; unit and quantity of the file, `title` a column",
  ),
  refuses: words("maps cut short, and axes in electronvolts or pixels"),
  forms: {
    single: { title: "one spectrum", tried: words(`\`sp\`: ${reader}, and as wdf-parser 0.3.0`) },
    several: { title: "several spectra", tried: words(`\`depth\`, \`line\`, \`undefined\`: ${reader}`) },
    shift: { title: "over a Raman shift", tried: words(`\`sp\`, \`depth\`, \`line\`: ${reader}`) },
    arbitrary: { title: "over an arbitrary unit", tried: words(`\`undefined\`: ${reader}`) },
    other: { title: "over cm⁻¹, nm or µm", tried: null },
  },
  sources: [words("gwyddion and py-wdf-reader, whose authors read it from files; the maker publishes no description")],
  isIn: (bytes) => [0x57, 0x44, 0x46, 0x31].every((byte, i) => bytes[i] === byte),
  read: readWdf,
};

const units: ReadonlyMap<number, AxisUnit> = new Map<number, AxisUnit>([
  [1, "cm-1"],
  [2, "cm-1"],
  [3, "nm"],
  [5, "um"],
]);
const arbitrary = 0;
const ramanShift = 1;

const axisForms: ReadonlyMap<number, string> = new Map([
  [arbitrary, "arbitrary"],
  [ramanShift, "shift"],
]);

const quantities: ReadonlyMap<number, Quantity> = new Map<number, Quantity>([
  [6, "counts"],
  [17, "intensity"],
  [18, "intensity"],
]);

function readWdf(file: InputFile, choice: Choice): SpectraFile {
  const bytes = new Bytes(file);
  bytes.demand(0, 512, words("the header"));
  const points = bytes.uint32(60, "");
  const capacity = bytes.uint64(64, words("the number of spectra"));
  const count = bytes.uint64(72, words("the number of spectra measured"));
  if (points < 2 || points > dataLimits.columns)
    throw inconsistent(file, words(`the header says ${points} points`), 60);
  if (count === 0 || count < capacity)
    throw inconsistent(file, words(`of ${capacity} spectra ${count} were measured`), 72);
  const blocks = blocksOf(bytes);
  const blockOf = (name: string, size: number) => demanded(file, blocks, name, size);
  const xList = blockOf("XLST", 8 + 4 * points);
  const unitType = bytes.uint32(xList + 4, "");
  const unit = units.get(unitType) ?? null;
  if (unit === null && unitType !== arbitrary) throw noSpectrum(file, words(`values over a unit numbered ${unitType}`));
  const axis = bytes.numbers("float32", xList + 8, points, words("the X values"));
  const data = blockOf("DATA", 4 * points * count);
  refuseMany(file, count, points * count);
  const origins = originsOf(file, bytes, blocks, capacity);
  const title = bytes.text(240, 160, "");
  const parameters = [
    ["user", bytes.text(208, 32, "")],
    ["laser", String(bytes.float32(156, ""))],
    ["accumulations", String(bytes.uint32(80, ""))],
  ] as const;
  const spectra = Array.from({ length: count }, (_, i) => ({
    axis,
    values: bytes.numbers("float32", data + 4 * points * i, points, words("the spectra")),
    columns: { title, ...Object.fromEntries(origins.map(({ name, at }) => [name, at(i)])) },
    parameters,
  }));
  return {
    forms: [count === 1 ? "single" : "several", axisForms.get(unitType) ?? "other"],
    spectra: selectedOf(
      file,
      spectra,
      spectra.map((_, i) => ({ name: String(i + 1), says: pointsAndEnds(axis) })),
      choice,
    ),
    unit,
    quantity: quantities.get(bytes.uint32(152, "")) ?? null,
    // Over other units the same instruments measure luminescence.
    technique: unitType === ramanShift ? { said: words("Raman shift"), techniques: ["Raman"] } : null,
    remarks: [],
  };
}

interface Block {
  readonly name: string;
  readonly at: number;
  readonly size: number;
}

/** Blocks one behind the other: a name, a number, the size with this head of 16 bytes. */
function blocksOf(bytes: Bytes): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < bytes.length; ) {
    const name = bytes.text(at, 4, words("the head of a block"));
    const size = bytes.uint64(at + 8, words("the size of a block"));
    if (size < 16) throw inconsistent(bytes.file, words(`a block has ${size} bytes`), at + 8);
    bytes.demand(at, size, words("a block"));
    blocks.push({ name, at: at + 16, size: size - 16 });
    at += size;
  }
  return blocks;
}

/** Where the content of the first block of that name begins. @throws Refusal FS3120 where it is not there or too small */
function demanded(file: InputFile, blocks: readonly Block[], name: string, size: number): number {
  const block = blocks.find((one) => one.name === name);
  if (block === undefined) throw inconsistent(file, words(`there is no block ${name}`), null);
  if (block.size < size)
    throw inconsistent(file, words(`the block ${name} has ${block.size} bytes, and needs ${size}`), block.at);
  return block.at;
}

interface Origin {
  readonly name: string;
  /** Its value for a spectrum, as text. */
  at(spectrum: number): string;
}

const coordinates: ReadonlyMap<number, string> = new Map([
  [3, "x"],
  [4, "y"],
  [5, "z"],
  [11, "time"],
]);
const isTime = 11;

/**
 * What the block ORGN says of each spectrum: 8 bytes a spectrum behind a head of 24 bytes an origin. The header says how many there
 * are: a file that was cut between two blocks is known by it.
 */
function originsOf(file: InputFile, bytes: Bytes, blocks: readonly Block[], capacity: number): Origin[] {
  const declared = bytes.uint32(92, "");
  if (declared === 0 && !blocks.some(({ name }) => name === "ORGN")) return [];
  const each = 24 + 8 * capacity;
  const from = demanded(file, blocks, "ORGN", 4 + declared * each);
  const count = bytes.uint32(from, words("the number of origins"));
  if (count !== declared)
    throw inconsistent(file, words(`the header says ${declared} origins, and the block ORGN ${count}`), from);
  return Array.from({ length: count }, (_, i) => from + 4 + i * each).flatMap((at) => {
    // The highest bit marks those that the program shows first.
    const type = bytes.uint32(at, "") & 0x7fffffff;
    const name = coordinates.get(type);
    if (name === undefined) return [];
    const value = (spectrum: number) => at + 24 + 8 * spectrum;
    return [
      {
        name,
        at: (spectrum: number) =>
          type === isTime ? fileTime(bytes.bigUint64(value(spectrum))) : String(bytes.float64(value(spectrum), "")),
      },
    ];
  });
}

/** Windows' file time, in steps of 100 ns from 1601-01-01, as ISO 8601 to the millisecond. */
function fileTime(ticks: bigint): string {
  const time = Number(ticks / 10_000n) - 11_644_473_600_000;
  // The year 9999 ends there; what lies behind it is no time.
  return time < 253_402_300_800_000 ? isoTime(time) : "";
}
