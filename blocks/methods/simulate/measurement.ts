/** What a spectrometer makes of a sample: session, scatter, baseline and noise. */
import { type Matrix, row } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import { normalDeviates } from "./normal-deviates.ts";
import { componentSpectra } from "./raman-bands.ts";

/** What is in a sample. */
export interface Mixture {
  /** By component. */
  readonly composition: Float64Array;
  /** Height of its fluorescence over that of CH₂ scissoring. */
  readonly fluorescence: number;
}

/** How a spectrometer differs from one that is as it should be: by drift, or because it is another one. */
export interface Instrument {
  readonly name: string;
  /** By how many channels (points of the axis) its bands stand too high (default 0). */
  readonly shift?: number;
  /** Factor on what it counts (default 1). */
  readonly gain?: number;
  /** Counts it adds everywhere (default 0). */
  readonly offset?: number;
  /** Factor on the width of its bands (default 1). */
  readonly broadening?: number;
}

export const perfect: Instrument = { name: "A" };

/** Counts of the CH₂ scissoring band. */
const brightness = 4000;

/** One session of one instrument: the pure components as it sees them, and its offset, gain and slope. */
export interface Measuring {
  readonly axis: Float64Array;
  /** −1 to 1 along the axis. */
  readonly along: Float64Array;
  readonly pure: Matrix;
  readonly instrument: Instrument;
  readonly offset: number;
  readonly gain: number;
  /** The response at the end of the axis is 1 + slope times, at its beginning 1 − slope times that in the middle. */
  readonly slope: number;
  /** Factor on the differences of scatter and baseline. */
  readonly variation: number;
}

/**
 * A session: offset (20 counts), gain (6 %), slope of the response (2 %) and wavenumber shift (0.4 cm⁻¹) are drawn once a batch.
 *
 * @param name seed and batch; the instrument's name is added
 */
export function session(
  axis: Float64Array,
  instrument: Instrument,
  variation: number,
  name: readonly (string | number)[],
): Measuring {
  const [seed, ...rest] = name;
  const draw = normalDeviates(stream(seed, "oils", "session", instrument.name, ...rest));
  const [offset, gain, slope, shift] = [20, 0.06, 0.02, 0.4].map((deviation) => variation * deviation * draw());
  const last = axis.length - 1;
  const channel = (axis[last] - axis[0]) / last;
  const moved = shift + (instrument.shift ?? 0) * channel;
  return {
    axis,
    along: axis.map((at) => (2 * (at - axis[0])) / (axis[last] - axis[0]) - 1),
    pure: componentSpectra(
      axis.map((at) => at - moved),
      instrument.broadening,
    ),
    instrument,
    offset: offset + (instrument.offset ?? 0),
    gain: Math.exp(gain) * (instrument.gain ?? 1),
    slope,
    variation,
  };
}

/** Which measurement. */
export interface Taken {
  readonly seed: number;
  readonly sample: string;
  readonly replicate: number;
  /** Factor on the noise (default 1). */
  readonly noise?: number;
}

/**
 * counts = offset + gain (1 + slope t) (brightness · scatter · (bands + fluorescence) + polynomial) + noise.
 *
 * Scatter (focus and turbidity, 8 %) is the sample's; replicates differ in baseline (height, place and width of the fluorescence,
 * a polynomial of order 2) and noise only. Noise: normal with variance read² + counts, so that it is white where there is no
 * light and grows with the root of the signal where there is (McCreery 2000, Raman Spectroscopy for Chemical Analysis, ch. 4,
 * doi 10.1002/0471721646).
 *
 * @param out written: one spectrum, counts
 */
export function measuredSpectrum(mixture: Mixture, measuring: Measuring, taken: Taken, out: Float64Array): void {
  const { along, pure, instrument, offset, gain, slope, variation } = measuring;
  const { seed, sample, replicate, noise = 1 } = taken;
  const ofSample = normalDeviates(stream(seed, "oils", "scatter", instrument.name, sample));
  const ofReplicate = normalDeviates(stream(seed, "oils", "baseline", instrument.name, sample, replicate));
  const bright = brightness * Math.exp(0.08 * variation * ofSample());
  const [bleached, place, width, level, tilt, bend] = [0.06, 0.06, 0.04, 25, 25, 15].map(
    (deviation) => variation * deviation * ofReplicate(),
  );
  out.fill(0);
  mixture.composition.forEach((share, k) => {
    const own = row(pure, k);
    for (let j = 0; j < out.length; j++) out[j] += share * own[j];
  });
  const height = mixture.fluorescence * Math.exp(bleached);
  for (let j = 0; j < out.length; j++) {
    const t = along[j];
    const u = (t + 0.35 + place) / (0.9 * Math.exp(width));
    const light = bright * (out[j] + height * Math.exp(-u * u)) + 150 + level + tilt * t + bend * t * t;
    out[j] = offset + gain * (1 + slope * t) * light;
  }
  if (noise > 0)
    addNoise(out, noise, normalDeviates(stream(seed, "oils", "noise", instrument.name, sample, replicate)));
}

/** Counts of a detector in the dark, standard deviation. */
const read = 6;

function addNoise(counts: Float64Array, noise: number, draw: () => number): void {
  for (let j = 0; j < counts.length; j++) counts[j] += noise * Math.sqrt(read * read + Math.max(counts[j], 0)) * draw();
}
