/** Doubts: what is seen of an axis and of values that can hardly be what they are said to be. */
import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, row as rowOf } from "../../contract/matrix.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { medianInPlace, percentileInPlace } from "../../methods/numeric/order-statistics.ts";
import { implausibleValues } from "../../methods/qc/implausible.ts";
import { spans } from "../read/plausible.ts";
import type { Roles } from "../roles.ts";
import type { Table } from "../table.ts";
import { noisyEnds } from "./noisy-ends.ts";

type Axis = Columns & { readonly kind: "axis" };

const option = ["axis"] as const;

/**
 * FS3066 (unit or technique that nobody says), FS3123 (outside what the technique measures), FS3125 (few points).
 * @throws Refusal FS3124 where points cannot belong to the axis
 */
export function axisDoubts(axis: Axis): Remark[] {
  refuseStrayPoints(axis.values);
  const { unit, technique, values } = axis;
  const unknown = [...(unit === null ? ["unit"] : []), ...(technique === null ? ["technique"] : [])];
  return [
    ...(unknown.length === 0 ? [] : [{ code: "FS3066", facts: { what: unknown }, option }]),
    ...outsideTechnique(axis),
    ...(values.length < 10 ? [{ code: "FS3125", facts: { points: values.length }, option }] : []),
  ];
}

function outsideTechnique({ unit, technique, values }: Axis): Remark[] {
  if (technique === null || unit === null || unit === "channel") return [];
  const [from, to] = [values[0], values[values.length - 1]];
  const ofTechnique = spans.filter((span) => span.technique === technique);
  const row = ofTechnique.find((span) => span.unit === unit);
  if (row !== undefined && from >= row.from && to <= row.to) return [];
  const fits = ofTechnique.filter((span) => from >= span.from && to <= span.to).map((span) => span.unit);
  const facts = { technique, unit, from, to, low: row?.from ?? null, high: row?.to ?? null, fits };
  return [{ code: "FS3123", facts, option }];
}

/** A run of at most so many points at an end, so many median steps away from the rest, is none of the axis. */
const [fewStray, stepsAway] = [5, 20];

/** Throws FS3124 where 1 to 5 points at an end lie far off, and where a value is a copy's name: `1300.1` beside `1300`. */
function refuseStrayPoints(values: readonly number[]): void {
  const n = values.length;
  const steps = values.slice(1).map((value, j) => value - values[j]);
  if (steps.length < 3) return;
  const median = medianInPlace(Float64Array.from(steps));
  const copy = steps.findIndex((step, j) => step < median / 5 && isCopyOf(values[j + 1], values[j]));
  if (copy !== -1) throw stray([values[copy + 1]], values[copy]);
  for (let k = 1; k <= fewStray && k < n - k; k++) {
    if (steps[k - 1] > stepsAway * median) throw stray(values.slice(0, k), null);
    if (steps[n - 1 - k] > stepsAway * median) throw stray(values.slice(n - k), null);
  }
}

/** Programs write a column that stands twice with `.1` behind its name. */
const isCopyOf = (value: number, of: number): boolean =>
  Number.isInteger(of) && String(value).length === String(of).length + 2 && String(value).startsWith(`${of}.`);

function stray(points: readonly number[], beside: number | null): Refusal {
  return new Refusal("FS3124", { points, beside, exclude: points.join(", ") }, { option });
}

/** FS3065 (noise at an end), FS3126 (values that the quantity can hardly have), FS3127 (spectra of another size than the others). */
export function valueDoubts(
  axis: Axis,
  spectra: Matrix,
  table: Table,
  kept: { readonly rows: readonly number[]; readonly roles: Roles },
): Remark[] {
  const implausible = axis.quantity === undefined ? null : implausibleValues(spectra, axis.quantity);
  const size = otherSize(axis, spectra, table, kept);
  return [
    ...noisyEnds(axis, spectra),
    ...(implausible === null ? [] : [{ code: "FS3126", facts: implausible, option: ["quantity"] }]),
    ...size,
  ];
}

/** Spectra whose range (P97.5 − P2.5) is 10 times that of the median spectrum or a tenth; where all are of one batch or file, that. */
function otherSize(
  axis: Axis,
  spectra: Matrix,
  table: Table,
  { rows, roles }: Parameters<typeof valueDoubts>[3],
): Remark[] {
  const sizes = Float64Array.from({ length: spectra.rows }, (_, i) => sizeOf(rowOf(spectra, i)));
  const median = medianInPlace(Float64Array.from(sizes));
  if (spectra.rows < 3 || !(median > 0)) return [];
  const strange = [...sizes.keys()].filter((i) => sizes[i] > 10 * median || sizes[i] < median / 10);
  if (strange.length === 0) return [];
  const shared = (of: (i: number) => string | undefined): string | null => {
    const [first, ...more] = new Set(strange.map(of));
    return more.length === 0 ? (first ?? null) : null;
  };
  const { batch } = roles;
  const facts = {
    n_spectra: strange.length,
    of: spectra.rows,
    spectra: strange.slice(0, 5).map((i) => roles.id[i]),
    batch: batch === null || new Set(batch).size < 2 ? null : shared((i) => batch[i]),
    file: table.files.length < 2 ? null : shared((i) => table.place(rows[i]).input),
  };
  // Brightness is nobody's promise: lamps, lasers and integration times differ.
  const isBearable = axis.quantity === "intensity" || axis.quantity === "counts";
  return [{ code: "FS3127", facts, data: table.place(rows[strange[0]]), ...(isBearable ? { isBearable: true } : {}) }];
}

/** P97.5 − P2.5 of a spectrum, of at most some 500 of its values at even distances. */
function sizeOf(values: Float64Array): number {
  const step = Math.max(1, Math.floor(values.length / 500));
  const some = Float64Array.from({ length: Math.ceil(values.length / step) }, (_, k) => values[k * step]);
  return percentileInPlace(some, 97.5) - percentileInPlace(some, 2.5);
}
