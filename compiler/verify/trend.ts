/** Trend: Spearman's correlation of values with their places, and how often chance does as well, by code of the verifier's own. */

export interface TrendAgain {
  readonly rho: number;
  readonly p: number;
  /** How far a p that was drawn may lie from this one. */
  readonly within: number;
  readonly n: number;
}

/** Null below 4 values, and where all are equal. */
export function trendOf(values: readonly number[]): TrendAgain | null {
  const n = values.length;
  if (n < 4 || new Set(values).size < 2) return null;
  const rank = values.map(
    (value) => values.filter((one) => one < value).length + (values.filter((one) => one === value).length + 1) / 2,
  );
  const centred = rank.map((one) => one - (n + 1) / 2);
  const places = centred.map((_, i) => i + 1 - (n + 1) / 2);
  const product = (of: readonly number[]) => of.reduce((sum, one, i) => sum + one * places[i], 0);
  const scale = Math.sqrt(
    centred.reduce((sum, one) => sum + one * one, 0) * places.reduce((sum, one) => sum + one * one, 0),
  );
  const observed = Math.abs(product(centred)) - 1e-9 * scale;
  const rho = product(centred) / scale;
  if (n <= 8) {
    const all = ordersOf(centred);
    return { rho, p: all.filter((of) => Math.abs(product(of)) >= observed).length / all.length, within: 1e-9, n };
  }
  let [far, state] = [0, 1];
  const draws = 9999;
  const order = [...centred];
  for (let k = 0; k < draws; k++) {
    for (let i = n - 1; i > 0; i--) {
      // Lehmer's generator with the multiplier 48271, which needs no more than doubles hold.
      state = (state * 48271) % 2147483647;
      const j = state % (i + 1);
      [order[i], order[j]] = [order[j], order[i]];
    }
    if (Math.abs(product(order)) >= observed) far++;
  }
  const p = (1 + far) / (1 + draws);
  // Two draws of as many differ by so much in one of 10^8 cases.
  return { rho, p, within: 6 * Math.sqrt((2 * p * (1 - p)) / draws) + 1e-3, n };
}

function ordersOf(values: readonly number[]): readonly (readonly number[])[] {
  if (values.length < 2) return [values];
  return values.flatMap((value, i) =>
    ordersOf([...values.slice(0, i), ...values.slice(i + 1)]).map((rest) => [value, ...rest]),
  );
}
