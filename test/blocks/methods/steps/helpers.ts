/** What the tests of the steps share: running a step as the block does, spectra, and a plain dense solver. */

import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix } from "../../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import type { TrainingOutcome } from "../../../../blocks/contract/step.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import type { Json } from "../../../../schemas/plain-json.ts";

export const noOutcome: TrainingOutcome = { codes: null, classes: 0, target: null };

/** An axis of the given points. */
export function axis(
  values: readonly number[],
  unit: "cm-1" | "nm" | "um" = "nm",
  technique: "Raman" | "FTIR" | "NIR" | null = null,
): Columns {
  return { kind: "axis", unit, technique, values };
}

/** 0, 1, 2, … as an axis. */
export function pointAxis(points: number): Columns {
  return axis(Array.from({ length: points }, (_, j) => j));
}

/** Parses the options, asks for the columns, fits on `training` (default: the rows) and applies, as the block does. */
export function run(
  name: string,
  options: unknown,
  rows: Matrix,
  columns: Columns = pointAxis(rows.cols),
  training: Matrix = rows,
): Matrix {
  const step = methods.step(name);
  const parsed = step.options.parse(options) as Json;
  step.columns(columns, parsed);
  const state = step.fit ? step.fit(training, parsed, columns, noOutcome) : null;
  return step.apply(rows, parsed, columns, state);
}

/** The columns a step leaves. */
export function columnsAfter(name: string, options: unknown, before: Columns): Columns {
  const step = methods.step(name);
  return step.columns(before, step.options.parse(options) as Json);
}

/** The first remark of the refusal `action` ends in. */
export function refusal(action: () => unknown): { code: string; facts: Readonly<Record<string, unknown>> } {
  try {
    action();
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, facts: error.remarks[0].facts };
    throw error;
  }
  throw new Error("nothing was refused");
}

/** The messages a step's schema gives for these options. */
export function complaints(name: string, options: unknown): string[] {
  const parsed = methods.step(name).options.safeParse(options);
  return parsed?.error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ?? [];
}

/** Spectra with two bands, a bent baseline and noise, all from a fixed sequence; row i differs in height, slope, offset. */
export function bandSpectra(rows: number, points: number, level = 0): Matrix {
  let seed = 7;
  const noise = () => {
    seed = (seed * 16807) % 2147483647;
    return seed / 2147483647 - 0.5;
  };
  return fromRows(
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: points }, (_, j) => {
        const t = j / (points - 1);
        const band = (at: number, width: number) => Math.exp(-(((t - at) / width) * ((t - at) / width)) / 2);
        return (
          level +
          (1 + 0.2 * i) * (2 * band(0.3, 0.03) + band(0.65, 0.05)) +
          (0.5 + 0.1 * i) * t -
          0.4 * t * t +
          0.3 * i +
          0.01 * noise()
        );
      }),
    ),
  );
}

/** Solves a dense system by Gauss elimination with row pivoting: slow, and independent of the product's solvers. */
export function denseSolve(a: readonly (readonly number[])[], b: readonly number[]): number[] {
  const n = b.length;
  const work = a.map((row, i) => [...row, b[i]]);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(work[i][k]) > Math.abs(work[pivot][k])) pivot = i;
    [work[k], work[pivot]] = [work[pivot], work[k]];
    for (let i = k + 1; i < n; i++) {
      const factor = work[i][k] / work[k][k];
      if (factor !== 0) for (let j = k; j <= n; j++) work[i][j] -= factor * work[k][j];
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let sum = work[i][n];
    for (let j = i + 1; j < n; j++) sum -= work[i][j] * x[j];
    x[i] = sum / work[i][i];
  }
  return x;
}

/** DᵀD of the order-th differences, dense, from the matrix D itself. */
export function denseDifferences(points: number, order: number): number[][] {
  let d: number[][] = Array.from({ length: points }, (_, i) =>
    Array.from({ length: points }, (_, j) => (i === j ? 1 : 0)),
  );
  for (let k = 0; k < order; k++) d = d.slice(1).map((row, i) => row.map((value, j) => value - d[i][j]));
  return Array.from({ length: points }, (_, i) =>
    Array.from({ length: points }, (_, j) => d.reduce((sum, row) => sum + row[i] * row[j], 0)),
  );
}

/** Coefficients of the least-squares polynomial through (t, y), by the normal equations. */
export function densePolynomial(t: readonly number[], y: readonly number[], order: number): number[] {
  const powers = t.map((value) => Array.from({ length: order + 1 }, (_, k) => power(value, k)));
  const a = Array.from({ length: order + 1 }, (_, i) =>
    Array.from({ length: order + 1 }, (_, j) => powers.reduce((sum, row) => sum + row[i] * row[j], 0)),
  );
  const b = Array.from({ length: order + 1 }, (_, i) => powers.reduce((sum, row, k) => sum + row[i] * y[k], 0));
  return denseSolve(a, b);
}

/** Value of a polynomial with these coefficients. */
export function polynomialAt(c: readonly number[], t: number): number {
  return c.reduce((sum, coefficient, k) => sum + coefficient * power(t, k), 0);
}

function power(base: number, exponent: number): number {
  let result = 1;
  for (let k = 0; k < exponent; k++) result *= base;
  return result;
}
