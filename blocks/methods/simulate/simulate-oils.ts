/** Simulated Raman spectra of edible oils: everything that is in them is known. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import { type Instrument, type Measuring, type Mixture, measuredSpectrum, perfect, session } from "./measurement.ts";
import { normalDeviates } from "./normal-deviates.ts";
import { type OilName, oilClasses } from "./oil-classes.ts";
import { components } from "./raman-bands.ts";

export interface OilSimulation {
  readonly oils: readonly OilName[];
  readonly batches: number;
  /** Number of the first batch (default 1): a later set, as monitoring meets it, begins where the first one ended. */
  readonly firstBatch?: number;
  /** Pure samples of each oil in each batch (default 1). */
  readonly samplesPerBatch?: number;
  /** Spectra of each sample (default 2). */
  readonly replicates?: number;
  readonly points: number;
  /** First and last Raman shift, cm⁻¹ (default 800 and 1800). */
  readonly range?: readonly [number, number];
  readonly seed: number;
  /** Factor on the noise of the detector (default 1; 0: none). */
  readonly noise?: number;
  /** Factor on what differs between samples of one oil and between batches (default 1; 0: all alike). */
  readonly variation?: number;
  /** Samples of one oil stretched with another. */
  readonly adulteration?: Adulteration;
  /** What they are measured on (default: instrument A, as it should be). */
  readonly instrument?: Instrument;
}

export interface Adulteration {
  readonly oil: OilName;
  readonly adulterant: OilName;
  /** Adulterated samples in each batch. */
  readonly samplesPerBatch: number;
  /** Largest share of the adulterant, 0 to 1; shares are spread evenly below it, in steps of 0.001. */
  readonly upTo: number;
}

export interface OilSpectrum {
  /** Names this spectrum. */
  readonly id: string;
  readonly sample: string;
  readonly batch: string;
  readonly instrument: string;
  readonly oil: OilName;
  /** Share of the adulterant, 0 to 1. */
  readonly adulterantFraction: number;
}

export interface SimulatedOils {
  /** Raman shift, cm⁻¹, ascending. */
  readonly axis: Float64Array;
  readonly rows: readonly OilSpectrum[];
  /** n × points, counts. */
  readonly spectra: Matrix;
  /** n × components: the true composition of each row, in the order of `components`; the first four sum to 1. */
  readonly composition: Matrix;
}

/**
 * Spectra by batch, oil, sample and replicate. A sample's composition varies about its oil's (logistic normal: Aitchison,
 * Shen 1980, doi 10.1093/biomet/67.2.261), partly with its batch; what the spectrometer makes of it is `measuredSpectrum`.
 *
 * Every draw has a stream named by seed and by what it is about: the same oil, batch and sample have the same composition
 * whatever else is simulated, on any instrument and at any number of points, and a smaller set is part of a larger one.
 *
 * @throws RangeError for sizes that are no whole numbers from 1, fewer than 2 points, an empty list of oils, a share above 1
 */
export function simulateOils(simulation: OilSimulation): SimulatedOils {
  requireSizes(simulation);
  const { batches, firstBatch = 1, replicates = 2, variation = 1, instrument = perfect } = simulation;
  const axis = axisOf(simulation);
  const samples = samplesOf(simulation);
  const rows: OilSpectrum[] = [];
  const n = batches * samples.length * replicates;
  const spectra = matrix(n, axis.length);
  const composition = matrix(n, components.length);
  for (let number = firstBatch; number < firstBatch + batches; number++) {
    const batch = `b${String(number).padStart(2, "0")}`;
    const measuring: Measuring = session(axis, instrument, variation, [simulation.seed, batch]);
    for (const one of samples) {
      const sample = `${one.oil}-${batch}-${one.name}`;
      const { mixture, adulterantFraction } = mixtureOf(one, batch, sample, simulation);
      for (let r = 1; r <= replicates; r++) {
        const id = `${sample}-r${r}`;
        const at = rows.length;
        row(composition, at).set(mixture.composition);
        measuredSpectrum(mixture, measuring, { ...simulation, sample, replicate: r }, row(spectra, at));
        rows.push({ id, sample, batch, instrument: instrument.name, oil: one.oil, adulterantFraction });
      }
    }
  }
  return { axis, rows, spectra, composition };
}

