/** Health of spectra, for the verifier: the values of four checks of the spectral gate from the spectra it judged (CONTRACT §7). */
import { drifts } from "./drift.ts";
import { median, percentile } from "./order.ts";
import { saturatedShare, spikeShares } from "./spoilt.ts";

/** Below so many points nothing is judged. */
const leastPoints = 32;

export interface SpectralValues {
  readonly health_score: number;
  readonly spike_fraction: number;
  readonly saturation: number;
  readonly baseline_drift: number;
}

/**
 * The values the gate must have found.
 *
 * @param spectra n ≥ 1 rows of p points, those that are not external
 * @param order of the baseline: 2 for Raman and FTIR
 * @param limit of the detector; null where none is known
 * @returns null below 32 points
 */
export function spectralValues(
  spectra: readonly Float64Array[],
  order: 1 | 2,
  limit: number | null,
): SpectralValues | null {
  if (spectra.length === 0 || spectra[0].length < leastPoints) return null;
  const spreads = spectra.map(spreadOf);
  const drifted = drifts(spectra, order);
  const spikes = spikeShares(
    spectra,
    spreads.map(({ range }) => range),
  );
  const saturated = spectra.map((x) => saturatedShare(x, limit));
  const noise = spreads.map(({ sigma }, i) => (sigma === 0 ? 0 : sigma / Math.abs(drifted[i].slope)));
  const usual = median(noise);
  const health = spectra.map((_, i) =>
    Math.min(
      ofSignal(spreads[i]),
      ofNoise(noise[i], usual),
      within(1 - (0.3 * spikes[i]) / 0.01),
      within(1 - (0.3 * saturated[i]) / 0.01),
      within(1 - (0.3 * drifted[i].fraction) / 0.35),
    ),
  );
  return {
    health_score: health.sort((a, b) => a - b)[Math.ceil(0.05 * health.length) - 1],
    spike_fraction: mean(spikes),
    saturation: mean(saturated),
    baseline_drift: percentile(
      drifted.map(({ fraction }) => fraction),
      95,
    ),
  };
}

/** R, and noise from fourth differences: 1.4826 · median|Δ⁴ − median Δ⁴| / √70. */
function spreadOf(x: Float64Array): { readonly range: number; readonly sigma: number } {
  const fourth = Array.from(
    { length: x.length - 4 },
    (_, j) => x[j] - 4 * x[j + 1] + 6 * x[j + 2] - 4 * x[j + 3] + x[j + 4],
  );
  const middle = median(fourth);
  const sigma = (1.4826 * median(fourth.map((value) => Math.abs(value - middle)))) / Math.sqrt(70);
  return { range: percentile(x, 97.5) - percentile(x, 2.5), sigma };
}

function ofSignal({ range, sigma }: { readonly range: number; readonly sigma: number }): number {
  if (!(range > 0)) return 0;
  return sigma === 0 ? 1 : within(((20 * Math.log(range / sigma)) / Math.LN10 - 12) / 28);
}

const ofNoise = (noise: number, usual: number): number =>
  usual === 0 ? 1 : within(1 - (0.3 * Math.log(Math.max(noise / usual, 3) / 3)) / Math.LN2);

const within = (value: number): number => Math.max(0, Math.min(1, value));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
