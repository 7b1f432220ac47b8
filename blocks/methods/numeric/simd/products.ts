/** SIMD products: the kernel behind products of rows, two numbers an instruction. */
import * as wasm from "./module.ts";

interface Functions {
  /**
   * Products of two rows, `stride` bytes apart from `a`, with `rows` rows, `stride` bytes apart from `b`: the first row's to
   * `out`, the second's behind them. All are byte offsets; `stride` is a multiple of 32, `rows` one of 4, neither is 0.
   */
  a(a: number, b: number, stride: number, rows: number, out: number): void;
}

export type SimdKernel = wasm.SimdInstance<Functions>;

let made: SimdKernel | null | undefined;

/** The kernel, made when first asked for; null where the processor or the engine has no SIMD. */
export function simdKernel(): SimdKernel | null {
  if (made === undefined) made = wasm.simdInstance<Functions>([products()]);
  return made;
}

const [A, B, STRIDE, ROWS, OUT] = [0, 1, 2, 3, 4];
const [LEFT, RIGHT, END, NEXT] = [[5, 6], [7, 8, 9, 10], 11, 12];
const [SUMS, ROW, COLUMN] = [[13, 14, 15, 16, 17, 18, 19, 20], [21, 22], 23];

/** Two rows times four, eight pairs of running sums: even columns in the first lane, odd ones in the second. */
function products(): wasm.SimdFunction {
  const { get, set, load, loop, add, integer, plus } = wasm;
  const step = (offset: number) => [
    ...LEFT.flatMap((from, i) => [...load(from, offset), ...set(ROW[i])]),
    ...RIGHT.flatMap((from, j) => [
      ...[...load(from, offset), ...set(COLUMN)],
      ...LEFT.flatMap((_, i) => {
        const sum = SUMS[4 * i + j];
        return [...get(sum), ...get(ROW[i]), ...get(COLUMN), ...wasm.timesLanes, ...wasm.plusLanes, ...set(sum)];
      }),
    ]),
  ];
  const alongRows = loop(
    [...step(0), ...step(16), ...[...LEFT, ...RIGHT].flatMap((pointer) => add(pointer, ...integer(32)))],
    [...get(LEFT[0]), ...get(END), ...wasm.isBelow],
  );
  const fourRows = [
    ...[...get(A), ...set(LEFT[0]), ...get(A), ...get(STRIDE), ...plus, ...wasm.setAndGet(LEFT[1]), ...set(END)],
    ...RIGHT.flatMap((pointer) => [...get(B), ...set(pointer), ...add(B, ...get(STRIDE))]),
    ...SUMS.flatMap((sum) => [...wasm.zeros, ...set(sum)]),
    ...alongRows,
    ...SUMS.flatMap((sum, at) => [
      ...get(at < 4 ? OUT : NEXT),
      ...wasm.sumOfLanes(sum),
      ...wasm.storeFloat(8 * (at % 4)),
    ]),
    ...[...add(OUT, ...integer(32)), ...add(NEXT, ...integer(32))],
    ...[...get(ROWS), ...integer(4), ...wasm.minus, ...wasm.setAndGet(ROWS)],
  ];
  return {
    parameters: [wasm.I32, wasm.I32, wasm.I32, wasm.I32, wasm.I32],
    locals: [
      [8, wasm.I32],
      [11, wasm.V128],
    ],
    body: [...get(OUT), ...get(ROWS), ...integer(3), ...wasm.shiftLeft, ...plus, ...set(NEXT), ...loop(fourRows)],
  };
}
