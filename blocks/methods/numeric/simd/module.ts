/** SIMD modules: WebAssembly put together from instructions, as numbers of its core specification 2.0, sections 5.4 and 5.5. */

/** What of WebAssembly is used; its types are a browser's and not ours to ask for. */
interface WebAssemblyLike {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  readonly Memory: new (size: { initial: number }) => Memory;
}

interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Absent where the engine may not compile. */
declare const WebAssembly: WebAssemblyLike | undefined;

export const [I32, F64, V128] = [0x7f, 0x7c, 0x7b];

export interface SimdFunction {
  /** Types of the parameters; it gives nothing back. */
  readonly parameters: readonly number[];
  /** How many locals of which type, numbered on from the parameters. */
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly body: readonly number[];
}

export interface SimdInstance<Functions> {
  readonly functions: Functions;
  /** The memory the functions work on, at least so many numbers long. Views taken before are void after it grew. */
  memory(numbers: number): Float64Array;
}

const PAGE = 65536;

/** A module with a memory of its own; null where processor or engine have no SIMD. Functions are named a, b, … in order. */
export function simdInstance<Functions>(functions: readonly SimdFunction[]): SimdInstance<Functions> | null {
  const bytes = moduleBytes(functions);
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return null;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "": { "": memory } });
  return {
    functions: exports as Functions,
    memory(numbers) {
      const lacking = Math.ceil((numbers * 8 - memory.buffer.byteLength) / PAGE);
      if (lacking > 0) memory.grow(lacking);
      return new Float64Array(memory.buffer);
    },
  };
}

export const get = (local: number) => [0x20, local];
export const set = (local: number) => [0x21, local];
export const setAndGet = (local: number) => [0x22, local];
export const integer = (value: number) => [0x41, ...signed(value)];
export const plus = [0x6a];
export const minus = [0x6b];
export const product = [0x6c];
export const shiftLeft = [0x74];
export const isBelow = [0x49];
const plusFloat = [0xa0];
export const minusFloat = [0xa1];
export const loadInteger = (from: number) => [...get(from), 0x28, 2, 0];
export const loadFloat = (from: number) => [...get(from), 0x2b, 3, 0];
export const storeFloat = (offset: number) => [0x39, 3, ...unsigned(offset)];
export const load = (from: number, offset: number) => [...get(from), 0xfd, 0x00, 4, ...unsigned(offset)];
export const store = (offset: number) => [0xfd, 0x0b, 4, ...unsigned(offset)];
export const zeros = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)];
export const inBothLanes = [0xfd, 0x14];
export const plusLanes = [0xfd, ...unsigned(0xf0)];
export const timesLanes = [0xfd, ...unsigned(0xf2)];
/** First lane plus second. */
export const sumOfLanes = (local: number) => [...get(local), 0xfd, 0x21, 0, ...get(local), 0xfd, 0x21, 1, ...plusFloat];
/** Adds what follows to a local. */
export const add = (to: number, ...what: number[]) => [...get(to), ...what, ...plus, ...set(to)];
/** The body, then again while what `again` leaves is not 0. */
export const loop = (body: readonly number[], again: readonly number[] = []) => [
  ...[0x03, 0x40, ...body, ...again],
  ...[0x0d, 0, 0x0b],
];

function moduleBytes(functions: readonly SimdFunction[]): Uint8Array {
  const section = (id: number, entries: readonly (readonly number[])[]) => {
    const body = [...unsigned(entries.length), ...entries.flat()];
    return [id, ...unsigned(body.length), ...body];
  };
  const types = functions.map(({ parameters }) => [0x60, parameters.length, ...parameters, 0]);
  const exported = functions.map((_, k) => [1, "a".charCodeAt(0) + k, 0, k]);
  const code = functions.map(({ locals, body }) => {
    const whole = [locals.length, ...locals.flat(), ...body, 0x0b];
    return [...unsigned(whole.length), ...whole];
  });
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [[0, 0, 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, k) => [k]),
    ),
    ...section(7, exported),
    ...section(10, code),
  ]);
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): number[] {
  return value < 64 ? [value] : [(value % 128) | 128, ...signed(Math.floor(value / 128))];
}
