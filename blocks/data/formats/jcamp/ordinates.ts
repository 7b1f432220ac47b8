/** The ordinates of a line of JCAMP-DX: AFFN, PAC, SQZ, DIF and DUP, in any order a line has them. */
import type { InputFile } from "../../../contract/running.ts";
import { inconsistentLine } from "./inconsistent.ts";

/** Codings, as the format's forms name them. */
export type Coding = "affn" | "pac" | "sqz" | "dif" | "dup";

/** A number that stands in the file. */
export interface Written {
  value: number;
  /** What one in its last written digit is worth. */
  unit: number;
  /** Behind it. */
  end: number;
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;
const isSign = (byte: number): boolean => byte === 43 || byte === 45;
const isDecimal = (bytes: Uint8Array, at: number, to: number, decimal: number): boolean =>
  at < to && bytes[at] === decimal && (decimal === point || (at + 1 < to && isDigit(bytes[at + 1])));
const point = 46;
const comma = 44;

/**
 * The number in AFFN that begins at `at`: sign, digits, decimal sign; an exponent only where E has a sign behind it, since
 * a bare E is a squeezed +5.
 *
 * @param decimal byte of the decimal sign; a comma counts as one only between digits
 * @returns value NaN where none begins there
 */
export function writtenNumber(bytes: Uint8Array, at: number, to: number, decimal: number): Written {
  let end = isSign(bytes[at]) ? at + 1 : at;
  const first = end;
  while (end < to && isDigit(bytes[end])) end++;
  let digits = end - first;
  let fraction = 0;
  if (isDecimal(bytes, end, to, decimal)) {
    const behind = ++end;
    while (end < to && isDigit(bytes[end])) end++;
    fraction = end - behind;
    digits += fraction;
  }
  if (digits === 0) return { value: Number.NaN, unit: 0, end: at };
  let exponent = 0;
  if (end + 2 < to && (bytes[end] | 32) === 101 && isSign(bytes[end + 1]) && isDigit(bytes[end + 2])) {
    const begin = end + 1;
    end += 2;
    while (end < to && isDigit(bytes[end])) end++;
    exponent = Number(ascii(bytes, begin, end));
  }
  if (fraction === 0 && exponent === 0 && digits <= 15)
    return { value: wholeNumber(bytes, at, first + digits), unit: 1, end };
  return { value: Number(ascii(bytes, at, end).replace(",", ".")), unit: Number(`1e${exponent - fraction}`), end };
}

/** A whole number of at most 15 digits, exact. */
function wholeNumber(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let i = isSign(bytes[at]) ? at + 1 : at; i < end; i++) value = value * 10 + (bytes[i] - 48);
  return bytes[at] === 45 ? -value : value;
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** The pseudo-digits: which coding a letter begins, and the digit it stands for. */
const letters: readonly (readonly [Coding, number] | undefined)[] = (() => {
  const table: (readonly [Coding, number] | undefined)[] = Array.from({ length: 256 });
  const set = (coding: Coding, signs: string, first: number, sign: number) => {
    for (let i = 0; i < signs.length; i++) table[signs.charCodeAt(i)] = [coding, sign * (first + i)];
  };
  set("sqz", "@ABCDEFGHI", 0, 1);
  set("sqz", "abcdefghi", 1, -1);
  set("dif", "%JKLMNOPQR", 0, 1);
  set("dif", "jklmnopqr", 1, -1);
  set("dup", "STUVWXYZs", 1, 1);
  return table;
})();

/** What is read on: the ordinates so far, and what the last one was. */
export interface Ordinates {
  /** Throws where there would be too many. */
  push(value: number): void;
  /** Throws where there would be too many, before any of them is set aside. */
  repeat(value: number, step: number, count: number): void;
  readonly used: Set<Coding>;
}

/**
 * Reads one line behind its X value. Where the line before ended in a difference, the first ordinate repeats its last: it is
 * compared, and taken as the line's beginning.
 *
 * @param check the ordinate the first one must repeat; null where it need not
 * @returns the last ordinate, whether the line ends in a difference, and the first one where it was to be compared
 * @throws Refusal FS3120 at a sign that is none of the codings
 */
export function readLine(
  file: InputFile,
  line: number,
  [from, to]: readonly [number, number],
  decimal: number,
  check: boolean,
  out: Ordinates,
): { readonly last: number; readonly isDifference: boolean; readonly first: number } {
  const { bytes } = file;
  let last = Number.NaN;
  let step = 0;
  let first = Number.NaN;
  let began = false;
  let coding: Coding = "affn";
  let touching = true;
  const give = (value: number) => {
    if (!began) first = value;
    if (began || !check) out.push(value);
    began = true;
    last = value;
  };
  for (let at = from; at < to; ) {
    const byte = bytes[at];
    if (byte === 32 || byte === 9 || byte === 59 || byte === comma) {
      at++;
      touching = false;
      continue;
    }
    if (byte === 63) {
      give(Number.NaN);
      coding = "affn";
      at++;
      continue;
    }
    const letter = letters[byte];
    if (letter === undefined) {
      const { value, end } = writtenNumber(bytes, at, to, decimal);
      if (end === at) throw strange(file, byte, line);
      coding = isSign(byte) && touching ? "pac" : "affn";
      give(value);
      at = end;
    } else {
      let end = at + 1;
      while (end < to && (isDigit(bytes[end]) || isDecimal(bytes, end, to, decimal))) end++;
      const rest = ascii(bytes, at + 1, end).replace(",", ".");
      const size = Number(`${Math.abs(letter[1])}${rest}`);
      if (Number.isNaN(size)) throw strange(file, byte, line);
      const value = letter[1] < 0 ? -size : size;
      if (letter[0] === "sqz") give(value);
      else if (!began) throw inconsistentLine(file, "the line begins with a difference or a repetition", line);
      else if (letter[0] === "dif") {
        step = value;
        give(last + value);
      } else {
        const isStep = coding === "dif";
        out.repeat(last, isStep ? step : 0, value - 1);
        if (isStep) last += step * (value - 1);
        out.used.add("dup");
      }
      if (letter[0] !== "dup") coding = letter[0];
      at = end;
    }
    out.used.add(coding);
    touching = true;
  }
  return { last, isDifference: coding === "dif", first };
}

function strange(file: InputFile, byte: number, line: number): Error {
  const shown = byte > 32 && byte < 127 ? `\`${String.fromCharCode(byte)}\`` : `byte ${byte}`;
  return inconsistentLine(file, `${shown} begins no number`, line);
}
