/** Calibrate: logits to probabilities, by whichever method, as plain data that can be stored and applied again. */

import type { Calibrator } from "../../../contract/certified.ts";
import { type Matrix, matrix, row } from "../../../contract/matrix.ts";
import { softmax } from "../logits.ts";
import type { CalibrationWish } from "../options.ts";
import { applyIsotonic, fitIsotonic } from "./isotonic.ts";
import { applyPlatt, fitPlatt } from "./platt.ts";
import { applyTemperature, fitTemperature } from "./temperature.ts";

export interface Fitted {
  readonly calibrator: Calibrator;
  /** True where the samples leave the temperature open. */
  readonly isBounded: boolean;
}

/** Fewest calibration samples of a method, in all and of each class. */
export const leastSamples = {
  temperature: { all: 10, each: 1 },
  platt: { all: 20, each: 5 },
  isotonic: { all: 50, each: 10 },
} as const;
/** Below so many samples isotonic steps are coarse. */
export const isotonicAdvice = 200;

/**
 * A calibrator from samples that nothing was fitted on. Platt scaling and isotonic regression see one class against the rest and
 * are renormalised: Platt the log odds, isotonic regression the share, clipped to [1/(n + 2), 1 − 1/(n + 2)].
 *
 * @param logits n × K, one row a sample
 * @param codes observed class of each row
 */
export function fitCalibrator(logits: Matrix, codes: ArrayLike<number>, wish: CalibrationWish | null): Fitted {
  if (wish === null) return { calibrator: { method: "none" }, isBounded: false };
  if (wish.method === "temperature") {
    const { temperature, isBounded } = fitTemperature(logits, codes, wish.prior);
    return { calibrator: { method: "temperature", temperature, prior: wish.prior }, isBounded };
  }
  const classes = Array.from({ length: logits.cols }, (_, c) => c);
  const isClass = (c: number) => Array.from(codes, (code) => code === c);
  if (wish.method === "platt") {
    const odds = logOdds(logits);
    const curves = classes.map((c) => fitPlatt(column(odds, c), isClass(c)));
    return {
      calibrator: { method: "platt", a: curves.map(({ a }) => a), b: curves.map(({ b }) => b) },
      isBounded: false,
    };
  }
  const shares = softmax(logits);
  const least = 1 / (logits.rows + 2);
  const curves = classes.map((c) => fitIsotonic(column(shares, c), isClass(c)));
  return { calibrator: { method: "isotonic", low: least, high: 1 - least, classes: curves }, isBounded: false };
}

/** m × K probabilities of m × K logits; rows sum to 1. */
export function calibrated(logits: Matrix, calibrator: Calibrator): Matrix {
  switch (calibrator.method) {
    case "none":
      return softmax(logits);
    case "temperature":
      return applyTemperature(logits, calibrator.temperature);
    case "platt": {
      const { a, b } = calibrator;
      return normalised(logOdds(logits), (f, c) => applyPlatt({ a: a[c], b: b[c] }, f));
    }
    case "isotonic": {
      const { low, high, classes } = calibrator;
      return normalised(softmax(logits), (p, c) => Math.min(high, Math.max(low, applyIsotonic(classes[c], p))));
    }
  }
}

/** ln(p/(1 − p)) of each class under the softmax, without rounding where p is near 1. m × K. @internal */
export function logOdds(logits: Matrix): Matrix {
  const { rows, cols } = logits;
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    const own = row(logits, i);
    for (let c = 0; c < cols; c++) {
      let top = Number.NEGATIVE_INFINITY;
      for (let d = 0; d < cols; d++) if (d !== c) top = Math.max(top, own[d]);
      let sum = 0;
      for (let d = 0; d < cols; d++) if (d !== c) sum += Math.exp(own[d] - top);
      result.data[i * cols + c] = own[c] - top - Math.log(sum);
    }
  }
  return result;
}

function normalised(x: Matrix, change: (value: number, c: number) => number): Matrix {
  const { rows, cols } = x;
  const result = matrix(rows, cols);
  for (let start = 0; start < x.data.length; start += cols) {
    let sum = 0;
    for (let c = 0; c < cols; c++) {
      result.data[start + c] = change(x.data[start + c], c);
      sum += result.data[start + c];
    }
    // Every curve may say nearly nothing of a strange sample: then all classes are as likely.
    for (let c = 0; c < cols; c++) result.data[start + c] = sum > 0 ? result.data[start + c] / sum : 1 / cols;
  }
  return result;
}

const column = (x: Matrix, c: number): Float64Array =>
  Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.cols + c]);
