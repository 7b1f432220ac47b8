/** The traces of an SPC file: each a head of 32 bytes and its ordinates, with X values where it has them. */
import { type Bytes, inconsistent } from "../bytes.ts";
import { refuseMany } from "../refusals.ts";
import { arePoints, type SpcHeader } from "./header.ts";

export interface Trace {
  readonly axis: Float64Array;
  readonly values: Float64Array;
  /** As single precision holds it. */
  readonly z: number;
}

/** Where a trace stands: found for all of them before a value of one is read. */
interface Place {
  readonly what: string;
  readonly points: number;
  readonly exponent: number;
  readonly z: number;
  /** Of its own X values; null where it has none. */
  readonly x: number | null;
  readonly y: number;
}

/** @throws Refusal FS3120 where a trace does not stand whole in the file, FS3140 where they are more than is read */
export function spcTraces(
  bytes: Bytes,
  header: SpcHeader,
): { readonly traces: readonly Trace[]; readonly forms: readonly string[] } {
  const forms = new Set<string>([header.version]);
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
  const shared = common;
  const traces = placesOf(bytes, header, at).map(({ what, points: own, exponent, z, x, y }): Trace => {
    const axis = x === null || shared !== null ? shared : bytes.numbers("float32", x, own, `the X values of ${what}`);
    const { form, values } = ordinates(bytes, header, exponent, y, own, `the values of ${what}`);
    forms.add(form);
    return { axis: axis as Float64Array, values, z };
  });
  if (traces.length > 1) forms.add("several");
  return { traces, forms: [...forms] };
}

function placesOf(bytes: Bytes, header: SpcHeader, from: number): Place[] {
  const places: Place[] = [];
  const { points } = header;
  const isFloat = (exponent: number) => exponent === floats && header.version !== "old";
  let at = from;
  let values = 0;
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
    const x = header.hasXEach ? at + 32 : null;
    const y = at + 32 + (x === null ? 0 : 4 * own);
    if (x !== null) bytes.demand(x, 4 * own, `the X values of ${what}`);
    const size = own * (header.isShort && !isFloat(exponent) ? 2 : 4);
    bytes.demand(y, size, `the values of ${what}`);
    places.push({ what, points: own, exponent, z, x, y });
    at = y + size;
    values += own;
    refuseMany(bytes.file, places.length, values);
  }
  return places;
}

function evenly(first: number, last: number, points: number): Float64Array {
  const axis = new Float64Array(points);
  for (let i = 0; i < points; i++) axis[i] = i === points - 1 ? last : first + ((last - first) * i) / (points - 1);
  return axis;
}

const floats = -128;

function ordinates(bytes: Bytes, header: SpcHeader, exponent: number, at: number, points: number, what: string) {
  if (exponent === floats && header.version !== "old")
    return { form: "float", values: bytes.numbers("float32", at, points, what) };
  const bits = header.isShort ? 16 : 32;
  const scale = powerOfTwo(bytes, exponent - bits, at);
  const values =
    header.version === "old" && bits === 32
      ? swapped(bytes, at, points, what)
      : bytes.numbers(header.isShort ? "int16" : "int32", at, points, what);
  for (let i = 0; i < points; i++) values[i] *= scale;
  return {
    form: header.isShort ? (header.version === "old" ? "old-16" : "16") : "32",
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
