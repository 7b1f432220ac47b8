/** SIMD products: the kernel behind products of rows as a WebAssembly module of our own, two numbers an instruction. */

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

export interface SimdKernel {
  /** The memory the kernel works on, at least so many numbers long. A view taken before is void after it grew. */
  memory(numbers: number): Float64Array;
  /**
   * Products of two rows, `stride` bytes apart from `a`, with `rows` rows, `stride` bytes apart from `b`: the first row's to
   * `out`, the second's behind them. All are byte offsets; `stride` is a multiple of 32, `rows` one of 4, neither is 0.
   */
  products(a: number, b: number, stride: number, rows: number, out: number): void;
}

const PAGE = 65536;
let made: SimdKernel | null | undefined;

/** The kernel, made when first asked for; null where the processor or the engine has no SIMD. */
export function simdKernel(): SimdKernel | null {
  if (made === undefined) made = instance(moduleBytes());
  return made;
}

function instance(bytes: Uint8Array): SimdKernel | null {
  if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) return null;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { "": { "": memory } });
  return {
    memory(numbers) {
      const lacking = Math.ceil((numbers * 8 - memory.buffer.byteLength) / PAGE);
      if (lacking > 0) memory.grow(lacking);
      return new Float64Array(memory.buffer);
    },
    products: (exports as { readonly p: SimdKernel["products"] }).p,
  };
}

// The module, instruction by instruction. Numbers are those of the WebAssembly core specification 2.0, sections 5.4 and 5.5.
const [I32, V128] = [0x7f, 0x7b];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const plus = [0x6a];
const constant = (value: number) => [0x41, ...signed(value)];
const load = (from: number, offset: number) => [...get(from), 0xfd, 0x00, 4, ...unsigned(offset)];
const times = [0xfd, ...unsigned(0xf2)];
const plusLanes = [0xfd, ...unsigned(0xf0)];
const zero = [0xfd, 0x0c, ...Array.from({ length: 16 }, () => 0)];
const lane = (of: number, k: number) => [...get(of), 0xfd, 0x21, k];
const storeSum = (of: number, to: number, offset: number) => [
  ...get(to),
  ...lane(of, 0),
  ...lane(of, 1),
  ...[0xa0, 0x39, 3, ...unsigned(offset)],
];
const add = (to: number, ...what: number[]) => [...get(to), ...what, ...plus, ...set(to)];
/** The body, then again while what `again` leaves is not 0. */
const loop = (body: readonly number[], again: readonly number[]) => [0x03, 0x40, ...body, ...again, 0x0d, 0, 0x0b];

const [A, B, STRIDE, ROWS, OUT] = [0, 1, 2, 3, 4];
const [LEFT, RIGHT, END, NEXT] = [[5, 6], [7, 8, 9, 10], 11, 12];
const [LANES, ROW, COLUMN] = [[13, 14, 15, 16, 17, 18, 19, 20], [21, 22], 23];

/** Two rows times four, eight pairs of running sums: even columns in the first lane, odd ones in the second. */
function kernelBody(): number[] {
  const step = (offset: number) => [
    ...LEFT.flatMap((from, i) => [...load(from, offset), ...set(ROW[i])]),
    ...RIGHT.flatMap((from, j) => [
      ...[...load(from, offset), ...set(COLUMN)],
      ...LEFT.flatMap((_, i) => {
        const sum = LANES[4 * i + j];
        return [...get(sum), ...get(ROW[i]), ...get(COLUMN), ...times, ...plusLanes, ...set(sum)];
      }),
    ]),
  ];
  const alongRows = loop(
    [...step(0), ...step(16), ...[...LEFT, ...RIGHT].flatMap((pointer) => add(pointer, ...constant(32)))],
    [...get(LEFT[0]), ...get(END), 0x49],
  );
  const fourRows = [
    ...[...get(A), ...set(LEFT[0]), ...get(A), ...get(STRIDE), ...plus, 0x22, LEFT[1], ...set(END)],
    ...RIGHT.flatMap((pointer) => [...get(B), ...set(pointer), ...add(B, ...get(STRIDE))]),
    ...LANES.flatMap((sum) => [...zero, ...set(sum)]),
    ...alongRows,
    ...LANES.flatMap((sum, at) => storeSum(sum, at < 4 ? OUT : NEXT, 8 * (at % 4))),
    ...[...add(OUT, ...constant(32)), ...add(NEXT, ...constant(32))],
    ...[...get(ROWS), ...constant(4), 0x6b, 0x22, ROWS],
  ];
  return [...get(OUT), ...get(ROWS), ...constant(3), 0x74, ...plus, ...set(NEXT), ...loop(fourRows, []), 0x0b];
}

function moduleBytes(): Uint8Array {
  const section = (id: number, ...body: number[]) => [id, ...unsigned(body.length), ...body];
  const locals = [2, ...[8, I32], ...[11, V128]];
  const code = [...locals, ...kernelBody()];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 5, I32, I32, I32, I32, I32, 0),
    ...section(2, 1, 0, 0, 2, 0, 1),
    ...section(3, 1, 0),
    ...section(7, 1, 1, "p".charCodeAt(0), 0, 0),
    ...section(10, 1, ...unsigned(code.length), ...code),
  ]);
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...unsigned(Math.floor(value / 128))];
}

function signed(value: number): number[] {
  return value < 64 ? [value] : [(value % 128) | 128, ...signed(Math.floor(value / 128))];
}
