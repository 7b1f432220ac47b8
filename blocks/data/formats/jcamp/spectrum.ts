/** The spectrum of one JCAMP-DX block: its points on the axis from FIRSTX to LASTX, and what its labels contradict. */
import { Refusal, type Remark } from "../../../contract/refusal.ts";
import type { InputFile } from "../../../contract/running.ts";
import type { Parameters, Spectrum } from "../spectra-file.ts";
import { type JcampBlock, recordOf, textOf } from "./blocks.ts";
import { inconsistentLine } from "./inconsistent.ts";
import { type Ordered, orderedPoints, pairedPoints } from "./points.ts";
import type { JcampRecord } from "./records.ts";

/** Labels that hold a number, by which the decimal sign of a block is known. */
const numeric = ["FIRSTX", "LASTX", "DELTAX", "FIRSTY", "MINX", "MAXX", "MINY", "MAXY", "XFACTOR", "YFACTOR"];

export interface BlockSpectrum {
  readonly spectrum: Spectrum;
  readonly forms: readonly string[];
  readonly remarks: readonly Remark[];
}

/**
 * @param table the record of the points
 * @throws Refusal FS3111 (what heads a line is not what the axis or the ordinate before say), FS3120 (labels missing or
 *   contradicting, counts)
 */
export function blockSpectrum(file: InputFile, block: JcampBlock, table: JcampRecord): BlockSpectrum {
  const hasCommas = numeric.some((label) => /^[+-]?\d*,\d+/.test(textOf(block, label) ?? ""));
  const decimal = hasCommas ? 44 : 46;
  const form = table.firstLine().replaceAll(/\s/g, "").toUpperCase();
  const isPaired = form.startsWith("(XY");
  const read = isPaired ? paired(file, block, table, decimal) : ordered(file, block, table, decimal);
  const forms = [...read.forms, ...(hasCommas ? ["commas"] : []), ...(block.parent === null ? [] : ["link"])];
  const parameters: Parameters = [...(block.parent?.records ?? []), ...block.records].flatMap((record) =>
    record === table || record.label === "" ? [] : [[record.written, record.text()] as const],
  );
  const { axis, values, remarks } = read;
  return { spectrum: { axis, values, columns: { title: block.title }, parameters }, forms, remarks };
}

interface Read {
  readonly axis: Float64Array;
  readonly values: Float64Array;
  readonly forms: readonly string[];
  readonly remarks: readonly Remark[];
}

function ordered(file: InputFile, block: JcampBlock, table: JcampRecord, decimal: number): Read {
  const points = orderedPoints(file, table, decimal);
  const { values, used } = points;
  const first = demanded(file, block, "FIRSTX");
  const last = demanded(file, block, "LASTX");
  const factor = demanded(file, block, "YFACTOR");
  const count = values.length;
  if (count < 2) throw inconsistentLine(file, `the block has ${count} points`, table.line);
  if (first === last) throw inconsistentLine(file, `\`##FIRSTX=\` and \`##LASTX=\` both are ${first}`, block.line);
  const remarks = settleCount(file, block, table, { count, first, last });
  const step = (last - first) / (count - 1);
  const axis = Float64Array.from(values, (_, i) =>
    i === count - 1 ? last : first + ((last - first) * i) / (count - 1),
  );
  compareHeads(file, points, numberOf(block, "XFACTOR") ?? 1, first, step);
  return { axis, values: values.map((value) => value * factor), forms: [...used], remarks };
}

function paired(file: InputFile, block: JcampBlock, table: JcampRecord, decimal: number): Read {
  const { x, y, lastLine } = pairedPoints(file, table, decimal);
  const factorX = numberOf(block, "XFACTOR") ?? 1;
  const factorY = numberOf(block, "YFACTOR") ?? 1;
  const axis = x.map((value) => value * factorX);
  const count = axis.length;
  if (count < 2) throw inconsistentLine(file, `the block has ${count} points`, table.line);
  const [first, last] = [axis[0], axis[count - 1]];
  const remarks = settleCount(file, block, table, { count, first, last });
  const step = Math.abs(last - first) / (count - 1);
  for (const [label, found, line] of [
    ["FIRSTX", first, table.line + 1],
    ["LASTX", last, lastLine],
  ] as const) {
    const expected = numberOf(block, label);
    if (expected !== null && !(Math.abs(found - expected) <= step)) throw differs(file, "X", found, expected, line);
  }
  return { axis, values: y.map((value) => value * factorY), forms: ["pairs"], remarks };
}

/** FS3112 where NPOINTS is wrong and DELTAX agrees with what is there; FS3120 where nothing does. */
function settleCount(
  file: InputFile,
  block: JcampBlock,
  table: JcampRecord,
  { count, first, last }: { readonly count: number; readonly first: number; readonly last: number },
): readonly Remark[] {
  const declared = numberOf(block, "NPOINTS");
  if (declared === count) return [];
  const delta = numberOf(block, "DELTAX");
  const line = recordOf(block, "NPOINTS")?.line ?? table.line;
  const { path } = file;
  // Written with few digits, DELTAX says how many points there are to one in 2,000 of them at best.
  const says = delta === null || delta === 0 ? Number.NaN : Math.abs((last - first) / delta) + 1;
  if (Math.round(says) === count)
    return [{ code: "FS3112", facts: { path, declared, count }, data: { input: path, line } }];
  const what = declared === null ? "`##NPOINTS=` is missing" : `\`##NPOINTS=\` says ${declared}`;
  throw inconsistentLine(file, `${what}, and there are ${count} points`, line);
}

/** Throws FS3111 where a line's X lies beyond one step, or one of its last digit, from where the axis has it. */
function compareHeads(file: InputFile, { heads }: Ordered, factor: number, first: number, step: number): void {
  for (const { line, x, unit, index } of heads) {
    const expected = first + step * index;
    const found = x * factor;
    const room = Math.max(Math.abs(step), unit * Math.abs(factor)) * (1 + 1e-6);
    if (!(Math.abs(found - expected) <= room)) throw differs(file, "X", found, expected, line);
  }
}

const differs = ({ path }: InputFile, what: "X" | "Y", found: number, expected: number, line: number): Refusal =>
  new Refusal("FS3111", { path, what, found, expected }, { data: { input: path, line } });

/** The number of a label, with a point or a comma; null where there is none. */
function numberOf(block: JcampBlock, label: string): number | null {
  const text = textOf(block, label);
  if (text === null) return null;
  const value = /^[+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:[eE][+-]?\d+)?$/.test(text)
    ? Number(text.replace(",", "."))
    : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function demanded(file: InputFile, block: JcampBlock, label: string): number {
  const value = numberOf(block, label);
  if (value !== null) return value;
  const record = recordOf(block, label);
  const what = record === null ? `\`##${label}=\` is missing` : `\`##${label}=\` holds no number`;
  throw inconsistentLine(file, what, record?.line ?? block.line);
}