interface Sample {
  readonly name: string;
  readonly oil: OilName;
  readonly adulteration: Adulteration | null;
}

function samplesOf({ oils, samplesPerBatch = 1, adulteration }: OilSimulation): readonly Sample[] {
  const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  const pure = oils.flatMap((oil) => numbers(samplesPerBatch).map((i) => ({ name: `s${i}`, oil, adulteration: null })));
  if (adulteration === undefined) return pure;
  const { oil } = adulteration;
  return [...pure, ...numbers(adulteration.samplesPerBatch).map((i) => ({ name: `m${i}`, oil, adulteration }))];
}

function mixtureOf({ oil, adulteration }: Sample, batch: string, sample: string, simulation: OilSimulation) {
  const { seed, variation = 1 } = simulation;
  const own = pureOil(oil, batch, sample, seed, variation);
  if (adulteration === null) return { mixture: own, adulterantFraction: 0 };
  const steps = Math.round(adulteration.upTo * 1000);
  const fraction = (1 + stream(seed, "oils", "adulterant", sample).below(steps)) / 1000;
  const other = pureOil(adulteration.adulterant, batch, `${sample}+${adulteration.adulterant}`, seed, variation);
  const blend = (a: number, b: number) => (1 - fraction) * a + fraction * b;
  return {
    mixture: {
      composition: own.composition.map((value, k) => blend(value, other.composition[k])),
      fluorescence: blend(own.fluorescence, other.fluorescence),
    },
    adulterantFraction: fraction,
  };
}

/** Relative standard deviations: of the fatty acids' shares between batches and between samples, of pigments. */
const spread = { batch: 0.03, sample: 0.05, pigments: 0.15 };

function pureOil(oil: OilName, batch: string, sample: string, seed: number, variation: number): Mixture {
  const { acids, carotenoids, fluorescence } = oilClasses[oil];
  const ofBatch = normalDeviates(stream(seed, "oils", "composition", "batch", oil, batch));
  const ofSample = normalDeviates(stream(seed, "oils", "composition", "sample", oil, sample));
  const shares = acids.map(
    (share) => share * Math.exp(variation * (spread.batch * ofBatch() + spread.sample * ofSample())),
  );
  const sum = shares.reduce((total, share) => total + share, 0);
  const pigment = () => Math.exp(variation * spread.pigments * ofSample());
  return {
    composition: Float64Array.from([...shares.map((share) => share / sum), carotenoids * pigment()]),
    fluorescence: fluorescence * pigment(),
  };
}

/** An even grid, rounded to hundredths so that a header says exactly where a point lies. */
function axisOf({ points, range: [from, to] = [800, 1800] }: OilSimulation): Float64Array {
  return Float64Array.from(
    { length: points },
    (_, j) => Math.round((from + ((to - from) * j) / (points - 1)) * 100) / 100,
  );
}

function requireSizes(simulation: OilSimulation): void {
  const { oils, batches, firstBatch = 1, samplesPerBatch = 1, replicates = 2, points, adulteration } = simulation;
  if (oils.length === 0) throw new RangeError("no oil is named");
  const sizes = { batches, firstBatch, samplesPerBatch, replicates };
  for (const [name, size] of Object.entries(sizes))
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`${name} is ${size}, not a whole number from 1`);
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`points is ${points}, not a whole number from 2`);
  if (adulteration !== undefined && !(adulteration.upTo >= 0.001 && adulteration.upTo <= 1))
    throw new RangeError(`upTo is ${adulteration.upTo}, not a share from 0.001 to 1`);
}
