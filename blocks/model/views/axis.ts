/** The axis in figures of variables: the stretch that was asked for, and its points in words. */
import { type SpectralAxis, unitBehind } from "../../charts/axis-words.ts";

/** The axis and lists over it (length p each) inside the range, ends included; null where no point lies in it. */
export function inRange(
  axis: SpectralAxis,
  range: readonly [number, number] | undefined,
  lists: readonly ArrayLike<number>[],
): { readonly axis: SpectralAxis; readonly lists: readonly Float64Array[] } | null {
  const [low, high] = range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const points = axis.values.flatMap((value, j) => (value >= low && value <= high ? [j] : []));
  if (points.length === 0) return null;
  return {
    axis: { ...axis, values: points.map((j) => axis.values[j]) },
    lists: lists.map((list) => Float64Array.from(points, (j) => list[j])),
  };
}

/** A point as readers write it: 1743.6, 940.9, 2.5. */
export const point = (value: number): string => String(Number(value.toFixed(Math.abs(value) < 10 ? 4 : 1)));

/** `940.9 nm`. */
export const pointWithUnit = (value: number, { unit }: SpectralAxis): string => `${point(value)}${unitBehind(unit)}`;
