/** Moments of one spectrum. */

/** Mean and sample standard deviation (divisor length − 1), in two passes. */
export function moments(values: Float64Array): { mean: number; sd: number } {
  let sum = 0;
  for (let j = 0; j < values.length; j++) sum += values[j];
  const mean = sum / values.length;
  let squares = 0;
  for (let j = 0; j < values.length; j++) squares += (values[j] - mean) * (values[j] - mean);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
