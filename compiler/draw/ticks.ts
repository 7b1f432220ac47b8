/** Round numbers along an axis. */

/** Ticks at multiples of 1, 2 or 5 times a power of ten, with the decimals they need. */
export interface Ticks {
  readonly values: readonly number[];
  readonly decimals: number;
}

/**
 * About `count` ticks inside [low, high]. Powers of ten are reached by multiplication and division by ten, so that every
 * machine has the same ones. A range without extent gives its one value.
 */
export function niceTicks(low: number, high: number, count: number): Ticks {
  const extent = high - low;
  if (!(extent > 0)) return { values: [low], decimals: 3 };
  const rough = extent / count;
  let power = 1;
  let decimals = 0;
  while (power > rough) {
    power /= 10;
    decimals += 1;
  }
  while (power * 10 <= rough) power *= 10;
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough * 0.999) ?? 10;
  const places = decimals - (factor === 10 ? 1 : 0);
  const shown = Math.max(0, places);
  const step = Number((factor * power).toPrecision(6));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const values: number[] = [];
  for (let k = first; k <= last; k++) values.push(Number((k * step).toPrecision(12)));
  return { values, decimals: shown };
}
