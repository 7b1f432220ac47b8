/** SIMD passes: the kernels that go once over many rows, with what they go over kept in their memory. */
import * as wasm from "./module.ts";

/** Byte offsets all; `stride`, the length of a row, of `v` and of `out`, is a multiple of 64 and not 0; `end` is behind the last index. */
interface Functions {
  /** For every index: score = row · v − c to `scores`, and out += score · row. */
  a(x: number, stride: number, index: number, end: number, v: number, out: number, scores: number, c: number): void;
  /** For every index: out += score · row, with the scores that are there. */
  b(x: number, stride: number, index: number, end: number, v: number, out: number, scores: number, c: number): void;
  /** For every index: score = row · v − c to `scores`. */
  c(x: number, stride: number, index: number, end: number, v: number, out: number, scores: number, c: number): void;
}

export type SimdPasses = wasm.SimdInstance<Functions>;

const made = new Map<string, SimdPasses | null>();

/**
 * The kernels, made when first asked for; null where the processor or the engine has no SIMD.
 *
 * @param memory what their memory is for: each purpose has one of its own
 */
export function simdPasses(memory: "rows" | "basis" = "rows"): SimdPasses | null {
  const known = made.get(memory);
  if (known !== undefined) return known;
  const kernels = wasm.simdInstance<Functions>([pass(scored(), true), pass(given(), true), pass(scored(), false)]);
  made.set(memory, kernels);
  return kernels;
}

const [X, STRIDE, INDEX, LAST, V, OUT, SCORES, C] = [0, 1, 2, 3, 4, 5, 6, 7];
const [ROW, P, Q, END, SCORE, SUMS, LANES] = [8, 9, 10, 11, 12, [13, 14, 15, 16], 17];
const QUARTERS = [0, 16, 32, 48];

/** P along the row and Q along another vector, eight numbers a turn. */
function alongRow(other: number, turn: readonly number[]): number[] {
  const { get, set, add, integer } = wasm;
  return [
    ...[...get(ROW), ...set(P), ...get(other), ...set(Q)],
    ...wasm.loop(
      [...turn, ...add(P, ...integer(64)), ...add(Q, ...integer(64))],
      [...get(P), ...get(END), ...wasm.isBelow],
    ),
  ];
}

/** Eight running sums, number k in sum k mod 8; added as ((0 + 2) + (4 + 6)) + ((1 + 3) + (5 + 7)). */
function scored(): number[] {
  const { get, set, load } = wasm;
  const turn = SUMS.flatMap((sum, at) => [
    ...[...get(sum), ...load(P, QUARTERS[at]), ...load(Q, QUARTERS[at])],
    ...[...wasm.timesLanes, ...wasm.plusLanes, ...set(sum)],
  ]);
  const two = (a: number, b: number) => [...get(a), ...get(b), ...wasm.plusLanes];
  return [
    ...SUMS.flatMap((sum) => [...wasm.zeros, ...set(sum)]),
    ...alongRow(V, turn),
    ...[...two(SUMS[0], SUMS[1]), ...two(SUMS[2], SUMS[3]), ...wasm.plusLanes, ...set(SUMS[0])],
    ...[...wasm.sumOfLanes(SUMS[0]), ...get(C), ...wasm.minusFloat, ...set(SCORE)],
    ...[...get(SCORES), ...get(SCORE), ...wasm.storeFloat(0)],
  ];
}

const given = (): number[] => [...wasm.loadFloat(SCORES), ...wasm.set(SCORE)];

function pass(score: readonly number[], hasWayBack: boolean): wasm.SimdFunction {
  const { get, set, load, add, integer, plus } = wasm;
  const turn = QUARTERS.flatMap((offset) => [
    ...[...get(Q), ...load(Q, offset), ...get(LANES), ...load(P, offset)],
    ...[...wasm.timesLanes, ...wasm.plusLanes, ...wasm.store(offset)],
  ]);
  const oneRow = [
    ...[...wasm.loadInteger(INDEX), ...get(STRIDE), ...wasm.product, ...get(X), ...plus, ...wasm.setAndGet(ROW)],
    ...[...get(STRIDE), ...plus, ...set(END)],
    ...score,
    ...(hasWayBack ? [...get(SCORE), ...wasm.inBothLanes, ...set(LANES), ...alongRow(OUT, turn)] : []),
    ...[...add(INDEX, ...integer(4)), ...add(SCORES, ...integer(8))],
  ];
  return {
    parameters: [...Array.from({ length: 7 }, () => wasm.I32), wasm.F64],
    locals: [
      [4, wasm.I32],
      [1, wasm.F64],
      [5, wasm.V128],
    ],
    body: wasm.loop(oneRow, [...get(INDEX), ...get(LAST), ...wasm.isBelow]),
  };
}
