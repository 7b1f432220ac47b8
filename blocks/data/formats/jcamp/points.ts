/** The points of a JCAMP-DX data table: (X++(Y..Y)) or (XY..XY), with what stands at the heads of its lines compared. */
import { dataLimits } from "../../../../schemas/limits.ts";
import { Refusal } from "../../../contract/refusal.ts";
import type { InputFile } from "../../../contract/running.ts";
import { words } from "../../../contract/words.ts";
import { tooMuch } from "../../read/too-much.ts";
import { inconsistentLine } from "./inconsistent.ts";
import { type Coding, type Ordinates, readLine, writtenNumber } from "./ordinates.ts";
import { type JcampRecord, nextLine, textEnd } from "./records.ts";

/** Ordinates as written, before their factor, and the X values that the lines begin with. */
export interface Ordered {
  readonly values: Float64Array;
  readonly heads: readonly Head[];
  readonly used: ReadonlySet<Coding>;
}

/** The X at the head of a line, of the ordinate of that index. */
export interface Head {
  readonly line: number;
  readonly x: number;
  /** What one in its last written digit is worth. */
  readonly unit: number;
  readonly index: number;
}

/** Ordinates that grow as they are read; more than a spectrum may have are refused before memory is set aside. */
class Growing implements Ordinates {
  readonly used = new Set<Coding>();
  private all = new Float64Array(1024);
  private count = 0;
  private readonly path: string;
  line = 0;

  constructor(path: string) {
    this.path = path;
  }

  get length(): number {
    return this.count;
  }

  push(value: number): void {
    this.demand(1);
    this.all[this.count++] = value;
  }

  repeat(value: number, step: number, count: number): void {
    this.demand(count);
    for (let i = 1; i <= count; i++) this.all[this.count++] = value + step * i;
  }

  values(): Float64Array {
    return this.all.slice(0, this.count);
  }

  private demand(more: number): void {
    const { columns: limit } = dataLimits;
    if (this.count + more > limit) throw tooMuch(this.path, "points in a spectrum", limit, { line: this.line });
    if (this.count + more <= this.all.length) return;
    const larger = new Float64Array(Math.min(limit, 2 * (this.count + more)));
    larger.set(this.all);
    this.all = larger;
  }
}

/**
 * (X++(Y..Y)): each line an X and the ordinates from there on.
 * @throws Refusal FS3111 where a line that follows a difference does not repeat the last ordinate to one unit; FS3120, FS3140
 */
export function orderedPoints(file: InputFile, { from, to, line: first }: JcampRecord, decimal: number): Ordered {
  const { bytes, path } = file;
  const out = new Growing(path);
  const heads: Head[] = [];
  let last: number | null = null;
  // The first line holds the form of the table.
  let at = nextLine(bytes, from, to);
  for (let line = first + 1; at < to; line++) {
    const next = nextLine(bytes, at, to);
    const end = textEnd(bytes, at, next);
    const begin = behindBlanks(bytes, at, end);
    at = next;
    if (begin === end || bytes[begin] === endOfFile) continue;
    const head = writtenNumber(bytes, begin, end, decimal);
    if (head.end === begin) throw inconsistentLine(file, "the line begins with no X value", line);
    // Lines without ordinates are counted by nothing else.
    if (heads.length === dataLimits.columns)
      throw tooMuch(path, words("lines of points in a spectrum"), dataLimits.columns, { line });
    heads.push({ line, x: head.value, unit: head.unit, index: out.length - (last === null ? 0 : 1) });
    out.line = line;
    const read = readLine(file, line, [head.end, end], decimal, last !== null, out);
    if (last !== null && !(Math.abs(read.first - last) <= 1))
      throw new Refusal(
        "FS3111",
        { path, what: "Y", found: read.first, expected: last },
        { data: { input: path, line } },
      );
    last = read.isDifference ? read.last : null;
  }
  return { values: out.values(), heads, used: out.used };
}

/** (XY..XY): pairs of numbers, several on a line or one. X and Y as written. @throws Refusal FS3120, FS3140 */
export function pairedPoints(
  file: InputFile,
  { from, to, line: first }: JcampRecord,
  decimal: number,
): { readonly x: Float64Array; readonly y: Float64Array; readonly lastLine: number } {
  const { bytes, path } = file;
  const x = new Growing(path);
  const y = new Growing(path);
  let at = nextLine(bytes, from, to);
  let lastLine = first;
  for (let line = first + 1; at < to; line++) {
    const next = nextLine(bytes, at, to);
    const end = textEnd(bytes, at, next);
    let isX = true;
    x.line = line;
    y.line = line;
    for (let here = at; here < end; ) {
      const byte = bytes[here];
      if (byte === 32 || byte === 9 || byte === 44 || byte === 59 || byte === endOfFile) {
        here++;
        continue;
      }
      const { value, end: behind } = writtenNumber(bytes, here, end, decimal);
      const isMissing = behind === here && byte === 63 && !isX;
      if (behind === here && !isMissing) throw inconsistentLine(file, "a pair holds what is no number", line);
      (isX ? x : y).push(value);
      isX = !isX;
      here = isMissing ? here + 1 : behind;
      lastLine = line;
    }
    if (!isX) throw inconsistentLine(file, "the line ends within a pair", line);
    at = next;
  }
  return { x: x.values(), y: y.values(), lastLine };
}

/** Control-Z, with which DOS programs close a text. */
const endOfFile = 0x1a;

function behindBlanks(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] === 32 || bytes[at] === 9)) at++;
  return at;
}
