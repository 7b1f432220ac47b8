/** Examples: data that tests of estimators share, real and made. */

import type { AnyEstimator, OptionValues, Response } from "../../../../blocks/contract/estimator.ts";
import { type Matrix, mapRows, matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { type RealSet, realSpectra, relativeError } from "../../../fixtures/real-data.ts";

/** SNV in the tests' own lines, so that an error in the product's step does not hide in these numbers. */
export function snv(x: Matrix): Matrix {
  return mapRows(x, (values, _, out) => {
    let mean = 0;
    for (const value of values) mean += value / values.length;
    let square = 0;
    for (const value of values) square += (value - mean) * (value - mean);
    const sd = Math.sqrt(square / (values.length - 1));
    for (let j = 0; j < values.length; j++) out[j] = (values[j] - mean) / sd;
  });
}

export interface Example {
  readonly x: Matrix;
  readonly y: Response;
}

export function labelled(set: RealSet, label: string): Example & { classes: string[]; column(name: string): string[] } {
  const { spectra, column } = realSpectra(set);
  const labels = column(label);
  const classes = [...new Set(labels)].sort();
  return {
    x: snv(spectra),
    y: classification(
      labels.map((of) => classes.indexOf(of)),
      classes.length,
    ),
    classes,
    column,
  };
}

export function measured(set: RealSet, target: string): Example & { column(name: string): string[] } {
  const { spectra, column } = realSpectra(set);
  return { x: snv(spectra), y: regression(column(target).map(Number)), column };
}

export const classification = (codes: readonly number[], classes: number): Response => ({
  task: "classification",
  codes: Int32Array.from(codes),
  classes,
});

export const regression = (target: readonly number[]): Response => ({
  task: "regression",
  target: Float64Array.from(target),
});

export function rowsOf(y: Response, indexes: readonly number[]): Response {
  if (y.task === "regression") return regression(indexes.map((i) => y.target[i]));
  return classification(
    indexes.map((i) => y.codes[i]),
    y.classes,
  );
}

/** Scores of every row from models that did not see its part: one n × K matrix an entry of the path. */
export function leaveOut(
  model: AnyEstimator,
  { x, y }: Example,
  part: readonly string[],
  path: readonly OptionValues[],
): Matrix[] {
  const k = y.task === "regression" ? 1 : y.classes;
  const scores = path.map(() => matrix(x.rows, k));
  for (const name of new Set(part)) {
    const rows = part.map((_, i) => i);
    const training = rows.filter((i) => part[i] !== name);
    const test = rows.filter((i) => part[i] === name);
    const states = model.fitPath(takeRows(x, training), rowsOf(y, training), path);
    states.forEach((state, entry) => {
      const predicted = model.predict(takeRows(x, test), state);
      test.forEach((i, at) => {
        scores[entry].data.set(predicted.data.subarray(at * k, (at + 1) * k), i * k);
      });
    });
  }
  return scores;
}

/** Even noise in [−½, ½) from a small generator of the tests' own. */
export function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296 - 0.5;
  };
}

/** K noisy groups in p variables: row i belongs to group i mod K. */
export function groups(seed: number, n: number, p: number, k: number, distance = 1): Example {
  const draw = noise(seed);
  const x = matrix(n, p);
  for (let i = 0; i < n; i++) for (let j = 0; j < p; j++) x.data[i * p + j] = draw() + (j % k === i % k ? distance : 0);
  return {
    x,
    y: classification(
      Array.from({ length: n }, (_, i) => i % k),
      k,
    ),
  };
}

/** How far the scores of three groups move (by the largest of them) where rows and classes come in another order. */
export function orderEffect(
  scoresOf: (training: Matrix, y: Response, of: Matrix) => Float64Array,
  seed: number,
  p: number,
): number {
  const { x, y } = groups(seed, 21, p, 3, 0.5);
  const turned = Array.from({ length: 21 }, (_, i) => (i * 8 + 5) % 21);
  const codes = Array.from((y as { codes: Int32Array }).codes, (code) => (code + 1) % 3);
  const here = scoresOf(x, y, x);
  const there = scoresOf(takeRows(x, turned), rowsOf(classification(codes, 3), turned), x);
  return relativeError(
    here.map((_, at) => there[at - (at % 3) + (((at % 3) + 1) % 3)]),
    here,
  );
}

/** A target that two of p variables carry, with noise. */
export function line(seed: number, n: number, p: number): Example {
  const { x } = groups(seed, n, p, 2, 0);
  const draw = noise(seed + 1);
  return {
    x,
    y: regression(Array.from({ length: n }, (_, i) => 3 * x.data[i * p] - 2 * x.data[i * p + 1] + 0.1 * draw())),
  };
}

/** The code of a Refusal, or what else was thrown; "nothing" where nothing was. */
export function refusalOf(act: () => unknown): { code: string; facts: unknown } | unknown {
  try {
    act();
  } catch (error) {
    const first = (error as { remarks?: { code: string; facts: unknown }[] }).remarks?.[0];
    return first === undefined ? error : { code: first.code, facts: first.facts };
  }
  return "nothing";
}

/** The position of the largest value of every row. */
export function winners({ rows, cols, data }: Matrix): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const values = Array.from(data.subarray(i * cols, (i + 1) * cols));
    return values.indexOf(Math.max(...values));
  });
}
