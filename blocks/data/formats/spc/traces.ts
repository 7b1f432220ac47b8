/** The traces of an SPC file: each a head of 32 bytes and its ordinates, with X values where it has them. */
import { type Bytes, inconsistent } from "../bytes.ts";
import { arePoints, type SpcHeader } from "./header.ts";

export interface Trace {
  readonly axis: Float64Array;
  readonly values: Float64Array;
  /** As single precision holds it. */
  readonly z: number;
}

/** @throws Refusal FS3120 where a trace does not stand whole in the file */
export function spcTraces(
  bytes: Bytes,
  header: SpcHeader,
): { readonly traces: readonly Trace[]; readonly forms: readonly string[] } {
  const forms = new Set<string>([header.version]);
  const traces: Trace[] = [];
  const { points } = header;
  if (!header.hasXEach && !arePoints(points)) throw inconsistent(bytes.file, `the header says ${points} points`, 4);
  if (!header.hasX && !header.hasXEach && header.first === header.last)
    throw inconsistent(bytes.file, `the axis goes from ${header.first} to ${header.last}`, 8);
  let at = header.data;
  let common: Float64Array | null = null;
  if (header.hasX) {
    common = bytes.numbers("float32", at, points, "the X values");
    at += 4 * points;
    forms.add("own-x");
  } else if (!header.hasXEach) common = evenly(header.first, header.last, points);
  else forms.add("own-x-each");
  // The old version counts none: they end with the file. That there are several is all it says.
  const count = header.traces ?? Number.POSITIVE_INFINITY;
  const least = header.isMulti ? 2 : 1;
  for (let i = 0; i < count; i++) {
    if (header.traces === null && at === bytes.length && i >= least) break;
    const what = `trace ${i + 1}`;
    bytes.demand(at, 32, `the head of ${what}`);
    const own = header.hasXEach ? bytes.int32(at + 16, "") : points;
    if (!arePoints(own)) throw inconsistent(bytes.file, `${what} has ${own} points`, at + 16);
    const exponent = header.isMulti ? bytes.int8(at + 1, "") : header.exponent;
    const z = bytes.float32(at + 4, "");
    at += 32;
    let axis = common;
    if (axis === null) {
      axis = bytes.numbers("float32", at, own, `the X values of ${what}`);
      at += 4 * own;
    }
    const read = ordinates(bytes, header, exponent, at, own, `the values of ${what}`);
    at += read.size;
    forms.add(read.form);
    traces.push({ axis, values: read.values, z });
  }
  if (traces.length > 1) forms.add("several");
  return { traces, forms: [...forms] };
}

function evenly(first: number, last: number, points: number): Float64Array {
  const axis = new Float64Array(points);
  for (let i = 0; i < points; i++) axis[i] = i === points - 1 ? last : first + ((last - first) * i) / (points - 1);
  return axis;
}

const floats = -128;

function ordinates(bytes: Bytes, header: SpcHeader, exponent: number, at: number, points: number, what: string) {
  if (exponent === floats && header.version !== "old")
    return { form: "float", size: 4 * points, values: bytes.numbers("float32", at, points, what) };
  const bits = header.isShort ? 16 : 32;
  const scale = powerOfTwo(bytes, exponent - bits, at);
  const values =
    header.version === "old" && bits === 32
      ? swapped(bytes, at, points, what)
      : bytes.numbers(header.isShort ? "int16" : "int32", at, points, what);
  for (let i = 0; i < points; i++) values[i] *= scale;
  return {
    form: header.isShort ? (header.version === "old" ? "old-16" : "16") : "32",
    size: (bits / 8) * points,
    values,
  };
}

/** Whole numbers of 32 bits, their upper 16 bits first and the bytes of each half the other way round. */
function swapped(bytes: Bytes, at: number, points: number, what: string): Float64Array {
  bytes.demand(at, 4 * points, what);
  const values = new Float64Array(points);
  for (let i = 0; i < points; i++)
    values[i] = bytes.int16(at + 4 * i, what) * 65536 + bytes.uint16(at + 4 * i + 2, what);
  return values;
}

/** Exact. @throws Refusal FS3120 where ordinates would no longer fit a double */
function powerOfTwo(bytes: Bytes, exponent: number, at: number): number {
  if (exponent < -1000 || exponent > 900) throw inconsistent(bytes.file, `the power of two is ${exponent}`, at);
  let power = 1;
  for (let i = 0; i < Math.abs(exponent); i++) power *= exponent < 0 ? 0.5 : 2;
  return power;
}
